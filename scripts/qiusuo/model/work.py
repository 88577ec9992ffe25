"""A bibliographic thing, named by its key, and the people who made it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.span import Span

#: Year and month of the essay.
ESSAY = (2023, 8)

_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`) or, with `given` empty and `corporate` true, a body."""

    family: str
    given: str = ""
    corporate: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of the library, its fields decoded to plain Unicode text.

    `kind` is the BibTeX entry type in lower case; `fields` holds every field as text; `places`
    tells where each field stands; `others` is true where the author list ends in ``and others``.
    """

    key: str
    kind: str
    span: Span
    title: str = ""
    authors: tuple[Name, ...] = ()
    others: bool = False
    editors: tuple[Name, ...] = ()
    former_titles: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)

    def __hash__(self) -> int:
        """By its key, since mappings have no hash; two of one key are still told apart."""
        return hash(self.key)

    def get(self, name: str) -> str:
        """The field `name`, or an empty text."""
        return self.fields.get(name, "")

    def place(self, name: str) -> Span:
        """Where the field `name` stands, or the entry where it is missing."""
        return self.places.get(name, self.span)

    @property
    def year(self) -> int | None:
        """The year of publication, where it is a number of four digits."""
        text = self.get("year")
        return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None

    @property
    def appeared(self) -> tuple[int, int]:
        """Year and month of its first appearance, 0 for what is not known.

        An arXiv id tells the month, often in the year before publication.
        """
        posted = _ARXIV.fullmatch(self.get("eprint"))
        year = self.year or 0
        if posted and (not year or 2000 + int(posted[1]) <= year):
            return 2000 + int(posted[1]), int(posted[2])
        return year, 0

    @property
    def follows_essay(self) -> bool:
        """Whether it is known to have appeared after the essay."""
        return self.appeared > ESSAY

    @property
    def container(self) -> str:
        """What the work stands in: journal, proceedings, book or site."""
        return self.get("journal") or self.get("booktitle") or self.get("howpublished")

    @property
    def langid(self) -> str:
        """The language the work is written in, in biblatex's words; English unless it says."""
        return self.get("langid") or "english"

    @property
    def is_event(self) -> bool:
        """Whether it is an event or a rumour rather than a publication."""
        return self.get("entrysubtype") == "event"

    @property
    def unverified(self) -> tuple[str, ...]:
        """Names of the fields that no public record has confirmed."""
        return tuple(part.strip() for part in self.get("unverified").split(",") if part.strip())
