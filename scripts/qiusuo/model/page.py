"""A page, its sections and its blocks: what can be addressed, cited from and compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qiusuo.model.passage import Passage
from qiusuo.model.span import Span


class BlockKind(StrEnum):
    """What a block is; the kinds are those a reader would tell apart."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    ORDERED_LIST = "ordered list"
    TABLE = "table"
    FIGURE = "figure"
    QUOTE = "quotation"
    CODE = "code"
    ADMONITION = "admonition"
    COMPONENT = "component"


class Voice(StrEnum):
    """Whose voice speaks in a block."""

    EDITORS = "editors"
    ESSAY = "essay"
    EXPERIENCE = "experience"

    @property
    def of_essay(self) -> bool:
        """Whether it is the essay's voice, opinion or experience."""
        return self is not Voice.EDITORS


@dataclass(frozen=True, slots=True)
class Citation:
    """This page cites that work, at this span, in this block, under this section."""

    key: str
    span: Span
    section: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image of a page: `target` as written."""

    target: str
    text: str
    span: Span
    image: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A place where the site sets something made from data: ``::name[argument]``."""

    name: str
    argument: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its id; `level` is 1 to 6; `parent` the id of the section it stands in.

    `named` is false where a heading below the title was given no id; `id` is then made up.
    """

    id: str
    level: int
    title: str
    parent: str
    span: Span
    named: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table or figure, with an address that both languages share.

    `address` is the name given to it in Markdown, or ``<section>.<place in it, from 1>``; `lines`
    the first and last line; `items` the number of list items or table rows, else 0; `misread` is
    true where its mark, a citation or a link has a fault, so that it is not compared.
    """

    address: str
    kind: BlockKind
    section: str
    span: Span
    lines: tuple[int, int]
    text: str
    items: int = 0
    named: bool = False
    voice: Voice = Voice.EDITORS
    claims: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    component: Component | None = None
    mark: Span | None = None
    misread: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One text in one language.

    `slug` is its path under the language's folder without ``.md`` (``index``,
    ``directions/deployment``); `title` and `description` come from its front matter, whose texts
    stand in `head` as written, and `places` says where its keys stand; `body` is the Markdown after
    it, which begins on line `body_line`, without its comments, which stood at `comments`; on the
    lines `shifted`, text followed a comment, so that its columns are not those of the file;
    `definitions` are the targets of links by reference.
    """

    language: str
    slug: str
    path: str
    title: str = ""
    description: str = ""
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    body: str = ""
    body_line: int = 1
    comments: tuple[Span, ...] = ()
    shifted: frozenset[int] = frozenset()
    only: tuple[str, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)
    head: tuple[Passage, ...] = ()
    definitions: tuple[Link, ...] = ()

    @property
    def span(self) -> Span:
        """The page's beginning."""
        return Span(self.path)

    def place(self, name: str) -> Span:
        """Where the front matter's `name` stands, or the page's beginning."""
        return self.places.get(name, self.span)

    @property
    def citations(self) -> Iterator[Citation]:
        """Every citation, in reading order."""
        for block in self.blocks:
            yield from block.citations

    @property
    def links(self) -> Iterator[Link]:
        """Every link, in reading order; targets of links by reference last."""
        for block in self.blocks:
            yield from block.links
        yield from self.definitions

    @property
    def passages(self) -> Iterator[Passage]:
        """Every text whose place is known: front matter, headings, blocks that are no code."""
        yield from self.head
        lines = self.body.split("\n")
        for section in self.sections:
            line = section.span.line
            column = lines[line - self.body_line].find(section.title) + 1
            yield Passage(self.language, section.title, section.span.at(line, column))
        for block in self.blocks:
            moved = self.shifted.intersection(range(block.lines[0], block.lines[1] + 1))
            if block.kind not in (BlockKind.CODE, BlockKind.COMPONENT) and not moved:
                yield Passage(self.language, block.text, block.span)

    @property
    def addresses(self) -> frozenset[str]:
        """Everything on the page that a link can point to, as far as its text determines it."""
        return frozenset(
            [s.id for s in self.sections if s.id] + [block.address for block in self.blocks]
        )

    @property
    def has_ids(self) -> bool:
        """Whether every heading was given an id, without which the page can not be compared."""
        return all(section.named for section in self.sections)

    @property
    def components(self) -> Iterator[Component]:
        """Every component, in reading order."""
        for block in self.blocks:
            if block.component is not None:
                yield block.component

    def section(self, section_id: str) -> Section | None:
        """The section with this id."""
        return next((s for s in self.sections if s.id == section_id), None)

    def under(self, section_id: str) -> tuple[Block, ...]:
        """The blocks of a section and of the sections inside it."""
        inside = {section_id}
        for section in self.sections:
            if section.parent in inside:
                inside.add(section.id)
        return tuple(block for block in self.blocks if block.section in inside)


@dataclass(frozen=True, slots=True)
class Pair:
    """The pages of one slug, by language, in the order of the languages."""

    slug: str
    pages: tuple[Page, ...]

    @property
    def original(self) -> Page:
        """The page that stands in for those that are missing."""
        return self.pages[0]

    def lacks_openly(self, code: str) -> bool:
        """Whether a page says that it does not stand in this language."""
        return any(page.only and code not in page.only for page in self.pages)
