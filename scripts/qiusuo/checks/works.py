"""The library's entries are complete, plausible and told apart."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Work
from qiusuo.syntax import DEVICES
from qiusuo.verification import alike, comparable, fold

UNIQUE = Rule("key-is-unique", "Every key names one entry of the library, whatever its case.")
ONCE = Rule("work-stands-once", "A work stands in the library under one key only.")
COMPLETE = Rule("work-is-complete", "Every entry has the fields that its type asks for.")
PLAUSIBLE = Rule("field-is-plausible", "Years, identifiers and pages have the form of such.")
HTTP = Rule("link-is-http", "Links of the library lead to http or https.")
PLAIN_KEY = Rule("key-is-plain", "A key has lower-case letters, digits, _ and - only.")
KIND = Rule("entry-type-is-known", "Every entry is of a type the library knows.")

#: Needed and expected fields by entry type: those that BibTeX's standard styles need
#: (btxdoc, section 3.1), with a title, a year and a place to find the work for the rest.
NEEDED: dict[str, tuple[str, ...]] = {
    "article": ("author", "title", "journal", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "book": ("author", "title", "publisher", "year"),
    "phdthesis": ("author", "title", "school", "year"),
    "techreport": ("author", "title", "institution", "year"),
    "misc": ("title", "year"),
    "software": ("author", "title", "year", "url"),
    "dataset": ("author", "title", "year", "url"),
    "online": ("title", "year", "url"),
}
#: A work's title is compared with those of so many works before it whose first author has the same
#: name, and only so many comparisons are made that take long (the library of 395 works takes 4);
#: a title that is the very same is found beyond them.
_NAMESAKES = 30
_COMPARED = 1_500
_ARXIV = "10.48550/arxiv."
#: A venue stands in one of these; another field of the same sense is a slip.
_MISPLACED = {"article": ("booktitle",), "inproceedings": ("journal",)}

_FORMS = {
    "year": (re.compile(r"(?:1[6-9]|20)\d\d"), "a year of four digits"),
    "eprint": (
        re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z.-]+/\d{7}"),
        "an arXiv id like 2211.17192",
    ),
    "doi": (re.compile(r"10\.\d{4,9}/\S+"), "a DOI like 10.1145/3394486.3406703, without https"),
    "pages": (
        re.compile(r"[\w:.]+(?:[-–]+[\w:.]+)?(?:, ?[\w:.]+(?:[-–]+[\w:.]+)?)*"),
        "pages like 17--31",
    ),
}


def keys_are_unique(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every key names one entry, whatever its case."""
    for work, first in namesakes(atlas):
        yield UNIQUE.broken(
            work.span,
            f'"{work.key}" stands at {first.span} already',
            "remove or rename one",
            beside=(first.span,),
        )


def namesakes(atlas: Atlas) -> Iterator[tuple[Work, Work]]:
    """Every entry whose key another one has before it, with that one."""
    seen: dict[str, Work] = {}
    for work in atlas.entries:
        first = seen.setdefault(work.key.lower(), work)
        if first is not work:
            yield work, first


def works_stand_once(atlas: Atlas) -> Iterator[Diagnostic]:
    """A work stands in the library under one key only."""
    for work, twin, why in twins(atlas):
        yield ONCE.broken(
            work.span,
            f"{twin.key} at {twin.span} has {why}",
            f"cite it as [@{twin.key}], and remove this entry",
            beside=(twin.span,),
        )


def twins(atlas: Atlas) -> Iterator[tuple[Work, Work, str]]:
    """Every work that stands under another key before, with that one and what tells it."""
    by_number: dict[tuple[str, str], Work] = {}
    by_author: dict[str, deque[_Named]] = {}
    by_title: dict[tuple[str, str], _Named] = {}
    compared = 0
    for work in atlas.works.values():
        twin, why = None, ""
        numbers = _numbers(work)
        for name, number in numbers.items():
            first = by_number.setdefault((name, number), work)
            if first is not work:
                twin, why = first, f"the {name} {number}"
        author = fold(work.authors[0].family) if work.authors else ""
        titles = [fold(title) for title in (work.title, *work.former_titles) if title]
        named = _Named(work, work.year or 0, titles, numbers.get("eprint", ""))
        namesakes = by_author.setdefault(author, deque(maxlen=_NAMESAKES))
        same = [one for title in titles if (one := by_title.setdefault((author, title), named))]
        for one in (*same, *namesakes) if twin is None and titles else ():
            if one is named or not _may_be_twins(named, one):
                continue
            pairs = [(a, b) for a in titles for b in one.titles if comparable(a, b)]
            if not any(a == b for a, b in pairs):
                compared += len(pairs)
                if compared > _COMPARED or not any(alike(a, b) for a, b in pairs):
                    continue
            twin, why = one.work, "nearly this title"
            break
        namesakes.append(named)
        if twin is not None:
            yield work, twin, why


