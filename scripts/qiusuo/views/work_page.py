"""A work's own page: what it is, where it is found, and every passage that cites it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qiusuo.model import Atlas, BlockKind, Citation, Language, Name, Page, Told, Work
from qiusuo.views.address import Addresses
from qiusuo.views.excerpt import excerpt, plain
from qiusuo.views.identifier import Identifier, arxiv_id, identifiers, pdf_url
from qiusuo.views.reference import Reference, byline, foreign, full_name, reference

#: Neighbours shown at the most.
_NEIGHBOURS = 6

#: schema.org types by entry type.
_TYPES = {
    "article": "ScholarlyArticle",
    "inproceedings": "ScholarlyArticle",
    "incollection": "Chapter",
    "book": "Book",
    "phdthesis": "Thesis",
    "techreport": "Report",
    "software": "SoftwareSourceCode",
    "dataset": "Dataset",
    "online": "WebPage",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that cites the work, with the section and block it stands in."""

    section: Told
    text: Told
    url: str


@dataclass(frozen=True, slots=True)
class CitingPage:
    """A page that cites the work: in which role, and in which passages.

    `step` is the work's place in the page's reading path, or 0.
    """

    title: Told
    url: str
    way: str
    sections: tuple[Told, ...]
    step: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A work cited in the same blocks, and in how many."""

    title: str
    byline: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    """All that a work's page shows."""

    key: str
    title: str
    lang: str
    former_titles: tuple[str, ...]
    authors: str
    year: str
    kind: str
    container: str
    reference: Reference
    identifiers: tuple[Identifier, ...]
    event: bool
    unverified: tuple[str, ...]
    verified: str
    verified_source: str
    pages: tuple[CitingPage, ...]
    neighbours: tuple[Neighbour, ...]
    library_url: str
    meta: tuple[tuple[str, str], ...]
    json_ld: str
    description: str


def work_slug(key: str) -> str:
    """The slug of a work's page."""
    return f"works/{key}"


class CitingPages:
    """The pages that cite works, asked for many works; what these share is worked out once."""

    def __init__(self, atlas: Atlas) -> None:
        self.order = {d.page_slug: place for place, d in enumerate(atlas.directions_in_order())}
        self._atlas = atlas
        self._steps: dict[tuple[str, str], Mapping[str, tuple[int, str]]] = {}

    def step(self, page: Page, work: Work) -> int:
        """The work's place in the page's reading path, or 0."""
        name = (page.language, page.slug)
        if name not in self._steps:
            self._steps[name] = steps(self._atlas, page)
        return self._steps[name].get(work.key, (0, ""))[0]


def work_page(
    atlas: Atlas, language: Language, work: Work, citing: CitingPages | None = None
) -> WorkPage:
    """The page of a work in a language."""
    here = (language.code, work_slug(work.key))
    addresses = Addresses.of(atlas)
    record = atlas.records.get(work.key)
    names = [full_name(name) for name in work.authors]
    if work.others:
        names.append("等" if work.langid.startswith("chinese") else "et al.")
    pages = tuple(_citing_pages(atlas, language, work, here, citing or CitingPages(atlas)))
    times = sum(len(page.passages) for page in pages)
    return WorkPage(
        key=work.key,
        title=work.title,
        lang=foreign(work, language.code),
        former_titles=work.former_titles,
        authors=", ".join(names),
        year=work.get("year"),
        kind=language.name_of("kinds", "event" if work.is_event else work.kind),
        container=work.container,
        reference=reference(work, language.code),
        identifiers=identifiers(work),
        event=work.is_event,
        unverified=tuple(language.name_of("fields", field) for field in work.unverified),
        verified=record.checked if record else "",
        verified_source=record.source if record else "",
        pages=pages,
        neighbours=_neighbours(atlas, language, work, here),
        library_url=addresses.between(here, (language.code, "works"), f"work-{work.key}"),
        meta=_meta(work),
        json_ld=_json_ld(work),
        description=language.say(
            "work_description", title=work.title, byline=byline(work), n=times
        ),
    )


def steps(atlas: Atlas, page: Page) -> Mapping[str, tuple[int, str]]:
    """The works of a page's reading path: their place in it, and what it says of each."""
    if atlas.direction(page.slug.removeprefix("directions/")) is None:
        return {}
    found: dict[str, tuple[int, str]] = {}
    for block in page.under("start"):
        if block.kind is not BlockKind.ORDERED_LIST:
            continue
        for number, line in enumerate(block.text.split("\n")):
            first = next(
                (c for c in block.citations if c.span.line == block.span.line + number), None
            )
            if first is not None:
                found.setdefault(first.key, (len(found) + 1, plain(line)))
    return found


