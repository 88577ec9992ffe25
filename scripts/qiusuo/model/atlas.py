"""The loaded whole: every page, direction, work and claim, with the indexes to ask it by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qiusuo.model.chooser import Chooser
from qiusuo.model.claim import Claim
from qiusuo.model.direction import WAYS, Direction
from qiusuo.model.language import Language
from qiusuo.model.page import Block, Citation, Page, Pair
from qiusuo.model.passage import Passage
from qiusuo.model.record import Record
from qiusuo.model.term import Question, Term, Topic
from qiusuo.model.work import Work


@dataclass(frozen=True)
class Atlas:
    """Everything the site is made from, loaded before any page is rendered.

    `entries` lists the library's entries in file order, duplicates of a key included; `works` has
    the first of each key. Pages, directions and claims come in the order of their files.
    `passages` are the texts of the data files as they stand there, and `files` the paths of all
    files below `docs` and `bibliography`.
    """

    languages: tuple[Language, ...] = ()
    pages: tuple[Page, ...] = ()
    directions: tuple[Direction, ...] = ()
    entries: tuple[Work, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    topics: tuple[Topic, ...] = ()
    questions: tuple[Question, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    files: tuple[str, ...] = ()
    chooser: Chooser | None = None

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The slugs of the pages whose direction is still a draft."""
        return frozenset(one.page_slug for one in self.directions if one.draft)

    @cached_property
    def published(self) -> "Atlas":
        """The atlas without its drafts, and with nothing in it that leads to them."""
        if not self.drafts:
            return self

        def kept(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if self.slug_of(name) not in self.drafts)

        questions = (replace(one, pages=kept(one.pages)) for one in self.questions)
        return replace(
            self,
            pages=tuple(page for page in self.pages if page.slug not in self.drafts),
            directions=tuple(one for one in self.directions if not one.draft),
            claims=tuple(claim for claim in self.claims if claim.page not in self.drafts),
            terms=tuple(replace(term, directions=kept(term.directions)) for term in self.terms),
            questions=tuple(question for question in questions if question.pages),
        )

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """The library by key."""
        found: dict[str, Work] = {}
        for work in self.entries:
            found.setdefault(work.key, work)
        return found

    @cached_property
    def by_page(self) -> Mapping[tuple[str, str], Page]:
        """Pages by language code and slug."""
        return {(page.language, page.slug): page for page in self.pages}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pages grouped by slug, languages in their order."""
        rank = {language.code: place for place, language in enumerate(self.languages)}
        found: dict[str, list[Page]] = {}
        for page in sorted(self.pages, key=lambda page: rank.get(page.language, len(rank))):
            found.setdefault(page.slug, []).append(page)
        return tuple(Pair(slug, tuple(pages)) for slug, pages in sorted(found.items()))

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Claims by id, the first of each."""
        return {claim.id: claim for claim in reversed(self.claims)}

    @cached_property
    def carriers(self) -> Mapping[tuple[str, str], tuple[Page, Block]]:
        """The first block that carries a claim, by language code and claim id."""
        found: dict[tuple[str, str], tuple[Page, Block]] = {}
        for page in self.pages:
            for block in page.blocks:
                for claim in block.claims:
                    found.setdefault((page.language, claim), (page, block))
        return found

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[tuple[Page, Citation], ...]]:
        """Every citation of a work on a page, by the work's key."""
        found: dict[str, list[tuple[Page, Citation]]] = {}
        for page in self.pages:
            for citation in page.citations:
                found.setdefault(citation.key, []).append((page, citation))
        return {key: tuple(places) for key, places in found.items()}

    def slug_of(self, name: str) -> str:
        """The slug of the page that data files call by a short name: ``deployment``."""
        slugs = {page.slug for page in self.pages}
        candidates = (f"directions/{name}", name, f"{name}/index")
        return next((slug for slug in candidates if slug in slugs), "")

    def page(self, language: str, slug: str) -> Page | None:
        """The page of a slug in a language."""
        return self.by_page.get((language, slug))

    def direction(self, slug: str) -> Direction | None:
        """The direction with this slug."""
        return next((d for d in self.directions if d.slug == slug), None)

    def directions_of(self, way: str) -> tuple[Direction, ...]:
        """The directions of a way, in their order."""
        chosen = [direction for direction in self.directions if direction.way == way]
        return tuple(sorted(chosen, key=lambda direction: (direction.order, direction.slug)))

    def directions_in_order(self) -> Iterator[Direction]:
        """All directions, way by way."""
        for way in WAYS:
            yield from self.directions_of(way)
