"""A Markdown file to a page: its sections, and its blocks with their addresses and places.

The blocks are those that Python-Markdown makes of the same text at the top level; the site refuses
to render a page on which the two disagree.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from qiusuo import syntax
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import (
    Block,
    BlockKind,
    Citation,
    Component,
    Link,
    Page,
    Passage,
    Section,
    Span,
)
from qiusuo.source import data

MARK = Rule("mark-is-known", "A mark stands right beneath its block and says nothing unknown.")
CITATION = Rule("citation-is-plain", "A citation is [@key] or [@one; @other], with nothing else.")
HEADING = Rule("heading-has-id", "Every heading but the first has an id: ## Title {#id}.")
COMMENT = Rule("comment-is-closed", "A comment that begins with <!-- ends with -->.")
CODE = Rule(
    "code-is-closed",
    "Code in text ends on its line; a block of code stands between lines of three backticks.",
)
FRONT = Rule("front-matter-is-complete", "A page's front matter gives its title and description.")
FRONT_KEY = Rule(
    "front-matter-is-known", "A page's front matter has no keys but those that mean something."
)
LINK = Rule("link-is-plain", "A link is [text](target), the target without spaces.")

#: The keys of front matter: what the site reads of it.
FRONT_KEYS = ("title", "description", "only")
_OPTIONAL = ("only",)
_KEY_ADVICE = {"tags": "the topics of a direction stand in docs/directions/, as topics: […]"}

_LIST = re.compile(r"(?:[-*+]|(\d+)\.)[ \t]+\S")
_DEFINITION = re.compile(r"\[[^\]]+\]:[ \t]+\S|\*\[[^\]]+\]:")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})\s*$")
_TABLE_RULE = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*\|?[ \t]*+$")
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
    fault: tuple[int, str] | None = None


def read_page(text: str, path: str, language: str, slug: str, findings: list[Diagnostic]) -> Page:
    """The page that `text` holds; `path` names its file in findings."""
    start = Span(path)
    lines = text.split("\n")
    body_from, values, front = _front_matter(lines, start, findings)
    body, comments, shifted = _without_comments(
        "\n".join(lines[body_from:]), start.at(body_from + 1), findings
    )
    lines[body_from:] = body.split("\n")
    sections: list[Section] = []
    nearest: dict[int, Section] = {}
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
            findings += _odd_ticks(line, start.at(piece))
            section = _section(heading, nearest, start.at(piece, 1, len(line)), findings)
            sections.append(section)
            nearest[section.level] = section
            current = section.id
            continue
        counts[current] = counts.get(current, 0) + 1
        blocks.append(_block(piece, lines, start, current, counts[current], findings))
    return Page(
        language=language,
        slug=slug,
        path=path,
        title=values.get("title", ""),
        description=values.get("description", ""),
        sections=tuple(sections),
        blocks=tuple(blocks),
        body=body,
        body_line=body_from + 1,
        comments=comments,
        shifted=shifted,
        only=_only(front, findings) if front else (),
        places=front.places if front else {},
        head=tuple(
            Passage(language, said, at)
            for key, (at, said) in front.texts.items()
            if key not in _OPTIONAL
        )
        if front
        else (),
        definitions=tuple(_definitions(lines, body_from, blocks, start)),
    )


def _front_matter(
    lines: list[str], start: Span, findings: list[Diagnostic]
) -> tuple[int, Mapping[str, str], data.Data | None]:
    """The number of lines before the body, title and description, and the front matter."""
    advice = "begin the file with ---, title: …, description: …, ---"
    begun = bool(lines) and lines[0].rstrip() == "---"
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not begun:
        findings.append(FRONT.broken(start, "the page has no front matter", advice))
        # Only the first line may be missing: then the rest is still read as front matter.
        if not end or not all(_KEY_LINE.match(line) for line in lines[:end]):
            return 0, {}, None
    elif not end:
        findings.append(FRONT.broken(start, "the front matter does not end", advice))
        return 0, {}, None
    first = 1 if begun else 0
    read = data.parse("\n".join(lines[first:end]), start.at(first + 1), findings)
    if read is None:
        return end + 1, {}, None
    values = read.value if isinstance(read.value, dict) else {}
    found = {}
    for key in FRONT_KEYS:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            found[key] = value.strip()
        elif key not in _OPTIONAL:
            findings.append(FRONT.broken(read.place(key), f'"{key}" is missing', advice))
    for key in values:
        if key not in FRONT_KEYS:
            findings.append(
                FRONT_KEY.broken(
                    read.place(key),
                    f'"{key}" means nothing in front matter',
                    _KEY_ADVICE.get(key, f"known are: {', '.join(FRONT_KEYS)}"),
                )
            )
    return end + 1, found, read


def _only(front: data.Data, findings: list[Diagnostic]) -> tuple[str, ...]:
    """The languages that a page says are the only ones it stands in."""
    value = front.value.get("only", []) if isinstance(front.value, dict) else []
    codes = [value] if isinstance(value, str) else value
    if isinstance(codes, list) and all(isinstance(code, str) for code in codes):
        return tuple(codes)
    advice = "name the languages that the page stands in: only: zh"
    findings.append(FRONT.broken(front.place("only"), '"only" is not a list of languages', advice))
    return ()


def _without_comments(
    text: str, start: Span, findings: list[Diagnostic]
) -> tuple[str, tuple[Span, ...], frozenset[int]]:
    """The text without its comments, where they stood, and the lines that moved for them."""
    parts: list[str] = []
    spans: list[Span] = []
    shifted: set[int] = set()
    place = 0
    for mark in syntax.comment_marks(text):
        span = start.within(text, mark.start)
        spans.append(span)
        if not mark.closed:
            findings.append(
                COMMENT.broken(span, "the comment does not end", "end it with -->, or remove it")
            )
        before = text[text.rfind("\n", 0, mark.start) + 1 : mark.start].strip()
        line_end = text.find("\n", mark.end)
        after = text[mark.end : line_end if line_end >= 0 else None].strip()
        gap = "\n" * text.count("\n", mark.start, mark.end)
        # Blanks keep the columns of what follows; at either end of a line they would mean more.
        if before and after and not gap:
            gap = " " * (mark.end - mark.start)
        elif after:
            shifted.add(start.within(text, mark.end).line)
        parts += [text[place : mark.start], gap]
        place = mark.end
    return "".join([*parts, text[place:]]), tuple(spans), frozenset(shifted)


def _definitions(lines: list[str], begin: int, blocks: list[Block], start: Span) -> Iterator[Link]:
    """The targets of links by reference, which Markdown finds at the beginning of any line."""
    code = {
        number
        for block in blocks
        if block.kind is BlockKind.CODE
        for number in range(block.lines[0], block.lines[1] + 1)
    }
    for number, line in enumerate(lines[begin:], begin + 1):
        mark = syntax.definition_mark(line) if "]:" in line and number not in code else None
        if mark is not None:
            span = start.at(number, mark.target_start + 1, len(mark.target))
            yield Link(mark.target, mark.text, span)


def _section(
    heading: syntax.HeadingMark,
    nearest: Mapping[int, Section],
    span: Span,
    findings: list[Diagnostic],
) -> Section:
    """The section that a heading begins, `nearest` the last one before it of each level."""
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
    above = [nearest[level] for level in range(1, heading.level) if level in nearest]
    parent = max(above, key=lambda section: section.span).id if above else ""
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


def code_blocks(text: str) -> list[tuple[int, int]]:
    """Begin and end, as offsets, of the blocks of a page that are code."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    begin = 0
    if lines[0].rstrip() == "---":
        begin = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), -1) + 1
    return [
        (starts[piece.first - 1], starts[piece.last] - 1)
        for piece in _split(lines, begin)
        if isinstance(piece, _Raw) and piece.kind is BlockKind.CODE
    ]


