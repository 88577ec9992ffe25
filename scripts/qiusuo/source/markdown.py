"""A Markdown file to a page: its sections, and its blocks with their addresses and places.

The blocks are those that Python-Markdown makes of the same text at the top level; the site refuses
to render a page on which the two disagree.
"""

import re
from dataclasses import dataclass

from qiusuo import syntax
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import (
    Block,
    BlockKind,
    Citation,
    Component,
    Link,
    Page,
    Section,
    Span,
)
from qiusuo.source import data

MARK = Rule("mark-is-known", "A mark stands right beneath its block and says nothing unknown.")
CITATION = Rule("citation-is-plain", "A citation is [@key] or [@one; @other], with nothing else.")
HEADING = Rule("heading-has-id", "Every heading but the first has an id: ## Title {#id}.")
COMMENT = Rule("comment-is-closed", "A comment that begins with <!-- ends with -->.")
FRONT = Rule("front-matter-is-complete", "A page's front matter gives its title and description.")

_FENCE = re.compile(r"(`{3,}|~{3,})")
_LIST = re.compile(r"(?:[-*+]|(\d+)\.)[ \t]+\S")
_DEFINITION = re.compile(r"\[[^\]]+\]:[ \t]+\S|\*\[[^\]]+\]:")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})\s*$")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FIGURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*$")
_KEY_LINE = re.compile(r"[a-z_]+:")
_TOP = "top"


@dataclass(slots=True)
class _Raw:
    kind: BlockKind
    first: int
    last: int
    items: int = 0
    mark: int | None = None


def read_page(text: str, path: str, language: str, slug: str, findings: list[Diagnostic]) -> Page:
    """The page that `text` holds; `path` names its file in findings."""
    start = Span(path)
    lines = text.split("\n")
    body_from, front, places = _front_matter(lines, start, findings)
    body, comments = _without_comments(
        "\n".join(lines[body_from:]), start.at(body_from + 1), findings
    )
    lines[body_from:] = body.split("\n")
    sections: list[Section] = []
    blocks: list[Block] = []
    counts: dict[str, int] = {}
    current = _TOP
    for piece in _split(lines, body_from):
        line = lines[piece.first - 1] if isinstance(piece, _Raw) else lines[piece - 1]
        if isinstance(piece, int):
            heading = syntax.heading_mark(line)
            if heading is None:
                findings.append(
                    MARK.broken(
                        start.at(piece),
                        "a mark with no block above it",
                        "put it on the line right beneath the block it describes",
                    )
                )
                continue
            section = _section(heading, sections, start.at(piece, 1, len(line)), findings)
            sections.append(section)
            current = section.id
            continue
        counts[current] = counts.get(current, 0) + 1
        blocks.append(_block(piece, lines, start, current, counts[current], findings))
    return Page(
        language=language,
        slug=slug,
        path=path,
        title=front.get("title", ""),
        description=front.get("description", ""),
        sections=tuple(sections),
        blocks=tuple(blocks),
        body=body,
        body_line=body_from + 1,
        comments=comments,
        places=places,
    )


def _front_matter(
    lines: list[str], start: Span, findings: list[Diagnostic]
) -> tuple[int, dict[str, str], dict[str, Span]]:
    """The number of lines before the body, title and description, and where these two stand."""
    advice = "begin the file with ---, title: …, description: …, ---"
    begun = bool(lines) and lines[0].rstrip() == "---"
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not begun:
        findings.append(FRONT.broken(start, "the page has no front matter", advice))
        # Only the first line may be missing: then the rest is still read as front matter.
        if not end or not all(_KEY_LINE.match(line) for line in lines[:end]):
            return 0, {}, {}
    elif not end:
        findings.append(FRONT.broken(start, "the front matter does not end", advice))
        return 0, {}, {}
    first = 1 if begun else 0
    read = data.parse("\n".join(lines[first:end]), start.at(first + 1), findings)
    values = read.value if read is not None and isinstance(read.value, dict) else {}
    texts: dict[str, str] = {}
    places: dict[str, Span] = {}
    for key in ("title", "description"):
        value = values.get(key)
        if read is None:
            break
        places[key] = read.place(key)
        texts[key] = value.strip() if isinstance(value, str) else ""
        if not texts[key]:
            findings.append(FRONT.broken(places[key], f'"{key}" is missing', advice))
    return end + 1, texts, places


