"""The whole library, by year, each work with the passages that cite it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qiusuo.model import Atlas, Language, Told, Work
from qiusuo.verification import said
from qiusuo.views.address import Addresses
from qiusuo.views.reference import Reference, reference
from qiusuo.views.work_page import work_slug


@dataclass(frozen=True, slots=True)
class Place:
    """A page that cites a work: its title and a link to the first block that does."""

    title: Told
    url: str
    times: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A work of the library with its reference, the pages that cite it, and what sorts it."""

    key: str
    url: str
    author: str
    title: str
    year: str
    kind: str
    decade: str
    cited: int
    ways: tuple[str, ...]
    directions: tuple[str, ...]
    reference: Reference
    event: bool
    unverified: tuple[str, ...]
    cited_by: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The works of a year, in the order of their authors."""

    year: str
    entries: tuple[Entry, ...]


def entry(atlas: Atlas, language: Language, work: Work, here: str) -> Entry:
    """One work as seen from the page `here`."""
    addresses = Addresses.of(atlas)
    places: dict[str, list[str]] = {}
    for page, citation in atlas.cited_by.get(work.key, ()):
        if atlas.shows(language.code, page):
            places.setdefault(page.slug, []).append(citation.block)
    cited = []
    for slug, blocks in places.items():
        title = atlas.title(language.code, slug)
        url = addresses.between((language.code, here), (language.code, slug), blocks[0])
        cited.append(Place(title, url, len(blocks)))
    directions = [atlas.direction(slug.removeprefix("directions/")) for slug in places]
    return Entry(
        work.key,
        addresses.between((language.code, here), (language.code, work_slug(work.key))),
        _sort_name(work),
        work.title.casefold(),
        work.get("year"),
        "event" if work.is_event else work.kind,
        work.get("year")[:3] + "0" if work.year else "",
        sum(len(blocks) for blocks in places.values()),
        tuple(dict.fromkeys(d.way for d in directions if d)),
        tuple(d.slug for d in directions if d),
        reference(work, language.code),
        work.is_event,
        tuple(language.name_of("fields", name) for name in work.unverified),
        tuple(cited),
    )


def library_by_year(atlas: Atlas, language: Language, here: str) -> tuple[Year, ...]:
    """The cited works, latest year first."""
    years: dict[str, list[Work]] = {}
    for work in atlas.works.values():
        years.setdefault(work.get("year"), []).append(work)
    return tuple(
        Year(
            year,
            tuple(
                entry(atlas, language, work, here)
                for work in sorted(years[year], key=lambda work: (_sort_name(work), work.title))
            ),
        )
        for year in sorted(years, reverse=True)
    )


def _sort_name(work: Work) -> str:
    return (work.authors[0].family if work.authors else work.title).casefold()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A work with something unconfirmed: which fields, or the whole of it where none is named."""

    title: str
    url: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """How much of the library was checked against public records, and what was not."""

    checked: int
    total: int
    last: str
    doubtful: tuple[Doubtful, ...]


def verification(atlas: Atlas, language: Language, here: str) -> Verification:
    """The report on the snapshot of records."""
    addresses = Addresses.of(atlas)
    doubtful = []
    for key, work in sorted(atlas.works.items()):
        record = atlas.records.get(key)
        silent = [f for f in said(work) if f not in record.fields] if record else []
        names = {"container": "venue", "eprint": "url"}
        fields = dict.fromkeys([*work.unverified, *(names.get(f, f) for f in silent)])
        if record is None or fields:
            url = addresses.between((language.code, here), (language.code, work_slug(key)))
            listed = tuple(language.name_of("fields", field) for field in fields)
            doubtful.append(Doubtful(work.title, url, listed if record else ()))
    checked = sum(key in atlas.works for key in atlas.records)
    last = max((record.checked for record in atlas.records.values()), default="")
    return Verification(checked, len(atlas.works), last, tuple(doubtful))


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which the library can be filtered, its name, and how many works have it."""

    value: str
    name: Told
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The filters of the library, each with the values that occur."""

    ways: tuple[Choice, ...]
    directions: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    decades: tuple[Choice, ...]


def choices(atlas: Atlas, language: Language, years: tuple[Year, ...]) -> Choices:
    """What the library's entries can be filtered by."""
    entries = [one for year in years for one in year.entries]

    def counted(pairs: list[tuple[str, Told]], has: Callable[[Entry], tuple[str, ...]]) -> Any:
        counts = Counter(value for one in entries for value in set(has(one)))
        return tuple(Choice(value, name, counts[value]) for value, name in pairs if counts[value])

    titles = [
        (direction.slug, atlas.title(language.code, direction.page_slug))
        for direction in atlas.directions_in_order()
    ]
    decades = sorted({one.decade for one in entries if one.decade}, reverse=True)
    return Choices(
        counted(_names(language, "ways"), lambda one: one.ways),
        counted(titles, lambda one: one.directions),
        counted(_names(language, "kinds"), lambda one: (one.kind,)),
        counted([(d, Told(language.say("decade", n=d))) for d in decades], lambda o: (o.decade,)),
    )


def _names(language: Language, kind: str) -> list[tuple[str, Told]]:
    return [(key, Told(name)) for key, name in language.names.get(kind, {}).items()]