def _numbers(work: Work) -> dict[str, str]:
    """DOI and arXiv id, by the name of their field; arXiv's own DOIs are the ids they hold."""
    doi, eprint = work.get("doi").lower(), work.get("eprint")
    if doi.startswith(_ARXIV):
        doi, eprint = "", doi.removeprefix(_ARXIV)
    numbers = {"doi": doi, "eprint": re.sub(r"v\d+$", "", eprint)}
    return {name: number for name, number in numbers.items() if number}


@dataclass(frozen=True, slots=True)
class _Named:
    """A work with its folded titles, the year, and the number of its preprint."""

    work: Work
    year: int
    titles: list[str]
    preprint: str


def _may_be_twins(one: _Named, other: _Named) -> bool:
    """Whether two works of one first author can be the same by their years and numbers."""
    # A preprint and its publication are a few years apart at most.
    if abs(one.year - other.year) > 3:
        return False
    return not (one.preprint and other.preprint and one.preprint != other.preprint)


def keys_are_plain(atlas: Atlas) -> Iterator[Diagnostic]:
    """A key has lower-case letters, digits, _ and - only."""
    again = {work.span for work, _ in namesakes(atlas)}
    for work in atlas.entries:
        if work.span in again:
            continue
        if work.key in DEVICES:  # a work's page is a folder of its key's name
            yield PLAIN_KEY.broken(
                work.span, f'"{work.key}" can not be a folder on Windows', "choose another key"
            )
        elif not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", work.key):
            yield PLAIN_KEY.broken(
                work.span, f'the key "{work.key}"', "use a-z, 0-9, _ and -: leviathan2023fast"
            )


def works_are_complete(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every entry has the fields that its type asks for, and is of a known type."""
    for work in atlas.entries:
        if work.kind not in NEEDED:
            yield KIND.broken(
                work.span, f'unknown entry type "@{work.kind}"', f"one of: {', '.join(NEEDED)}"
            )
            continue
        for name in NEEDED[work.kind]:
            if not work.get(name).strip():
                yield COMPLETE.broken(
                    work.span,
                    f'@{work.kind} "{work.key}" has no {name}',
                    f"add {name} = {{…}}, checked against a public record",
                )
        for name in _MISPLACED.get(work.kind, ()):
            if work.get(name):
                wanted = NEEDED[work.kind][2]
                yield COMPLETE.broken(
                    work.place(name), f"@{work.kind} has a {name}", f"rename the field to {wanted}"
                )
        if work.kind in ("misc", "online") and not (work.authors or work.get("howpublished")):
            yield COMPLETE.broken(
                work.span,
                f'"{work.key}" has neither author nor howpublished',
                "say who made it, or where it appeared",
            )


def fields_are_plausible(atlas: Atlas) -> Iterator[Diagnostic]:
    """Years, identifiers and pages have the form of such."""
    for work in atlas.entries:
        for name, (form, wanted) in _FORMS.items():
            value = work.get(name)
            if name == "eprint" and work.get("archiveprefix").lower() != "arxiv":
                continue
            if value and not form.fullmatch(value):
                yield PLAUSIBLE.broken(work.place(name), f'{name} is "{value}"', f"write {wanted}")


def links_are_http(atlas: Atlas) -> Iterator[Diagnostic]:
    """Links of the library lead to http or https."""
    for work in atlas.entries:
        url = work.get("url")
        if url and not re.fullmatch(r"https?://[^\s/\"'<>\\]+(?:/[^\s\"'<>\\]*)?", url):
            yield HTTP.broken(work.place("url"), f'url is "{url}"', "give an address with https://")


RULES = (UNIQUE, ONCE, PLAIN_KEY, KIND, COMPLETE, PLAUSIBLE, HTTP)
CHECKS = (
    keys_are_unique,
    works_stand_once,
    keys_are_plain,
    works_are_complete,
    fields_are_plausible,
    links_are_http,
)
