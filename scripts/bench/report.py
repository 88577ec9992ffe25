"""The figures as JSON and as a table for people who ask."""

import itertools
import json
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.measure import Cost
from bench.weights import Weight

#: What is measured, as the table calls it: (scene of ours, scene of the stock stack, its name).
_PAIRS = (
    ("plain", "cold", "cold build, the same work: no pages of works, no pictures for sharing"),
    ("cold", "cold", "cold build, everything on"),
    ("again", "again", "unchanged rebuild"),
    ("edit", "edit", "one edited page to fresh page"),
)

_ABOUT = """\
What the site takes to build and to read, beside a stock stack that builds the same pages: MkDocs,
Material, static-i18n, bibtex in its plain mode, search with jieba, each as its manual sets it up.
Written by `make bench`; the raw figures stand in `numbers.json`, the reasons in
[decision 0017](decisions/0017-speed.md).

The corpora are invented, seeded and in two languages: so many directions and works, each page with
about 1,000 English words or 1,800 Chinese characters and 15 citations. Runs of the two stacks take
turns; a figure is the median (least to most), a ratio the median of those of the rounds. Memory is
the most that all processes of a build have at one time, what they share counted once."""


@dataclass(frozen=True, slots=True)
class Size:
    """All figures at one size: costs by stack and scene, the n-th of each from the n-th round."""

    directions: int
    works: int
    costs: dict[str, dict[str, list[Cost]]]
    bytes: dict[str, int] = field(default_factory=dict)
    weights: dict[str, dict[str, Weight]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As the table says it: ``150/1,500``."""
        return f"{self.directions:,}/{self.works:,}"


def write(machine: dict[str, str], sizes: Sequence[Size], data: Path, table: Path) -> None:
    """Write both files."""
    found = {"machine": machine, "sizes": [asdict(size) for size in sizes]}
    data.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table.write_text("\n".join(_table(machine, sizes)) + "\n", encoding="utf-8")


def _table(machine: dict[str, str], sizes: Sequence[Size]) -> Iterator[str]:
    yield "# Numbers"
    yield ""
    yield _ABOUT
    yield ""
    yield "; ".join(f"{key}: {value}" for key, value in machine.items()) + "."
    for size in sizes:
        yield from _builds(size)
    yield from _growth(sizes)
    for size in sizes:
        if size.weights:
            yield from _weights(size)


def _builds(size: Size) -> Iterator[str]:
    yield ""
    yield f"## {size.name}"
    yield ""
    yield "| | ours, s | stock, s | ratio | CPU ratio | ours, MB | stock, MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for scene, other, title in _PAIRS:
        ours = size.costs["own"].get(scene, [])
        stock = size.costs["stock"].get(other, [])
        if ours:
            seconds, processor = _ratio(ours, stock, "seconds"), _ratio(ours, stock, "processor")
            cells = [title, _span(ours), _span(stock), seconds, processor]
            yield f"| {' | '.join([*cells, _memory(ours), _memory(stock)])} |"
    if size.bytes:
        told = ", ".join(f"{name} {count / 1e6:,.1f} MB" for name, count in size.bytes.items())
        yield ""
        yield f"Bytes of the built site: {told}."


def _span(costs: Sequence[Cost]) -> str:
    values = [cost.seconds for cost in costs]
    if not values:
        return ""
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _memory(costs: Sequence[Cost]) -> str:
    most = max((cost.memory for cost in costs), default=0)
    return f"{most:.0f}" if most else ""


def _ratio(ours: Sequence[Cost], stock: Sequence[Cost], name: str) -> str:
    pairs = [
        (getattr(one, name), getattr(other, name)) for one, other in zip(ours, stock, strict=False)
    ]
    ratios = [one / other for one, other in pairs if other]
    return f"{statistics.median(ratios):.2f}" if ratios else ""


def _growth(sizes: Sequence[Size]) -> Iterator[str]:
    """The exponents by which time grows from each size to the next."""
    told = []
    for before, after in itertools.pairwise(sizes):
        grown = math.log(after.directions / before.directions)
        for stack in ("own", "stock"):
            found = [size.costs[stack].get("cold", []) for size in (before, after)]
            if all(found):
                times = [statistics.median(c.processor for c in costs) for costs in found]
                exponent = math.log(times[1] / times[0]) / grown
                told.append(f"{stack} {exponent:.2f} from {before.name} to {after.name}")
    if told:
        yield ""
        yield f"Growth exponent of a cold build's CPU time: {'; '.join(told)}."


def _weights(size: Size) -> Iterator[str]:
    yield ""
    yield f"## First visits at {size.name}"
    yield ""
    yield "390 px wide, nothing kept, CPU slowed four times, Chromium's “Slow 4G”; kB compressed."
    yield ""
    yield "| | page, kB | visit, kB | requests | LCP, ms | TBT, ms | CLS |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for stack, pages in size.weights.items():
        for path, weight in pages.items():
            yield (
                f"| {stack} `/{path}` | {weight.page / 1000:.1f} | {weight.visit / 1000:,.1f} "
                f"| {weight.requests} | {weight.lcp:,.0f} | {weight.tbt:,.0f} | {weight.cls:.3f} |"
            )
