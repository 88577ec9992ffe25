"""The loaded whole: every page, direction, work and claim, with the indexes to ask it by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qiusuo.model.chooser import Chooser
from qiusuo.model.claim import Claim
from qiusuo.model.direction import WAYS, Direction
from qiusuo.model.drift import Agreement, PageDrift, drift
from qiusuo.model.language import Language, LocalText, Told
from qiusuo.model.page import Block, Citation, Page, Pair
from qiusuo.model.passage import Passage
from qiusuo.model.record import Record
from qiusuo.model.redirect import Redirect
from qiusuo.model.term import Question, Term, Topic
from qiusuo.model.work import Work


@dataclass(frozen=True)
class Atlas:
    """Everything the site is made from, loaded before any page is rendered.

    `entries` lists the library's entries in file order, duplicates of a key included; `works` has
    the first of each key. Pages, directions and claims come in the order of their files.
    `agreements` has what was confirmed of each page's languages, by slug.
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
    agreements: Mapping[str, tuple[Agreement, ...]] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    files: tuple[str, ...] = ()
    chooser: Chooser | None = None
    redirects: tuple[Redirect, ...] = ()

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
    def pair_by_slug(self) -> Mapping[str, Pair]:
        """The pairs by slug."""
        return {pair.slug: pair for pair in self.pairs}

    @cached_property
    def drift(self) -> Mapping[str, PageDrift]:
        """How the languages of each page stand to each other, by slug."""
        return {pair.slug: drift(pair, self.agreements.get(pair.slug, ())) for pair in self.pairs}

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Claims by id, the first of each."""
        return {claim.id: claim for claim in reversed(self.claims)}

    @cached_property
    def claims_by_page(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims by the slug of their page, in the essay's order."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.page, []).append(claim)
        return {slug: tuple(claims) for slug, claims in found.items()}

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
    def blocks(self) -> Mapping[tuple[str, str], Mapping[str, Block]]:
        """The blocks of each page by their address; pages by language code and slug."""
        return {
            (page.language, page.slug): {block.address: block for block in page.blocks}
            for page in self.pages
        }

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
        candidates = (f"directions/{name}", name, f"{name}/index")
        return next((slug for slug in candidates if slug in self.pair_by_slug), "")

    def page(self, language: str, slug: str) -> Page | None:
        """The page of a slug in a language."""
        return self.by_page.get((language, slug))

    def shown(self, language: str, slug: str) -> Page | None:
        """What readers of a language get at a slug: the page in it, or else the original."""
        own = self.by_page.get((language, slug))
        if own is not None:
            return own
        pair = self.pair_by_slug.get(slug)
        return pair.original if pair is not None else None

    def shows(self, language: str, page: Page) -> bool:
        """Whether readers of a language get this page."""
        return self.shown(language, page.slug) is page

    def shown_in(self, language: str) -> tuple[Page, ...]:
        """Every page that readers of a language get, in the order of the slugs."""
        found = (self.shown(language, pair.slug) for pair in self.pairs)
        return tuple(page for page in found if page is not None)

    def must_have(self, language: Language, slug: str) -> bool:
        """Whether a page has to stand in a language: it is complete, and no page says otherwise."""
        pair = self.pair_by_slug.get(slug)
        return language.complete and not (pair is not None and pair.lacks_openly(language.code))

    def title(self, language: str, slug: str) -> Told:
        """The title of a page as readers of a language get it."""
        page = self.shown(language, slug)
        return self.told(page.title, page.language, language) if page is not None else Told(slug)

    def tell(self, texts: LocalText, language: str, otherwise: str = "") -> Told:
        """A text in a language, or else in the first that has it."""
        if texts.get(language):
            return Told(texts[language])
        found = (one.code for one in self.languages if texts.get(one.code))
        code = next(found, "")
        return self.told(texts[code], code, language) if code else Told(otherwise)

    def told(self, text: str, spoken: str, language: str) -> Told:
        """A text that is in the language `spoken`, for readers of a language."""
        other = self.language(spoken)
        if spoken == language or other is None:
            return Told(text)
        return Told(text, spoken, other.name)

    def carrier(self, language: str, claim: str) -> Block | None:
        """The block that carries a claim on the page that readers of a language get."""
        found = self.carriers.get((language, claim))
        if found is None and claim in self.claim_by_id:
            page = self.shown(language, self.claim_by_id[claim].page)
            found = self.carriers.get((page.language, claim)) if page is not None else None
        return found[1] if found is not None else None

    def language(self, code: str) -> Language | None:
        """The language with this code."""
        return next((one for one in self.languages if one.code == code), None)

    def direction(self, slug: str) -> Direction | None:
        """The direction with this slug."""
        return self._direction_by_slug.get(slug)

    @cached_property
    def _direction_by_slug(self) -> Mapping[str, Direction]:
        return {direction.slug: direction for direction in reversed(self.directions)}

    @cached_property
    def by_way(self) -> Mapping[str, tuple[Direction, ...]]:
        """Directions by way, in their order."""
        found: dict[str, list[Direction]] = {}
        for direction in sorted(self.directions, key=lambda one: (one.order, one.slug)):
            found.setdefault(direction.way, []).append(direction)
        return {way: tuple(directions) for way, directions in found.items()}

    def directions_of(self, way: str) -> tuple[Direction, ...]:
        """The directions of a way, in their order."""
        return self.by_way.get(way, ())

    def directions_in_order(self) -> Iterator[Direction]:
        """All directions, way by way."""
        for way in WAYS:
            yield from self.directions_of(way)
