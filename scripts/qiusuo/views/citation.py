"""A page's citations as numbered marks, and its references with the ways back."""

from dataclasses import dataclass

from qiusuo.model import Atlas, Language
from qiusuo.views.address import Addresses
from qiusuo.views.reference import Reference, byline, foreign, reference
from qiusuo.views.work_page import work_slug


@dataclass(frozen=True, slots=True)
class CitationMark:
    """One citation in the text: its number, its own anchor, and the reference it leads to."""

    key: str
    number: int
    anchor: str
    target: str
    label: str
    title: str
    byline: str
    year: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceItem:
    """One numbered reference, with the anchors of the citations that lead to it."""

    key: str
    number: int
    anchor: str
    reference: Reference
    backlinks: tuple[tuple[str, str], ...]
    library_url: str
    unverified: tuple[str, ...]


class PageReferences:
    """The references of one page, numbered as its citations are met in reading order."""

    def __init__(self, atlas: Atlas, language: Language, slug: str) -> None:
        self._atlas = atlas
        self._language = language
        self._slug = slug
        self._marks: dict[str, list[CitationMark]] = {}

    def mark(self, key: str) -> CitationMark:
        """The next citation of a work; an unknown key raises KeyError."""
        work = self._atlas.works[key]
        before = self._marks.setdefault(key, [])
        number = before[0].number if before else len(self._marks)
        found = CitationMark(
            key,
            number,
            f"cite-{key}-{len(before) + 1}",
            f"ref-{key}",
            self._language.say("cite_label", n=number),
            work.title,
            byline(work),
            work.get("year"),
            foreign(work, self._language.code),
        )
        before.append(found)
        return found

    def items(self) -> tuple[ReferenceItem, ...]:
        """The references met so far, in the order of their numbers."""
        code = self._language.code
        addresses = Addresses.of(self._atlas)
        items = []
        for key, marks in self._marks.items():
            work = self._atlas.works[key]
            single = len(marks) == 1
            items.append(
                ReferenceItem(
                    key,
                    marks[0].number,
                    marks[0].target,
                    reference(work, code),
                    tuple(
                        (
                            mark.anchor,
                            self._language.say("reference_back")
                            if single
                            else self._language.say("reference_back_nth", n=number),
                        )
                        for number, mark in enumerate(marks, 1)
                    ),
                    addresses.between((code, self._slug), (code, work_slug(key))),
                    tuple(self._language.name_of("fields", f) for f in work.unverified),
                )
            )
        return tuple(items)
