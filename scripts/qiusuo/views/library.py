"""The whole library, by year, each work with the passages that cite it."""

from dataclasses import dataclass

from qiusuo.model import Atlas, Language, Work
from qiusuo.views.address import Addresses
from qiusuo.views.reference import Reference, reference


@dataclass(frozen=True, slots=True)
class Place:
    """A page that cites a work: its title and a link to the first block that does."""

    title: str
    url: str
    times: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A work of the library with its reference and the pages that cite it."""

    key: str
    reference: Reference
    event: bool
    unverified: tuple[str, ...]
    note: str
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
        if page.language == language.code:
            places.setdefault(page.slug, []).append(citation.block)
    cited = []
    for slug, blocks in places.items():
        page_found = atlas.page(language.code, slug)
        title = page_found.title if page_found else slug
        url = addresses.between((language.code, here), (language.code, slug), blocks[0])
        cited.append(Place(title, url, len(blocks)))
    return Entry(
        work.key,
        reference(work, language.code),
        work.is_event,
        tuple(language.name_of("fields", name) for name in work.unverified),
        work.get("note"),
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
