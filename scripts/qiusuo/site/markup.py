"""A page's Markdown made ready for rendering, and its blocks given their addresses in the HTML."""

import re
from collections.abc import Collection, Mapping
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from qiusuo import syntax
from qiusuo.model import BARRIERS, Block, BlockKind, Page
from qiusuo.site import tokens

_STEP = re.compile(r"^(\d+\.[ \t]+)(\[@[\w-]+\])")

#: The elements that Python-Markdown makes of each kind of block.
_ELEMENTS: dict[BlockKind, frozenset[str]] = {
    BlockKind.PARAGRAPH: frozenset({"p"}),
    BlockKind.FIGURE: frozenset({"p", "figure"}),
    BlockKind.COMPONENT: frozenset({"p"}),
    BlockKind.LIST: frozenset({"ul"}),
    BlockKind.ORDERED_LIST: frozenset({"ol"}),
    BlockKind.TABLE: frozenset({"table", "div"}),
    BlockKind.QUOTE: frozenset({"blockquote"}),
    BlockKind.CODE: frozenset({"p", "pre", "div"}),
    BlockKind.ADMONITION: frozenset({"div", "details"}),
}
#: Kinds of block whose text may explain a term.
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.ORDERED_LIST, BlockKind.QUOTE})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class BlocksDisagreeError(ValueError):
    """Python-Markdown made other blocks of a page than the model has."""


def prepare(page: Page) -> str:
    """The page's Markdown without our own marks: components as tokens, code kept from citation."""
    lines = tokens.RESERVED.sub("", page.body).split("\n")
    offset = page.body_line
    for section in page.sections:
        if section.level == 1 and section.id == "top":
            lines[section.span.line - offset] = f"# {section.title} {{#top}}"
    for block in page.blocks:
        first, last = block.lines[0] - offset, block.lines[1] - offset
        if block.mark is not None:
            lines[block.mark.line - offset] = ""
            last -= 1
        if block.component is not None:
            token = tokens.component(block.component.name, block.component.argument)
            # Blank lines: the token must be a paragraph of its own.
            lines[first] = f"\n{token}\n"
        elif block.kind is BlockKind.CODE:
            for number in range(first, last + 1):
                lines[number] = _shield(lines[number])
        else:
            text = "\n".join(lines[first : last + 1])
            if "`" in text:
                lines[first : last + 1] = _shield_code(text).split("\n")
            if block.kind is BlockKind.ORDERED_LIST and block.section == "start":
                for number in range(first, last + 1):
                    lines[number] = _STEP.sub(rf"\1{tokens.TITLED}\2", lines[number])
    return "\n".join(lines)


def _shield(text: str) -> str:
    # mkdocs-bibtex takes anything before @ for a prefix, so the shield stands after it.
    return text.replace("@", f"@{tokens.SHIELD}")


def _shield_code(text: str) -> str:
    parts = []
    place = 0
    for start, end in syntax.code_spans(text):
        parts += [text[place:start], _shield(text[start:end])]
        place = end
    return "".join([*parts, text[place:]])