def _citing_pages(
    atlas: Atlas, language: Language, work: Work, here: tuple[str, str], citing: CitingPages
) -> list[CitingPage]:
    addresses = Addresses.of(atlas)
    by_page: dict[str, list[tuple[Page, Citation]]] = {}
    for page, citation in atlas.cited_by.get(work.key, ()):
        if atlas.shows(language.code, page):
            by_page.setdefault(page.slug, []).append((page, citation))
    order = citing.order
    found = []
    for slug in sorted(by_page, key=lambda slug: (order.get(slug, len(order)), slug)):
        page = by_page[slug][0][0]
        there = (language.code, slug)
        spoken = (page.language, language.code)
        blocks = atlas.blocks[page.language, slug]
        passages: dict[tuple[str, str], Passage] = {}
        for _, citation in by_page[slug]:
            block = blocks[citation.block]
            section = page.section(citation.section)
            text = excerpt(block, citation)
            passages.setdefault(
                (block.address, text),
                Passage(
                    atlas.told(section.title if section else page.title, *spoken),
                    atlas.told(text, *spoken),
                    addresses.between(here, there, block.address),
                ),
            )
        direction = atlas.direction(slug.removeprefix("directions/"))
        found.append(
            CitingPage(
                atlas.told(page.title, *spoken),
                addresses.between(here, there),
                direction.way if direction else "",
                tuple(dict.fromkeys(passage.section for passage in passages.values())),
                citing.step(page, work),
                tuple(passages.values()),
            )
        )
    return found


def _neighbours(
    atlas: Atlas, language: Language, work: Work, here: tuple[str, str]
) -> tuple[Neighbour, ...]:
    addresses = Addresses.of(atlas)
    counts: Counter[str] = Counter()
    for page, citation in atlas.cited_by.get(work.key, ()):
        if atlas.shows(language.code, page):
            block = atlas.blocks[page.language, page.slug][citation.block]
            counts.update({c.key for c in block.citations} - {work.key})
    chosen = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_NEIGHBOURS]
    return tuple(
        Neighbour(
            atlas.works[key].title,
            f"{byline(atlas.works[key])}, {atlas.works[key].get('year')}",
            addresses.between(here, (language.code, work_slug(key))),
            count,
        )
        for key, count in chosen
        if key in atlas.works
    )


def _meta(work: Work) -> tuple[tuple[str, str], ...]:
    """Highwire's ``citation_*`` tags, as Google Scholar and Zotero read them."""
    if work.is_event:
        return ()
    place = {"article": "citation_journal_title", "inproceedings": "citation_conference_title"}
    first, _, last = work.get("pages").partition("–")
    tags = [("citation_title", work.title)]
    tags += [("citation_author", _inverted(name)) for name in work.authors]
    tags += [
        ("citation_publication_date", work.get("year")),
        (place.get(work.kind, "citation_inbook_title"), work.container),
        ("citation_volume", work.get("volume")),
        ("citation_issue", work.get("number")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_publisher", work.get("publisher")),
        ("citation_doi", work.get("doi")),
        ("citation_arxiv_id", arxiv_id(work)),
        ("citation_pdf_url", pdf_url(work)),
        ("citation_language", "zh" if work.langid.startswith("chinese") else "en"),
    ]
    return tuple((name, value) for name, value in tags if value)


def _inverted(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _json_ld(work: Work) -> str:
    """schema.org's description, safe inside a script element."""
    kind = "Event" if work.is_event else _TYPES.get(work.kind)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind or ("ScholarlyArticle" if arxiv_id(work) else "CreativeWork"),
        "name": work.title,
    }
    if work.is_event:
        data["startDate"] = work.get("year")
    else:
        data["headline"] = work.title[:110]
        data["datePublished"] = work.get("year")
        data["author"] = [
            {"@type": "Organization" if name.corporate else "Person", "name": full_name(name)}
            for name in work.authors
        ]
        data["inLanguage"] = "zh" if work.langid.startswith("chinese") else "en"
        if work.former_titles:
            data["alternateName"] = list(work.former_titles)
        if work.container:
            data["isPartOf"] = {"@type": "CreativeWork", "name": work.container}
        found = [one.url for one in identifiers(work)]
        if found:
            data["url"], data["sameAs"] = found[0], found
        if work.get("doi"):
            data["identifier"] = f"doi:{work.get('doi')}"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
