"""What a card shows of a cited work, as data for the browser."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from qiusuo.model import Atlas, Language, Page, Work
from qiusuo.views.address import Addresses
from qiusuo.views.identifier import identifiers
from qiusuo.views.reference import full_name
from qiusuo.views.work_page import steps, work_slug

#: Authors named on a card.
_AUTHORS = 4


@dataclass(frozen=True, slots=True)
class CitationCard:
    """A cited work in brief; `why` is what the page's reading path says of it, if it is on it.

    `work` and `bib` lead to the work's page and its BibTeX file, relative to the page.
    """

    title: str
    former: str
    authors: str
    year: str
    venue: str
    why: str
    work: str
    bib: str
    links: tuple[tuple[str, str], ...]
    doubt: str


_NAMES = tuple(field.name for field in fields(CitationCard))


def citation_card(
    atlas: Atlas, language: Language, page: Page, work: Work, why: str
) -> CitationCard:
    """The card of a work on a page."""
    names = [full_name(name) for name in work.authors[:_AUTHORS]]
    if work.others or len(work.authors) > _AUTHORS:
        names.append("等" if work.langid.startswith("chinese") else "et al.")
    here = (language.code, page.slug)
    addresses = Addresses.of(atlas)
    doubtful = language.say("list_comma").join(
        language.name_of("fields", field) for field in work.unverified
    )
    return CitationCard(
        title=work.title,
        former="; ".join(work.former_titles),
        authors=", ".join(names),
        year=work.get("year"),
        venue=work.container or ("arXiv" if work.get("eprint") else ""),
        why=why,
        work=addresses.between(here, (language.code, work_slug(work.key))),
        bib=addresses.between(here, (addresses.first_language, work_slug(work.key)))
        + f"{work.key}.bib",
        links=tuple((one.label, one.url) for one in identifiers(work)),
        doubt=language.say("unverified_fields", fields=doubtful) if doubtful else "",
    )


def citation_cards(atlas: Atlas, language: Language, page: Page) -> Mapping[str, Any]:
    """The cards of all works that a page cites, by key, as plain data."""
    path = steps(atlas, page)
    keys = dict.fromkeys(citation.key for citation in page.citations)
    cards = {
        key: citation_card(atlas, language, page, atlas.works[key], path.get(key, (0, ""))[1])
        for key in keys
    }
    return {key: {name: getattr(card, name) for name in _NAMES} for key, card in cards.items()}
