"""The weights of the chooser: what is asked of the file, and that nothing in it can raise."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from qiusuo import checks, source
from qiusuo.diagnostics import Diagnostic, Report
from qiusuo.model import Chooser, Language, Span
from qiusuo.source.chooser import read_chooser
from qiusuo.source.data import parse
from tests.conftest import ROOT, written

ODD = (None, -30, "", "odd", [], ["odd"], [30, None], {}, {"odd": "odd"})


@pytest.mark.parametrize("component", ["choose", "weights", "points"])
def test_what_shows_weights_needs_them(library: Path, component: str) -> None:
    (library / "docs" / "chooser.yml").unlink()
    for code in ("zh", "en"):
        page = library / "docs" / code / "works.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("::works", f"::{component}"), encoding="utf-8")
    atlas, findings = source.load(library)
    told = Report.of([*findings, *checks.check(atlas)]).findings
    assert [(f.rule.name, f.span.path) for f in told] == [
        ("chooser-is-sound", "docs/en/works.md"),
        ("chooser-is-sound", "docs/zh/works.md"),
    ]


@pytest.fixture(scope="module")
def languages() -> tuple[Language, ...]:
    return source.load(ROOT)[0].languages


def read(data: object, languages: tuple[Language, ...]) -> tuple[Chooser, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    found = parse(written(data), Span("docs/chooser.yml"), findings)
    assert found is not None
    return read_chooser(found, languages, findings), findings


def paths(value: object, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every part of a document, by the keys that lead to it."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for key, inner in parts:
        yield (*before, key)
        if isinstance(inner, (dict, list)):
            yield from paths(inner, (*before, key))


def test_no_odd_part_raises_and_the_others_stay(languages: tuple[Language, ...]) -> None:
    whole = yaml.safe_load((ROOT / "docs" / "chooser.yml").read_text(encoding="utf-8"))
    sound, findings = read(whole, languages)
    assert findings == []
    for path in paths(whole):
        for odd in ODD:
            spoiled = copy.deepcopy(whole)
            holder = spoiled
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = odd
            chooser, _ = read(spoiled, languages)
            for part in ("barriers", "know", "have", "wait"):
                if not path[0].startswith(part[:4]):
                    assert getattr(chooser, part) == getattr(sound, part), (path, odd)
