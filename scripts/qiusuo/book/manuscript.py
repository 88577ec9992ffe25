"""A language of the atlas as one HTML document, which pandoc makes books of.

Anchors are of the whole book: a chapter's is its slug, a place's in it ``<chapter>--<address>``.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown
from markupsafe import Markup, escape

from qiusuo import syntax
from qiusuo.model import WAYS, Atlas, Block, BlockKind, Direction, Language, Page
from qiusuo.views.address import Addresses
from qiusuo.views.claim_row import tallies
from qiusuo.views.direction_card import DirectionCard, direction_card
from qiusuo.views.reference import Reference, author_year, reference
from qiusuo.views.voice_label import VoiceLabel, voice_labels

_CONTEXT = ("index", "middle-layer", "survival-strategies", "directions/index")
_ESSAY = "essay"
#: Pages that the book has as lists of its own.
_LISTS = {"works": "references", "glossary": "glossary"}

#: Markdown as the site reads it, as far as its blocks go.
_EXTENSIONS = ("sane_lists", "tables", "admonition", "pymdownx.betterem", "pymdownx.superfences")
#: Keeps a citation on the line of what it supports.
_SPACE = "\u00a0"
#: Chinese has no italics; readers' devices would slant it.
_HAN_EMPHASIS = re.compile("<em>([^<]*[\u4e00-\u9fff][^<]*)</em>")
_STEP = re.compile(r"(?:^|\n)\d+\.[ \t]+$")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page as a chapter: its title, and what stands below it."""

    id: str
    title: str
    html: Markup
    card: DirectionCard | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under one heading."""

    id: str
    title: str
    note: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in the bibliography, with the chapters that cite it and where each does first."""

    id: str
    number: int
    reference: Reference
    unverified: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term of the glossary, with the chapters of its directions."""

    id: str
    name: str
    others: str
    definition: str
    places: tuple[tuple[str, str], ...]


def manuscript(atlas: Atlas, language: Language, site_url: str, date: str) -> str:
    """The whole book; `date` is the day of its last change, or a year."""
    return _Writer(atlas, language, site_url).book(date)


class _Writer:
    """Writes chapter by chapter, numbering works as they are met."""

    def __init__(self, atlas: Atlas, language: Language, site_url: str) -> None:
        self._atlas = atlas
        self._language = language
        self._base = site_url.rstrip("/") + "/"
        self._addresses = Addresses.of(atlas)
        self._markdown = Markdown(extensions=list(_EXTENSIONS))
        self._numbers: dict[str, int] = {}
        self._places: dict[str, dict[str, str]] = {}
        self._counts: dict[str, int] = {}
        self._chapters = {page.slug: _anchor(page.slug) for page in self._pages()}
        self._wanted = frozenset(self._targets())
        essay = self._page(_ESSAY)
        self._told = {one.argument for one in essay.components} if essay else set()

    def book(self, date: str) -> str:
        atlas, language = self._atlas, self._language
        home, glossary = self._page("index"), self._page("glossary")
        context = tuple(self._chapter(page) for page in self._some(_CONTEXT))
        parts = [Part("context", language.say("context"), "", context)]
        for way in WAYS:
            chapters = tuple(
                self._chapter(page, direction)
                for direction in atlas.directions_of(way)
                if (page := self._page(direction.page_slug))
            )
            name, note = (language.name_of(kind, way) for kind in ("ways", "way_notes"))
            parts.append(Part(f"way-{way}", name, note, chapters))
        essay = tuple(self._chapter(page) for page in self._some((_ESSAY,)))
        parts.append(Part("appendices", language.say("book_appendices"), "", essay))
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        return environment.get_template("manuscript.html").render(
            t=language,
            title=home.title if home else "Qiusuo",
            description=home.description if home else "",
            address=self._base + self._addresses.path(language.code, "index"),
            date=date,
            parts=[part for part in parts if part.chapters or part.id == "appendices"],
            glossary=glossary.title if glossary else "",
            terms=tuple(self._terms()) if glossary else (),
            entries=tuple(self._entries()),
        )

    def _page(self, slug: str) -> Page | None:
        return self._atlas.page(self._language.code, slug)

    def _some(self, slugs: tuple[str, ...]) -> Iterator[Page]:
        return (page for slug in slugs if (page := self._page(slug)))

    def _pages(self) -> Iterator[Page]:
        directions = (direction.page_slug for direction in self._atlas.directions)
        return self._some((*_CONTEXT, *directions, _ESSAY))

    def _targets(self) -> Iterator[str]:
        """The anchors of blocks that the book leads to."""
        for page in self._pages():
            for link in page.links:
                yield self._target(page, link.target).removeprefix("#")
        for (code, _), (page, block) in self._atlas.carriers.items():
            if code == self._language.code:
                yield _anchor(page.slug, block.address)

    def _chapter(self, page: Page, direction: Direction | None = None) -> Chapter:
        atlas, language = self._atlas, self._language
        edited = [direction] if direction else atlas.directions
        year = max((one.edited for one in edited), default=0)
        labels = voice_labels(atlas, language, page, year)
        following = {section.span.line: section for section in page.sections if section.level > 1}
        blocks = {block.lines[0]: block for block in page.blocks}
        parts = []
        for line in sorted([*following, *blocks]):
            if section := following.get(line):
                tag = f"h{min(section.level + 1, 6)}"  # below the part and the chapter
                anchor = _anchor(page.slug, section.id)
                parts.append(Markup(f'<{tag} id="{anchor}">{escape(section.title)}</{tag}>'))
            else:
                block = blocks[line]
                parts.append(self._block(page, block, labels.get(block.address)))
        title = language.say("book_opening") if page.slug == "index" else page.title
        card = direction_card(atlas, language, direction, page.slug) if direction else None
        return Chapter(_anchor(page.slug), title, Markup("\n").join(parts), card)

    def _block(self, page: Page, block: Block, label: VoiceLabel | None) -> Markup:
        if block.component is not None:
            return self._component(block.component.name, block.component.argument)
        if block.kind is BlockKind.CODE:
            html = self._html(block.text)
        else:
            html = self._html(self._marked(page, block), page)
        anchor = _anchor(page.slug, block.address)
        if label is not None:
            claims = Markup("").join(
                Markup(' · <a href="#claim-{0}">{0}</a>').format(claim)
                for claim in block.claims
                if self._atlas.claim_by_id[claim].page in self._told
            )
            said = Markup('<div class="voice-label"><p>{}{}</p></div>').format(label.text, claims)
            kind = "voice" if block.voice.of_essay else "resumed"
            return Markup('<div class="{} {}" id="{}">{}{}</div>').format(
                kind, label.voice, anchor, said, html
            )
        if anchor in self._wanted:
            return Markup('<div class="place" id="{}">{}</div>').format(anchor, html)
        return html

    def _html(self, text: str, page: Page | None = None) -> Markup:
        definitions = page.definitions if page else ()
        told = [f"[{one.text}]: {self._target(page, one.target)}" for one in definitions if page]
        html = self._markdown.reset().convert("\n\n".join([text, *told]))
        return Markup(_HAN_EMPHASIS.sub(r"<strong>\1</strong>", html))

    def _marked(self, page: Page, block: Block) -> str:
        """The block's Markdown, its citations as links to the references, its links led on."""
        text = block.text
        changes: list[tuple[int, int, str]] = []
        for mark in syntax.citation_marks(text):
            start = mark.start
            if block.section == "start" and _STEP.search(text[:start]):
                changes.append((start, mark.end, self._step(mark.keys[0][1], page)))
                continue
            gap = len(text[:start]) - len(text[:start].rstrip(" "))
            start -= gap
            space = _SPACE if gap and self._language.code != "zh" else ""
            cited = self._cited([key for _, key in mark.keys], page)
            changes.append((start, mark.end, f"{space}{cited}"))
        for link in syntax.link_marks(text):
            if not link.image:
                end = link.target_start + len(link.target)
                changes.append((link.target_start, end, self._target(page, link.target)))
        for start, end, new in sorted(changes, reverse=True):
            text = f"{text[:start]}{new}{text[end:]}"  # Markup, if added, would escape the rest
        return text

    def _cited(self, keys: list[str], page: Page) -> Markup:
        marks = []
        for key in keys:
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            count = self._counts[key] = self._counts.get(key, 0) + 1
            anchor = f"cite-{key}-{count}"
            self._places.setdefault(key, {}).setdefault(page.slug, anchor)
            marks.append(
                Markup('<span id="{}"><a href="#ref-{}">{}</a></span>').format(anchor, key, number)
            )
        return Markup('<span class="cite">&#91;{}&#93;</span>').format(Markup(", ").join(marks))

    def _step(self, key: str, page: Page) -> Markup:
        work = self._atlas.works[key]
        cited = self._cited([key], page)
        return Markup("<strong>{}</strong> ({}) {}").format(work.title, author_year(work), cited)

    def _target(self, page: Page, target: str) -> str:
        """Where a link leads: a place in the book, or else the site, or elsewhere."""
        path, _, fragment = target.partition("#")
        if "://" in path or path.startswith("mailto:"):
            return target
        if path and not path.endswith(".md"):
            return target
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.slug), path))
        slug = name.removesuffix(".md") if path else page.slug
        if slug in self._chapters:
            return "#" + (_anchor(slug, fragment) if fragment else _anchor(slug))
        if slug in _LISTS:
            return f"#{_LISTS[slug]}"
        fragment = f"#{fragment}" if fragment else ""
        return self._base + self._addresses.path(page.language, slug) + fragment

    def _component(self, name: str, argument: str) -> Markup:
        if name == "claims":
            return self._claims(argument)
        if name == "outcomes":
            counted = (f"{one.name} {one.count}" for one in tallies(self._atlas, self._language))
            return Markup("<p>{}</p>").format(self._language.say("list_comma").join(counted))
        directions = {
            "ways": tuple(self._atlas.directions_in_order()),
            "directions": self._atlas.directions_of(argument),
        }.get(name, ())
        pages = self._some(tuple(direction.page_slug for direction in directions))
        items = Markup("").join(
            Markup('<li><a href="#{}">{}</a>{}{}</li>').format(
                _anchor(page.slug), page.title, self._language.say("colon"), page.description
            )
            for page in pages
        )
        return Markup("<ul>{}</ul>").format(items) if items else Markup("")

    def _claims(self, slug: str) -> Markup:
        """The claims that a page carries, each with what became of it."""
        rows = []
        essay = self._page(_ESSAY)
        for claim in self._atlas.claims:
            carrier = self._atlas.carriers.get((self._language.code, claim.id))
            if claim.page != slug or carrier is None or essay is None:
                continue
            since = claim.since.get(self._language.code, "")
            rows.append(
                Markup(
                    '<div class="claim" id="claim-{0}"><p><a href="#{1}">{0}</a> {2}</p>'
                    '<div class="since"><p><strong>{3}</strong> {4}</p></div></div>'
                ).format(
                    claim.id,
                    _anchor(carrier[0].slug, carrier[1].address),
                    claim.claim.get(self._language.code, ""),
                    self._language.name_of("outcomes", claim.outcome),
                    self._runs(since, essay),
                )
            )
        return Markup("\n").join(rows)

    def _runs(self, text: str, page: Page) -> Markup:
        """A text of the data files, which is no Markdown, with its citations."""
        parts = []
        place = 0
        space = "" if self._language.code == "zh" else _SPACE
        for mark in syntax.citation_marks(text):
            cited = self._cited([key for _, key in mark.keys], page)
            parts += [escape(text[place : mark.start].rstrip()), space, cited]
            place = mark.end
        return Markup("").join([*parts, escape(text[place:])])

    def _terms(self) -> Iterator[TermEntry]:
        """The glossary, in the order of the English names, as on the site."""
        code = self._language.code
        for term in sorted(self._atlas.terms, key=lambda t: t.names.get("en", t.slug).casefold()):
            slugs = (self._atlas.slug_of(name) for name in term.directions)
            yield TermEntry(
                id=f"term-{term.slug}",
                name=term.names.get(code, term.slug),
                others=" / ".join(
                    dict.fromkeys(
                        name
                        for other, name in term.names.items()
                        if other != code and name != term.names.get(code)
                    )
                ),
                definition=term.definition.get(code, ""),
                places=tuple((_anchor(page.slug), page.title) for page in self._some(tuple(slugs))),
            )

    def _entries(self) -> Iterator[Entry]:
        """The works that the book cites, by number."""
        language = self._language
        for key, number in self._numbers.items():
            work = self._atlas.works[key]
            fields = (language.name_of("fields", field) for field in work.unverified)
            unverified = language.say("list_comma").join(fields)
            titles = {slug: page.title for slug in self._places[key] if (page := self._page(slug))}
            yield Entry(
                id=f"ref-{key}",
                number=number,
                reference=reference(work, language.code),
                unverified=language.say("unverified_fields", fields=unverified)
                if unverified
                else "",
                places=tuple((anchor, titles[slug]) for slug, anchor in self._places[key].items()),
            )


def _anchor(slug: str, fragment: str = "") -> str:
    chapter = slug.removesuffix("/index").replace("/", "-")
    return f"{chapter}--{fragment}" if fragment else chapter
