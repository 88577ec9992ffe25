"""Works by year and direction: what there was before the essay, and what came after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qiusuo.model import ESSAY, Atlas, Language, Work
from qiusuo.views.address import Addresses
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
    title: str
    url: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every work of the library by column, and again by row and column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    rows_of: Mapping[str, tuple[Row, ...]]


def timeline(atlas: Atlas, language: Language, here: str) -> Timeline:
    """The timeline for the page `here`; works without a year have no place on it."""
    addresses = Addresses.of(atlas)
    start = (language.code, here)
    marks = _marks(atlas, language, start)
    last = max([mark.seen[0] for mark in marks.values()] + [ESSAY[0] + 1])
    by_column: dict[str, list[Mark]] = {column: [] for column in _column_ids(last)}
    for mark in sorted(
        marks.values(), key=lambda mark: (mark.seen[0], mark.seen[1] or 13, mark.key)
    ):
        by_column[_column_of(mark.seen)].append(mark)
    if not by_column[_unknown()]:
        del by_column[_unknown()]
    columns = tuple(_column(language, name, found) for name, found in by_column.items())

    def row(slug: str, way: str, title: str, url: str, keys: Iterable[str]) -> Row:
        own = set(keys)
        cells = [tuple(m for m in column.marks if m.key in own) for column in columns]
        return Row(slug, way, title, url, tuple(cells))

    rows = []
    unclaimed = set(marks)
    for direction in atlas.directions_in_order():
        keys = cited_keys(atlas, language, direction)
        unclaimed -= set(keys)
        page = atlas.page(language.code, direction.page_slug)
        url = addresses.between(start, (language.code, direction.page_slug))
        title = page.title if page else direction.slug
        rows.append(row(direction.slug, direction.way, title, url, keys))
    if unclaimed:
        url = addresses.between(start, (language.code, "works"))
        rows.append(row("elsewhere", "elsewhere", language.say("elsewhere"), url, unclaimed))
    rows_of = {
        key: tuple(row for row in rows if any(m.key == key for cell in row.cells for m in cell))
        for key in marks
    }
    return Timeline(columns, tuple(rows), rows_of)


def _marks(atlas: Atlas, language: Language, start: tuple[str, str]) -> dict[str, Mark]:
    addresses = Addresses.of(atlas)
    claims: dict[str, list[Link]] = {}
    for claim in atlas.claims:
        if claim.outcome in _DECIDED:
            link = addresses.between(start, (language.code, "essay"), f"claim-{claim.id}")
            for key in dict.fromkeys(c.key for c in claim.citations.get(language.code, ())):
                claims.setdefault(key, []).append(Link(claim.id, link))

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

    return {key: mark(work, seen) for key, work in atlas.works.items() if (seen := work.first_seen)}


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