class BlockAddresses(Extension):
    """A Python-Markdown extension that sets the addresses of the page it is told of.

    `labelled` are the addresses of the blocks that begin with a voice label, `newer` of those that
    another language has moved on from; `terms` a pattern of the glossary's names in the page's
    language with the term of each, to be linked at first use.
    """

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        self.labelled: Collection[str] = ()
        self.newer: Collection[str] = ()
        self.terms: tuple[re.Pattern[str], Mapping[str, str]] | None = None

    @property
    def told(self) -> str:
        """What it will do, apart from the page, as text."""
        owners = self.terms[1] if self.terms is not None else None
        return repr((sorted(self.labelled), sorted(self.newer), owners))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register after the inline patterns, so that text is in its final elements."""
        md.treeprocessors.register(_Addresser(md, self), "qiusuo-blocks", 4)


class _Addresser(Treeprocessor):
    def __init__(self, md: Markdown, extension: BlockAddresses) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: ElementTree.Element) -> None:
        page = self._extension.page
        if page is None:
            return
        for element in root:
            if element.tag in _HEADINGS:
                element.set("data-block", "")
        elements = [
            (place, element)
            for place, element in enumerate(root)
            if element.tag not in _HEADINGS and element.tag != "hr"
        ]
        if len(elements) != len(page.blocks):
            raise BlocksDisagreeError(
                f"{page.path}: {len(page.blocks)} blocks are read, "
                f"but {len(elements)} are rendered{_first_difference(page, elements)}"
            )
        seen: set[str] = set()
        for (place, element), block in zip(elements, page.blocks, strict=True):
            if element.tag not in _ELEMENTS[block.kind]:
                raise BlocksDisagreeError(
                    f"{block.span}: a {block.kind} is read, but <{element.tag}> is rendered"
                )
            if self._extension.terms is not None and block.kind in _PROSE:
                _link_terms(element, *self._extension.terms, seen)
            self._address(root, place, element, block)

    def _address(
        self, root: ElementTree.Element, place: int, element: ElementTree.Element, block: Block
    ) -> None:
        if block.component is not None:
            return
        if block.address == "barriers":
            element.set("class", "barriers")
            for barrier, item in zip(BARRIERS, element, strict=False):
                _begin(item, tokens.meter(barrier))
        if block.section == "start" and block.kind is BlockKind.ORDERED_LIST:
            element.set("class", "reading-path")
        token = tokens.label(block.address) if block.address in self._extension.labelled else ""
        # Python-Markdown replaces the paragraph of a fence only where it has no attributes.
        if not token and not block.voice.of_essay and block.kind is not BlockKind.CODE:
            element.set("id", block.address)
            element.set("data-block", "")
            self._follow(element, block)
            return
        wrapper = ElementTree.Element("div")
        wrapper.set("id", block.address)
        wrapper.set("data-block", "")
        if token:
            wrapper.set("class", f"voice voice--{block.voice}")
            wrapper.text = token
        wrapper.append(element)
        wrapper.tail = element.tail
        element.tail = None
        root[place] = wrapper
        self._follow(wrapper, block)

    def _follow(self, element: ElementTree.Element, block: Block) -> None:
        """What comes after a block's element."""
        if block.address in self._extension.newer:
            element.tail = f"\n{tokens.newer(block.address)}{element.tail or ''}"


def _link_terms(
    element: ElementTree.Element,
    pattern: re.Pattern[str],
    owners: Mapping[str, str],
    seen: set[str],
) -> None:
    """Put a token around the first use of each term below an element, links and code left alone."""

    def link(text: str | None) -> str | None:
        if not text or (tokens.CITE in text and not text.strip()):
            return text
        return pattern.sub(one, text)

    def one(found: re.Match[str]) -> str:
        key = found.group().casefold().replace("-", " ")
        slug = owners.get(key) or owners.get(key.removesuffix("s"))
        before = found.string[: found.start()]
        inside = before.count(tokens.CITE) > before.count(tokens.CITE_END)
        if not slug or slug in seen or inside:
            return found.group()
        seen.add(slug)
        return tokens.term(slug, found.group())

    if element.tag in ("a", "code", "pre"):
        return
    element.text = link(element.text)
    for child in element:
        _link_terms(child, pattern, owners, seen)
        child.tail = link(child.tail)


def _begin(element: ElementTree.Element, text: str) -> None:
    element.text = text + (element.text or "")


def _first_difference(page: Page, elements: list[tuple[int, ElementTree.Element]]) -> str:
    for (_, element), block in zip(elements, page.blocks, strict=False):
        if element.tag not in _ELEMENTS[block.kind]:
            return f"; the first difference is the {block.kind} at line {block.span.line}"
    return ""