def _without_comments(
    text: str, start: Span, findings: list[Diagnostic]
) -> tuple[str, tuple[Span, ...]]:
    """The text without its comments, every line in its place, and where they stood."""
    parts: list[str] = []
    spans: list[Span] = []
    place = 0
    for mark in syntax.comment_marks(text):
        span = start.within(text, mark.start)
        spans.append(span)
        if not mark.closed:
            findings.append(
                COMMENT.broken(span, "the comment does not end", "end it with -->, or remove it")
            )
        before = text[text.rfind("\n", 0, mark.start) + 1 : mark.start].strip()
        after = text[mark.end :].partition("\n")[0].strip()
        gap = "\n" * text.count("\n", mark.start, mark.end)
        # Blanks keep the columns of what follows; at either end of a line they would mean more.
        if before and after and not gap:
            gap = " " * (mark.end - mark.start)
        parts += [text[place : mark.start], gap]
        place = mark.end
    return "".join([*parts, text[place:]]), tuple(spans)


def _section(
    heading: syntax.HeadingMark, before: list[Section], span: Span, findings: list[Diagnostic]
) -> Section:
    identifier = heading.id
    if not identifier:
        if heading.level > 1:
            findings.append(
                HEADING.broken(span, f'"{heading.title}" has no id', "end the line with {#its-id}")
            )
        identifier = _TOP if heading.level == 1 else f"line-{span.line}"
    elif not syntax.NAME.fullmatch(identifier):
        findings.append(
            HEADING.broken(span, f'the id "{identifier}" is not lower-case-with-hyphens')
        )
    parent = next((s.id for s in reversed(before) if s.level < heading.level), "")
    named = bool(heading.id) or heading.level == 1
    return Section(identifier, heading.level, heading.title, parent, span, named)


def _split(lines: list[str], begin: int) -> list[_Raw | int]:
    """Blocks, and the line numbers of headings and stray marks, in order; lines count from 1."""
    found: list[_Raw | int] = []
    number = begin
    end = len(lines)
    while number < end:
        line = lines[number]
        if not line.strip():
            number += 1
        elif syntax.heading_mark(line) or syntax.block_mark(line):
            number += 1
            found.append(number)
        elif _DEFINITION.match(line):
            number = _run(lines, number + 1, lambda text: text.startswith("    "))
        elif _RULE.match(line) and not _LIST.match(line):
            number += 1
        else:
            block, number = _take(lines, number)
            following = _run(lines, number, lambda text: not text.strip())
            if following < end and syntax.block_mark(lines[following]):
                block.mark = following + 1
                number = following + 1
            found.append(block)
    return found


def _take(lines: list[str], number: int) -> tuple[_Raw, int]:
    """The block that begins at index `number`, and the index after it."""
    line = lines[number]
    first = number + 1
    if fence := _FENCE.match(line):
        number += 1
        while number < len(lines) and not lines[number].startswith(fence.group(1)):
            number += 1
        number = min(number + 1, len(lines))
        return _Raw(BlockKind.CODE, first, number), number
    if line.startswith(("!!!", "???")):
        number = _trim(lines, first, _run(lines, first, _blank_or_indented))
        return _Raw(BlockKind.ADMONITION, first, number), number
    if line.startswith("    "):
        number = _trim(lines, first, _run(lines, first, _blank_or_indented))
        return _Raw(BlockKind.CODE, first, number), number
    if syntax.component_mark(line):
        return _Raw(BlockKind.COMPONENT, first, first), first
    if line.startswith(">"):
        number = _paragraph_end(lines, first)
        while number + 1 < len(lines) and lines[number + 1].startswith(">"):
            number = _paragraph_end(lines, number + 1)
        return _Raw(BlockKind.QUOTE, first, number), number
    if marker := _LIST.match(line):
        return _take_list(lines, number, marker.group(1) is not None)
    number = _paragraph_end(lines, first)
    if number - first >= 1 and "|" in line and _TABLE_RULE.match(lines[first]):
        return _Raw(BlockKind.TABLE, first, number, items=number - first - 1), number
    if number == first and _FIGURE.match(line):
        return _Raw(BlockKind.FIGURE, first, number), number
    return _Raw(BlockKind.PARAGRAPH, first, number), number


