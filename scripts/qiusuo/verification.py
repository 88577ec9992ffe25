"""An entry of the library compared with a public record, field by field."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from qiusuo.model import Record, Work

#: Between the family names of a record's authors.
BETWEEN = " ; "
#: Ends a list of authors that the record cuts.
CUT = "…"
#: Titles as alike as this are taken for one work's; checked against the library's 395 titles.
_ALIKE = 0.93


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the library and the record say different things."""

    field: str
    ours: str
    theirs: str


def said(work: Work) -> dict[str, str]:
    """What the library says of a work, in the words of a record; empty fields left out."""
    authors = [name.family for name in work.authors] + ([CUT] if work.others else [])
    fields = {
        "title": work.title,
        "authors": BETWEEN.join(authors),
        "year": work.get("year"),
        "doi": work.get("doi"),
        "eprint": work.get("eprint"),
        "container": work.container,
    }
    return {name: value for name, value in fields.items() if value}


def differences(work: Work, record: Record) -> list[Difference]:
    """The fields of the record with which the library does not agree.

    Case, punctuation and accents do not count; a title may also be one of the former ones; a list
    of authors that either side cuts is compared as far as the shorter goes.
    """
    ours = said(work)
    found = []
    for name, theirs in record.fields.items():
        mine = ours.get(name, "")
        if name == "authors":
            same = _same_authors(mine, theirs)
        elif name == "title":
            titles = (work.title, *work.former_titles)
            same = fold(theirs) in {fold(title) for title in titles}
        else:
            same = fold(mine) == fold(theirs)
        if not same:
            found.append(Difference(name, mine, theirs))
    return found


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The text without case, accents, punctuation and spaces."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(c for c in spread if not unicodedata.combining(c)))


def alike(one: str, other: str) -> bool:
    """Whether two folded titles are nearly the same, and so one work's."""
    if one == other or not comparable(one, other):
        return one == other
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def comparable(one: str, other: str) -> bool:
    """Whether two folded titles could be nearly the same: as long, and with the same digits."""
    longest = max(len(one), len(other))
    if longest == 0 or abs(len(one) - len(other)) > longest * (1 - _ALIKE) * 2:
        return False
    # A digit makes another work of a series: "Llama 2", "Tensor Programs IVb".
    return _digits(one) == _digits(other)


@lru_cache(maxsize=20_000)
def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _same_authors(ours: str, theirs: str) -> bool:
    mine, other = ([fold(n) for n in text.split(BETWEEN)] for text in (ours, theirs))
    cut = "" in (mine[-1:] + other[-1:]) or CUT in ours or CUT in theirs
    mine, other = [n for n in mine if n], [n for n in other if n]
    if not cut:
        return mine == other
    length = min(len(mine), len(other))
    return length > 0 and mine[:length] == other[:length]
