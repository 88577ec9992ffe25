"""Works by year and direction: what there was before the essay, and what came after it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from qiusuo.model import ESSAY, Atlas, Language, Told, Work
from qiusuo.views.address import Addresses
from qiusuo.views.drawn import drawn
from qiusuo.views.glossary import Link
from qiusuo.views.reference import author_year
from qiusuo.views.tie import cited_keys
from qiusuo.views.work_page import work_slug

#: The first year with a column of its own.
FIRST_YEAR = 2017
#: The outcomes by which something was decided.
_DECIDED = ("held", "partly", "overtaken")


@dataclass(frozen=True, slots=True)
class Mark:
    """A work: its label, its page, and the claims it is a turning point for, with their links."""

    key: str
    label: str
    title: str
    url: str
    seen: tuple[int, int]
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A year or a part of one; `part` names the part, `place` is before, at or after the essay."""

    id: str
    year: str
    part: str
    place: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A direction, or the pages that are none, with its works by column."""

    slug: str
    way: str
    title: Told
    url: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The works by column, and again by row and column; `rest` leads to directions not drawn."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rows_of: Mapping[str, tuple[Row, ...]]
    rest: Link | None

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways of the rows, in their order."""
        return tuple(dict.fromkeys(row.way for row in self.rows))

    @property
    def unplaced(self) -> bool:
        """Whether there are works of which nobody can say if they came before the essay."""
        return any(column.place == "at" for column in self.columns)


def timeline(atlas: Atlas, language: Language, here: str) -> Timeline:
    """The timeline for the page `here`; works without a year have no place on it."""
    shown = drawn(atlas)
    directions = [direction for one in shown for direction in one.directions]
    works_of = {one.slug: cited_keys(atlas, language, one) for one in directions}
    elsewhere = set(atlas.works)
    for direction in atlas.directions:
        elsewhere.difference_update(cited_keys(atlas, language, direction))
    start = (language.code, here)
    marks = _marks(atlas, language, start, elsewhere.union(*works_of.values()))
    columns = _columns(language, marks)
    addresses = Addresses.of(atlas)

    def row(slug: str, way: str, page_slug: str, title: Told, keys: Container[str]) -> Row:
        cells = [tuple(m for m in column.marks if m.key in keys) for column in columns]
        url = addresses.between(start, (language.code, page_slug))
        return Row(slug, way, title, url, tuple(cells))

    rows = []
    for direction in directions:
        page_slug, keys = direction.page_slug, works_of[direction.slug]
        title = atlas.title(language.code, page_slug)
        rows.append(row(direction.slug, direction.way, page_slug, title, keys))
    if any(mark.key in elsewhere for mark in marks):
        title = Told(language.say("elsewhere"))
        rows.append(row("elsewhere", "elsewhere", "works", title, elsewhere))
    rows_of: dict[str, list[Row]] = {}
    for one in rows:
        for mark in chain.from_iterable(one.cells):
            rows_of.setdefault(mark.key, []).append(one)
    left = sum(len(one.rest) for one in shown)
    overview = addresses.between(start, (language.code, "directions/index"))
    return Timeline(
        columns,
        tuple(rows),
        {key: tuple(found) for key, found in rows_of.items()},
        Link(Told(language.say("more_directions", n=left)), overview) if left else None,
    )


def _marks(
    atlas: Atlas, language: Language, start: tuple[str, str], wanted: Container[str]
) -> list[Mark]:
    """The marks of the wanted works, in order of time."""
    addresses = Addresses.of(atlas)
    claims: dict[str, list[Link]] = {}
    for claim in atlas.claims:
        if claim.outcome in _DECIDED:
            link = addresses.between(start, (language.code, "essay"), f"claim-{claim.id}")
            spoken = atlas.tell(claim.since, language.code).lang or language.code
            for key in dict.fromkeys(c.key for c in claim.citations.get(spoken, ())):
                claims.setdefault(key, []).append(Link(Told(claim.id), link))

    def mark(work: Work, seen: tuple[int, int]) -> Mark:
        after = (seen[0], seen[1] or 12) >= ESSAY
        return Mark(
            work.key,
            author_year(work),
            work.title,
            addresses.between(start, (language.code, work_slug(work.key))),
            seen,
            tuple(claims.get(work.key, ())) if after else (),
        )

    marks = [
        mark(work, work.appeared)
        for work in atlas.works.values()
        if work.key in wanted and work.appeared[0]
    ]
    return sorted(marks, key=lambda mark: (mark.seen[0], mark.seen[1] or 13, mark.key))


def _columns(language: Language, marks: Sequence[Mark]) -> tuple[Column, ...]:
    """The columns from the first year to that of the last work, at least to the essay's next."""
    last = max([mark.seen[0] for mark in marks] + [ESSAY[0] + 1])
    found: dict[str, list[Mark]] = {column: [] for column in _column_ids(last)}
    for mark in marks:
        found[_column_of(mark.seen)].append(mark)
    if not found[_unknown()]:
        del found[_unknown()]
    return tuple(_column(language, name, own) for name, own in found.items())


def _unknown() -> str:
    return f"{ESSAY[0]}-unknown"


def _column_ids(last: int) -> list[str]:
    ids = ["before"]
    for year in range(FIRST_YEAR, last + 1):
        parts = ("-before", "-unknown", "-after") if year == ESSAY[0] else ("",)
        ids += [f"{year}{part}" for part in parts]
    return ids


def _column_of(seen: tuple[int, int]) -> str:
    year, month = seen
    if year < FIRST_YEAR:
        return "before"
    if year != ESSAY[0]:
        return str(year)
    return _unknown() if not month else f"{year}-{'before' if seen < ESSAY else 'after'}"


def _column(language: Language, name: str, marks: list[Mark]) -> Column:
    if name == "before":
        return Column(
            name, language.say("before_year", year=FIRST_YEAR), "", "before", tuple(marks)
        )
    year, _, part = name.partition("-")
    place = {"before": "before", "unknown": "at", "after": "after"}.get(
        part, "before" if int(year) < ESSAY[0] else "after"
    )
    return Column(name, year, language.say(f"part_{part}") if part else "", place, tuple(marks))
