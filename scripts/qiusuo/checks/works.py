"""The library's entries are complete, plausible and told apart."""

import re
from collections.abc import Iterator

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas
from qiusuo.syntax import DEVICES

UNIQUE = Rule("key-is-unique", "Every key names one entry of the library, whatever its case.")
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
    seen: dict[str, str] = {}
    for work in atlas.entries:
        first = seen.setdefault(work.key.lower(), str(work.span))
        if first != str(work.span):
            yield UNIQUE.broken(
                work.span, f'"{work.key}" stands at {first} already', "remove or rename one"
            )


def keys_are_plain(atlas: Atlas) -> Iterator[Diagnostic]:
    """A key has lower-case letters, digits, _ and - only."""
    for work in atlas.entries:
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


RULES = (UNIQUE, PLAIN_KEY, KIND, COMPLETE, PLAUSIBLE, HTTP)
CHECKS = (
    keys_are_unique,
    keys_are_plain,
    works_are_complete,
    fields_are_plausible,
    links_are_http,
)
