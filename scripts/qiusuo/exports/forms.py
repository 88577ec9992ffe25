"""A work in every form that leaves the site, each formatted once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from qiusuo.exports.bibtex import bibtex
from qiusuo.exports.csl import csl
from qiusuo.exports.ris import ris
from qiusuo.model import Work


@dataclass(frozen=True, slots=True)
class Forms:
    """A work as BibTeX, as RIS, and as an item of a CSL-JSON list."""

    bibtex: str
    ris: str
    csl: str


def forms(work: Work) -> Forms:
    """All forms of a work."""
    listed = json.dumps([csl(work)], ensure_ascii=False, indent=1)
    return Forms(bibtex(work), ris(work), listed.removeprefix("[\n").removesuffix("\n]"))


def files(works: Iterable[Forms]) -> dict[str, str]:
    """The works as files, by the ending of their names."""
    chosen = list(works)
    items = ",\n".join(one.csl for one in chosen)
    return {
        "bib": "\n".join(one.bibtex for one in chosen),
        "ris": "\n".join(one.ris for one in chosen),
        "json": f"[\n{items}\n]\n" if chosen else "[]\n",
    }
