"""A short text of the data files as runs of words and citations."""

from dataclasses import dataclass

from qiusuo import syntax
from qiusuo.model import Atlas
from qiusuo.views.address import Addresses
from qiusuo.views.reference import author_year
from qiusuo.views.work_page import work_slug


@dataclass(frozen=True, slots=True)
class Run:
    """Words, or, with a `url`, a work named by author and year."""

    text: str
    url: str = ""


def runs(text: str, atlas: Atlas, here: tuple[str, str], spoken: str) -> tuple[Run, ...]:
    """The text, in the language `spoken`, with each citation named and linked to the library."""
    addresses = Addresses.of(atlas)
    language = atlas.language(spoken)
    chinese = language is not None and language.is_chinese
    opening, between, closing = ("（", "；", "）") if chinese else (" (", "; ", ")")
    found: list[Run] = []
    place = 0
    for mark in syntax.citation_marks(text):
        found.append(Run(text[place : mark.start].rstrip()))
        found.append(Run(opening))
        for number, (_, key) in enumerate(mark.keys):
            work = atlas.works.get(key)
            if number:
                found.append(Run(between))
            link = addresses.between(here, (here[0], work_slug(key)))
            found.append(Run(author_year(work) if work else key, link))
        found.append(Run(closing))
        place = mark.end
    found.append(Run(text[place:]))
    return tuple(run for run in found if run.text)
