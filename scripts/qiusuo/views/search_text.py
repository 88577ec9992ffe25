"""Which sections use a word most, per language, cut into small parts.

This gives the first answer to words that are in no name. A part is a few kilobytes, whatever the
number of pages, so that an answer does not have to wait for the full text's program and index.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qiusuo.model import Atlas, Language, Page
from qiusuo.views.address import Addresses
from qiusuo.views.excerpt import plain

#: Pages that only list what others say.
LISTS = ("glossary", "search", "status", "topics", "translation", "works")

#: How many words a part has, and how many sections a word leads to, at most.
WORDS, SECTIONS = 160, 20

#: A word on more than this share of the pages tells nothing.
COMMON = 0.6

#: What a word in a heading is worth beside one in the text.
_HEADING, _TITLE = 4, 6

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[^\W_]+")
_STEMS = (
    (re.compile(r"(?<=[^s])s$"), ""),
    (re.compile(r"is(e|ed|ing|er|ation)$"), r"iz\1"),
    (re.compile(r"yse(d)?$"), r"yze\1"),
    (re.compile(r"our$"), "or"),
)


@dataclass(frozen=True, slots=True)
class TextParts:
    """The parts of a language; `starts` has the first word of each, in order."""

    starts: tuple[str, ...]
    parts: tuple[dict[str, Any], ...]


def search_text(atlas: Atlas, language: Language) -> TextParts:
    """Words of the pages of `language`, in order, and where they are used.

    A part has `targets`, each ``[path, section, title, heading]``, and `words`, each
    ``[pages, target, weight, target, weight, …]`` with weights from 1 to 99, the heaviest first;
    a word that is everywhere has no targets.
    """
    pages = [p for p in atlas.pages if p.language == language.code and p.slug not in LISTS]
    pages_of: list[int] = []  # the number of each place's page
    targets: list[list[str]] = []  # and what leads to it
    addresses = Addresses.of(atlas)
    counts: dict[str, dict[int, int]] = defaultdict(dict)  # by word and number of the place
    for number, page in enumerate(pages):
        path = addresses.path(addresses.first_language, page.slug)
        titles = {section.id: section.title for section in reversed(page.sections)} | {"": ""}
        for section, worths in sorted(_worths(page).items()):
            place = len(targets)
            for word, worth in worths.items():
                counts[word][place] = worth
            pages_of.append(number)
            targets.append([path, section, page.title, titles.get(section, "")])
    order = sorted(counts)
    cut = [order[at : at + WORDS] for at in range(0, len(order), WORDS)]
    most = max(3, COMMON * len(pages))
    return TextParts(
        tuple(words[0] for words in cut),
        tuple(
            _part({word: counts[word] for word in words}, pages_of, targets, most) for words in cut
        ),
    )


def _part(
    counts: dict[str, dict[int, int]], pages_of: list[int], targets: list[list[str]], most: float
) -> dict[str, Any]:
    listed: dict[int, int] = {}  # the numbers that places have here
    found: dict[str, list[int]] = {}
    for word, used in counts.items():
        on = len(set(map(pages_of.__getitem__, used)))
        found[word] = told = [on]
        if on > most:
            continue
        # Those of one worth stay in the order of their places.
        for place in sorted(used, key=used.__getitem__, reverse=True)[:SECTIONS]:
            # Three uses say nearly as much as ten.
            count = used[place]
            told += (listed.setdefault(place, len(listed)), math.ceil(99 * count / (count + 3)))
    return {"targets": [targets[place] for place in listed], "words": found}


def _worths(page: Page) -> dict[str, Counter[str]]:
    """What each word is worth in each section of a page."""
    found: dict[str, Counter[str]] = {}
    for section, text, worth in _texts(page):
        counts = found.setdefault(section, Counter())
        if worth == 1:
            counts.update(words_of(text))
        else:
            for word in words_of(text):
                counts[word] += worth
    return found


def _texts(page: Page) -> Iterator[tuple[str, str, int]]:
    """Section, text and worth of all on a page; title and description in no section."""
    yield "", page.title, _TITLE
    yield "", page.description, 1
    top = {section.id for section in page.sections if section.level == 1}
    for section in page.sections:
        if section.id not in top:
            yield section.id, section.title, _HEADING
    for block in page.blocks:
        yield (
            "" if block.section in top or block.section == "top" else block.section,
            plain(block.text),
            1,
        )


def words_of(text: str) -> list[str]:
    """Latin words and numbers of two letters or more, stemmed; Chinese characters, and each two.

    The same as in search-names.js, which a test holds.
    """
    found: list[str] = []
    for word in _LATIN.findall(unicodedata.normalize("NFKC", text).lower()):
        if word.isascii():
            found += _latin(word)
            continue
        at = 0
        for run in _HAN.finditer(word):
            if run.start() > at:
                found += _latin(word[at : run.start()])
            han = run[0]
            found += han
            found += map(str.__add__, han, han[1:])
            at = run.end()
        if at < len(word):
            found += _latin(word[at:])
    return found


@lru_cache(maxsize=100_000)
def _latin(word: str) -> tuple[str, ...]:
    """A Latin word's stem, or nothing where it is no word to look for."""
    if len(word) < 2 or len(word) > 40:
        return ()
    if len(word) >= 4:
        for pattern, better in _STEMS:
            word = pattern.sub(better, word, count=1)
    return (word,)