def _take_list(lines: list[str], number: int, ordered: bool) -> tuple[_Raw, int]:
    first = number + 1
    items = 0
    last = first
    while number < len(lines):
        line = lines[number]
        marker = _LIST.match(line)
        if marker and (marker.group(1) is not None) == ordered:
            items += 1
        elif not line.strip():
            following = _run(lines, number, lambda text: not text.strip())
            if following == len(lines):
                break
            after = lines[following]
            again = _LIST.match(after)
            same = again is not None and (again.group(1) is not None) == ordered
            if not same and not after.startswith("    "):
                break
            number = following
            continue
        elif syntax.block_mark(line) or syntax.heading_mark(line):
            break
        number += 1
        last = number
    kind = BlockKind.ORDERED_LIST if ordered else BlockKind.LIST
    return _Raw(kind, first, last, items=items), last


def _blank_or_indented(text: str) -> bool:
    return not text.strip() or text.startswith("    ")


def _run(lines: list[str], number: int, holds) -> int:  # type: ignore[no-untyped-def]
    while number < len(lines) and holds(lines[number]):
        number += 1
    return number


def _trim(lines: list[str], first: int, number: int) -> int:
    while number > first and not lines[number - 1].strip():
        number -= 1
    return number


def _paragraph_end(lines: list[str], number: int) -> int:
    return _run(
        lines,
        number,
        lambda text: (
            bool(text.strip()) and not syntax.block_mark(text) and not syntax.heading_mark(text)
        ),
    )


def _block(
    raw: _Raw, lines: list[str], start: Span, section: str, place: int, findings: list[Diagnostic]
) -> Block:
    text = "\n".join(lines[raw.first - 1 : raw.last])
    span = start.at(raw.first, 1, len(lines[raw.first - 1]))
    mark = syntax.BlockMark()
    mark_span = None
    if raw.mark is not None:
        mark = syntax.block_mark(lines[raw.mark - 1]) or mark
        mark_span = start.at(raw.mark)
        if raw.mark > raw.last + 1:
            findings.append(
                MARK.broken(
                    mark_span,
                    "a blank line stands between the block and its mark",
                    "put the mark on the line right beneath the block it describes",
                )
            )
        for offset, fault in mark.faults:
            findings.append(
                MARK.broken(
                    start.at(raw.mark, max(offset, 0) + 1),
                    fault,
                    'write { .essay claims="D2" }, { .essay .experience } or { #name }',
                )
            )
    address = mark.name or f"{section}.{place}"
    readable = raw.kind not in (BlockKind.CODE, BlockKind.COMPONENT)
    component = None
    if raw.kind is BlockKind.COMPONENT:
        name, argument = syntax.component_mark(text) or ("", "")
        component = Component(name, argument, span)
    return Block(
        address=address,
        kind=raw.kind,
        section=section,
        span=span,
        lines=(raw.first, raw.mark or raw.last),
        text=text,
        items=raw.items,
        named=bool(mark.name),
        voice=mark.voice,
        claims=tuple(claim for _, claim in mark.claims),
        citations=tuple(citations(text, span, findings, section, address)) if readable else (),
        links=tuple(_links(text, span)) if readable else (),
        component=component,
        mark=mark_span,
        misread=bool(mark.faults),
    )


def citations(
    text: str, start: Span, findings: list[Diagnostic], section: str = "", block: str = ""
) -> list[Citation]:
    """The citations in `text`, which begins at `start`."""
    found = []
    for mark in syntax.citation_marks(text):
        if mark.fault:
            findings.append(
                CITATION.broken(
                    start.within(text, mark.start),
                    f'"{mark.fault}" in a citation',
                    "write [@key] or [@one; @other]; say the rest in the sentence",
                )
            )
        for offset, key in mark.keys:
            span = start.within(text, offset - 1, len(key) + 1)
            found.append(Citation(key, span, section, block))
    return found


def _links(text: str, start: Span) -> list[Link]:
    return [
        Link(
            mark.target,
            mark.text,
            start.within(text, mark.target_start, len(mark.target)),
            mark.image,
        )
        for mark in syntax.link_marks(text)
    ]