def _take(lines: list[str], number: int) -> tuple[_Raw, int]:
    """The block that begins at index `number`, and the index after it."""
    line = lines[number]
    first = number + 1
    if (fence := syntax.FENCE.match(line)) and not fence["margin"]:
        number += 1
        while number < len(lines) and lines[number].rstrip() != fence["marks"]:
            number += 1
        fault = None
        if fence["alone"] is None:
            fault = first, "something stands beside the marks"
        elif number == len(lines):
            fault = first, "the block does not end"
        number = min(number + 1, len(lines))
        return _Raw(BlockKind.CODE, first, number, fault=fault), number
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
    inner = next((n for n in range(first, number) if syntax.FENCE.match(lines[n])), None)
    fault = (inner + 1, "no blank line stands above the code") if inner is not None else None
    return _Raw(BlockKind.PARAGRAPH, first, number, fault=fault), number


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
    if raw.fault is not None:
        findings.append(
            CODE.broken(
                start.at(raw.fault[0], 1, len(lines[raw.fault[0] - 1])),
                raw.fault[1],
                "write ``` and the language, the code, and ``` on lines of their own",
            )
        )
    if readable and raw.fault is None:
        findings += _odd_ticks(text, span)
    odd_citations = list(syntax.odd_citations(text)) if readable else []
    odd_links = list(syntax.odd_links(text)) if readable else []
    for offset, said in odd_citations:
        findings.append(
            CITATION.broken(
                span.within(text, offset, len(said)),
                f'"{said}" is no citation',
                "write [@key] or [@one; @other], in half-width brackets",
            )
        )
    for offset in odd_links:
        findings.append(
            LINK.broken(
                span.within(text, offset),
                "this would be a link in Markdown, but none that is read here",
                'write [text](target) or [text](target "title"), the target without spaces',
            )
        )
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
        misread=bool(mark.faults or odd_citations or odd_links),
    )


def _odd_ticks(text: str, start: Span) -> list[Diagnostic]:
    """At most one finding: what follows a backtick without a partner is its consequence."""
    return [
        CODE.broken(
            start.within(text, offset, 1),
            "a backtick without its partner on this line",
            "write `code`; for a backtick itself, `` ` ``",
        )
        for offset in islice(syntax.odd_ticks(text), 1)
    ]


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
