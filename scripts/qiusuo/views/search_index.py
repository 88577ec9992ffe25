"""The small index that answers a query before any full text is loaded: names, and where they lead.

It holds titles, headings, the glossary's names and readers' everyday words, in all languages at
once, so that a query in one language finds the page in another. Its size depends on the number of
directions and terms, not on the length of the pages; full text is pagefind's.
"""

import re
from collections.abc import Iterable
from typing import Any

from opencc import OpenCC

from qiusuo.model import DIRECTION_SECTIONS, Atlas
from qiusuo.views.address import Addresses
from qiusuo.views.excerpt import plain
from qiusuo.views.occurrence import Occurrences

#: Raised when scripts can no longer read what an older build wrote.
VERSION = 1

#: Above so many pages the index has only the pages that terms and questions lead to, without
#: headings and summaries; the rest is left to the full text, so that it stays as small.
ROOMY = 300

#: Words of so many letters and more are in one list.
LONG_WORD = 13

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{4,}")


def search_index(atlas: Atlas, occurrences: Occurrences) -> dict[str, Any]:
    """The index as plain data; pages are named by their place in `pages`."""
    addresses = Addresses.of(atlas)
    codes = [language.code for language in atlas.languages]
    slugs = _slugs(atlas)
    roomy = len(slugs) <= ROOMY
    if not roomy:
        led_to = {slug for term in atlas.terms for slug, _ in occurrences.best(term)}
        led_to |= {atlas.slug_of(name) for one in atlas.questions for name in one.pages}
        slugs = [slug for slug in slugs if slug in led_to]
    place = {slug: number for number, slug in enumerate(slugs)}
    pages = []
    sections = []
    for slug in slugs:
        found = [atlas.page(code, slug) for code in codes]
        direction = atlas.direction(slug.removeprefix("directions/"))
        pages.append(
            {
                "path": addresses.path(addresses.first_language, slug),
                "way": direction.way if direction else "",
                "kind": "direction" if direction else "page",
                "topics": list(direction.topics) if direction else [],
                "titles": [page.title if page else "" for page in found],
                "texts": [_short(page.description) if page and roomy else "" for page in found],
            }
        )
        first = next((page for page in found if page is not None), None)
        for section in first.sections if first and roomy else ():
            # The headings that all directions share tell nobody where to go.
            if section.level == 1 or (direction and section.id in DIRECTION_SECTIONS):
                continue
            titles = []
            for page in found:
                other = page.section(section.id) if page else None
                titles.append(other.title if other else "")
            sections.append([place[slug], section.id, titles])
    terms = []
    for term in atlas.terms:
        targets = [[place[s], section] for s, section in occurrences.best(term) if s in place]
        names = [term.names.get(code, "") for code in codes]
        terms.append([term.slug, names, list(term.also), targets])
    questions = []
    for question in atlas.questions:
        phrases = [phrase for group in question.phrases.values() for phrase in group]
        targets_of = [place[s] for name in question.pages if (s := atlas.slug_of(name)) in place]
        questions.append([phrases, targets_of])
    return {
        "version": VERSION,
        "languages": codes,
        "pages": pages,
        "sections": sections,
        "terms": terms,
        "questions": questions,
    }


def _slugs(atlas: Atlas) -> list[str]:
    return [pair.slug for pair in atlas.pairs if pair.slug != "search"]


def _short(text: str) -> str:
    """The beginning of a description, enough to show until the full text has its own."""
    most = 32 if _HAN.search(text) else 64
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def search_words(atlas: Atlas) -> dict[int, str]:
    """Every Latin word of the site's text, one a line, by the number of letters.

    One letter wrong leaves at most a letter more or less, so three lists suffice to spell a word.
    """
    words: dict[int, set[str]] = {length: set() for length in range(4, LONG_WORD + 1)}
    met: set[str] = set()
    for text in _texts(atlas):
        met.update(_WORD.findall(text))
    for word in met:
        words[min(len(word), LONG_WORD)].add(word.lower())
    return {length: "\n".join(sorted(found)) + "\n" for length, found in words.items()}


def _texts(atlas: Atlas) -> Iterable[str]:
    for page in atlas.pages:
        yield page.title
        for section in page.sections:
            yield section.title
        for block in page.blocks:
            yield plain(block.text)
    for work in atlas.works.values():
        yield work.title
        for name in work.authors:
            yield name.family
    for term in atlas.terms:
        yield " ".join(term.all_names)


def search_traditional(atlas: Atlas) -> list[str]:
    """Traditional characters and, in the same order, the simplified ones that the site uses.

    From OpenCC's character table, cut down to the characters of the site. It is loaded for queries
    with Chinese characters only.
    """
    used = set().union(*_texts(atlas))
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    # A line each, so that no two are taken for a word.
    simpler = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    pairs = [
        (char, simple)
        for char, simple in zip(chars, simpler, strict=True)
        if simple != char and len(simple) == 1 and simple in used
    ]
    return ["".join(char for char, _ in pairs), "".join(simple for _, simple in pairs)]
