"""The grammar of the marks that pages carry: citations, provenance, components, links.

Every reader of these marks, be it a check or the site, goes through this module, so that none can
see a citation that another does not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qiusuo.model import Voice

#: What mkdocs-bibtex 4.4 accepts as a key (its `CITATION_REGEX`).
KEY = r"[\w-]+"

_BRACKETS = re.compile(r"(?<![\\!])\[([^\[\]\n@]*+@[^\[\]\n]*+)\](?!\()")
_CITED = re.compile(rf"\s*@({KEY})\s*")
_AT_KEY = re.compile(rf"@({KEY})")
_ODD_CITATION = re.compile(
    r"[【［〔][@＠][^【［〔】］〕\n]*+[】］〕]|\[＠[^\[\]\n]*+\]|(?<![\w@./-])@[a-z]+\d{4}\w*"
)
_EMAIL = re.compile(r"[\w.+-]@[\w-]+\.")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
#: The first line of a fence; `alone` is there where nothing but a language stands beside the marks.
FENCE = re.compile(r"(?P<margin>[ \t>]*)(?P<marks>`{3,}|~{3,})(?P<alone>[ \t]*[\w#.+-]*[ \t]*$)?")
_COMMENT = re.compile(
    r"""
    ^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)                       # code keeps what looks
    | (?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)  # like one
    | (?P<closed><!--(?:(?!<!--).)*?-->)
    | (?P<open><!--(?:(?!\n[ \t]*\n).)*)                               # to the next blank line
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_MARK = re.compile(r"\{\s*+([^\s{}][^{}]*+)\}\s*+")
_MARK_PART = re.compile(
    r"#(?P<name>[^\s\"]+)|\.(?P<cls>[^\s\"]+)|(?P<key>[\w-]+)=\"(?P<value>[^\"]*)\"|(?P<odd>\S+)"
)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)$")
_HEADING_ID = re.compile(r"(.*)\{[ \t]*+#([^\s{}]++)[ \t]*+\}$")
_COMPONENT = re.compile(r"::([a-z][a-z-]*)(?:\[([^\[\]]*)\])?\s*$")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]++|\[[^\[\]]*+\])*+)\]"
    r"\(\s*+(<[^<>]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)(?:\s++\"[^\"]*+\")?\s*+\)"
)
_AUTOLINK = re.compile(r"<((?:https?|ftps?)://[^<>\s]*)>", re.IGNORECASE)
_DEFINITION = re.compile(r"[\s>*+-]*(?:\d+\.\s+)?\[([^\[\]]+)\]:[ \t]*(\S+)")

#: What a name in Markdown, an anchor or a slug may look like.
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: Names that Windows keeps for devices: no file or folder may have one.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)

_VOICES = {
    frozenset[str](): Voice.EDITORS,
    frozenset({"essay"}): Voice.ESSAY,
    frozenset({"essay", "experience"}): Voice.EXPERIENCE,
}

#: What running text is made of besides letters; the first that matches at a place holds.
_PIECE = re.compile(
    r"(?P<cite>(?<!\\)\[[^\[\]\n@]*+@[^\[\]\n]*+\](?!\())"
    r"|(?P<solid><!--(?:(?!<!--).)*?-->|<[A-Za-z/!?][^<>]*>|(?<!\\)\$[^$\n]+\$|\\.|\{[^{}\n]*\}|&\#?\w+;"
    r"|(?:https?://|www\.|mailto:)[^\s<>\u3000-\u303f\uff00-\uff65]*"
    r"[^\s<>\u3000-\u303f\uff00-\uff65.,;:?!()'\"])"
    r"|(?P<close>\]\(\s*+(?:<[^<>]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
    r"(?:\s++\"[^\"]*+\")?\s*+\)|\]\[[^\[\]]*\])"
    r"|(?P<open>!?\[)|(?P<stars>\*+)",
    re.DOTALL,
)


class PieceKind(StrEnum):
    """What a piece of running text is to a reader: something seen, or a mark around it."""

    LETTER = "letter"
    CODE = "code"
    CITATION = "citation"
    SOLID = "solid"
    OPENING = "opening"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of running text from `start` to `end`: one letter, or something to be left alone."""

    kind: PieceKind
    start: int
    end: int
    text: str


def pieces(text: str) -> list[Piece]:
    """Running text in pieces, every character in exactly one.

    Code, citations, addresses, mathematics, HTML and braces are one piece each; so is what opens
    or closes a link or an emphasis, with the target of the link.
    """
    found: list[Piece] = []
    stars: dict[str, list[int]] = {}  # places in `found` of emphases that are open, by their mark
    place = 0
    for start, end in (*code_spans(text), (len(text), len(text))):
        _prose(text, place, start, found, stars)
        if start < end:
            found.append(Piece(PieceKind.CODE, start, end, text[start:end]))
        place = end
    _close(stars, -1, found)
    return found


def _close(stars: dict[str, list[int]], after: int, found: list[Piece]) -> None:
    """Turn what is open after a place, and was never closed, to nothing but stars."""
    for places in stars.values():
        while places and places[-1] > after:
            place = places.pop()
            found[place] = replace(found[place], kind=PieceKind.SOLID)


def _prose(
    text: str, place: int, end: int, found: list[Piece], stars: dict[str, list[int]]
) -> None:
    """The pieces of a text without code, from `place` to `end`."""
    for match in _PIECE.finditer(text, place, end):
        found += [Piece(PieceKind.LETTER, n, n + 1, text[n]) for n in range(place, match.start())]
        place = match.end()
        kind = _KINDS[match.lastgroup or "solid"]
        if match["stars"] is not None:
            same = stars.setdefault(match.group(), [])
            if same and not text[match.start() - 1].isspace():
                kind = PieceKind.CLOSING
                _close(stars, same.pop(), found)
            elif text[place : place + 1].strip():
                same.append(len(found))
            else:
                kind = PieceKind.SOLID
        found.append(Piece(kind, match.start(), match.end(), match.group()))
    found += [Piece(PieceKind.LETTER, n, n + 1, text[n]) for n in range(place, end)]


_KINDS = {
    "cite": PieceKind.CITATION,
    "solid": PieceKind.SOLID,
    "close": PieceKind.CLOSING,
    "open": PieceKind.OPENING,
    "stars": PieceKind.OPENING,
}


@dataclass(frozen=True, slots=True)
class CitationMark:
    """``[@a; @b]`` at `start`: its `keys` with the offset of each; `fault` says what is odd."""

    start: int
    end: int
    keys: tuple[tuple[int, str], ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CommentMark:
    """``<!-- … -->``; one that is not `closed` goes up to the next blank line."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class BlockMark:
    """``{ #name .essay .experience claims="D2 D3" }``; `faults` are (offset, what is odd)."""

    name: str = ""
    voice: Voice = Voice.EDITORS
    claims: tuple[tuple[int, str], ...] = ()
    faults: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading's level, title and id, the id empty where none is given."""

    level: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link or image: where it begins, where its text ends, and where its target begins."""

    start: int
    text_end: int
    target_start: int
    text: str
    target: str
    image: bool = field(default=False)


def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Begin and end of all code within a block: spans, which end on their line, and fences."""
    if "`" not in text and "~~~" not in text:
        return ()
    found: list[tuple[int, int]] = []
    lines = text.split("\n")
    place = number = 0
    open_until: dict[tuple[str, str], int] = {}
    while number < len(lines):
        length = _fence_length(lines, number, open_until)
        if length:
            end = place + sum(len(line) + 1 for line in lines[number : number + length]) - 1
            found.append((place, end))
        else:
            length = 1
            end = place + len(lines[number])
            found += [match.span() for match in _CODE.finditer(text, place, end)]
        place = end + 1
        number += length
    return tuple(found)


def _fence_length(lines: list[str], number: int, open_until: dict[tuple[str, str], int]) -> int:
    """How many lines the fence has that begins here, all set in alike; 0 where none does.

    `open_until` has up to which line a fence of that margin and marks is known not to end.
    """
    opening = FENCE.match(lines[number])
    if opening is None or opening["alone"] is None:
        return 0
    margin, marks = opening["margin"], opening["marks"]
    if number < open_until.get((margin, marks), 0):
        return 0
    for place in range(number + 1, len(lines)):
        line = lines[place]
        if not line.startswith(margin):
            if line.strip():
                open_until[margin, marks] = place
                return 0
        elif line[len(margin) :].rstrip() == marks:
            return place - number + 1
    open_until[margin, marks] = len(lines)
    return 0


def odd_ticks(text: str) -> Iterator[int]:
    """Where a backtick has no partner on its line, or a backslash before it."""
    if "`" not in text:
        return
    code = code_spans(text)
    for match in re.finditer(r"\\?`+", text):
        if not inside(match.start(), code):
            yield match.start()


def inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in one of the spans, which are in order and do not overlap."""
    before = bisect_right(spans, position, key=lambda span: span[0])
    return before > 0 and position < spans[before - 1][1]


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def citation_marks(text: str) -> Iterator[CitationMark]:
    """Every citation in running text, code spans left alone."""
    if "@" not in text:
        return
    code = code_spans(text)
    for match in _BRACKETS.finditer(text):
        if inside(match.start(), code):
            continue
        inner = match.group(1)
        if _EMAIL.search(inner) and not inner.lstrip().startswith("@"):
            continue
        keys: list[tuple[int, str]] = []
        fault = ""
        offset = match.start(1)
        for part in inner.split(";"):
            found = _CITED.fullmatch(part)
            if found:
                keys.append((offset + found.start(1), found.group(1)))
            else:
                fault = fault or part.strip()
                keys += [(offset + m.start(1), m.group(1)) for m in _AT_KEY.finditer(part)]
            offset += len(part) + 1
        yield CitationMark(match.start(), match.end(), tuple(keys), fault)


def comment_marks(text: str) -> Iterator[CommentMark]:
    """Every comment of a page, code left alone."""
    for match in _COMMENT.finditer(text) if "<!--" in text else ():
        if match["closed"] or match["open"]:
            yield CommentMark(match.start(), match.end(), match["closed"] is not None)


def odd_citations(text: str) -> Iterator[tuple[int, str]]:
    """What was meant for a citation and is none: ``【@key】`` or a bare ``@key2023word``."""
    if "@" not in text and "＠" not in text:
        return
    kept = joined((*code_spans(text), *(match.span() for match in _BRACKETS.finditer(text))))
    for match in _ODD_CITATION.finditer(text):
        if not inside(match.start(), kept):
            yield match.start(), match.group()


def block_mark(line: str) -> BlockMark | None:
    """The mark that a whole line is, if it is one."""
    match = _MARK.fullmatch(line)
    if match is None:
        return None
    name = ""
    classes: list[str] = []
    claims: list[tuple[int, str]] = []
    faults: list[tuple[int, str]] = []
    for part in _MARK_PART.finditer(line, match.start(1), match.end(1)):
        if part["name"] is not None:
            name = part["name"]
            if not NAME.fullmatch(name):
                faults.append((part.start(), f'the name "{name}" is not lower-case-with-hyphens'))
        elif part["cls"] is not None:
            classes.append(part["cls"])
        elif part["key"] == "claims":
            for claim in re.finditer(r"\S+", part["value"]):
                claims.append((part.start("value") + claim.start(), claim.group()))
        else:
            faults.append((part.start(), f'"{part.group()}" means nothing in a mark'))
    voice = _VOICES.get(frozenset(classes))
    if voice is None:
        faults.append((line.find("."), f'no voice is marked ".{" .".join(classes)}"'))
        voice = Voice.EDITORS
    elif claims and not voice.of_essay:
        faults.append((claims[0][0], "only a block in the essay's voice carries claims"))
    return BlockMark(name, voice, tuple(claims), tuple(faults))


def heading_mark(line: str) -> HeadingMark | None:
    """The heading that a line is, if it is one."""
    match = _HEADING.match(line)
    if match is None:
        return None
    level = len(match.group(1))
    title = match.group(2).rstrip(" \t").rstrip("#").rstrip(" \t")
    with_id = _HEADING_ID.match(title)
    if with_id:
        return HeadingMark(level, with_id.group(1).rstrip(" \t"), with_id.group(2))
    return HeadingMark(level, title, "")


def component_mark(line: str) -> tuple[str, str] | None:
    """Name and argument of the component that a line calls for, if it does."""
    match = _COMPONENT.match(line)
    return (match.group(1), match.group(2) or "") if match else None


def link_marks(text: str) -> Iterator[LinkMark]:
    """Every link, image and bare address, in order; what stands in a link's text after the link."""
    if "](" not in text and "://" not in text:
        return
    code = code_spans(text)
    found = list(_links(text, 0, len(text), code))
    for match in _AUTOLINK.finditer(text):
        if not inside(match.start(), code):
            start = match.start(1)
            found.append(
                LinkMark(match.start(), match.end(1), start, match.group(1), match.group(1))
            )
    yield from sorted(found, key=lambda mark: mark.start)


def _links(
    text: str, begin: int, end: int, code: tuple[tuple[int, int], ...]
) -> Iterator[LinkMark]:
    for match in _LINK.finditer(text, begin, end):
        if not inside(match.start(), code):
            yield LinkMark(
                start=match.start(),
                text_end=match.end(2),
                target_start=match.start(3),
                text=match.group(2),
                target=match.group(3).strip("<>"),
                image=match.group(1) == "!",
            )
            yield from _links(text, match.start(2), match.end(2), code)  # an image that is a link


def odd_links(text: str) -> Iterator[int]:
    """Where something stands that Markdown may take for a link though it is none of ours."""
    if "](" not in text:
        return
    code = code_spans(text)
    known = {mark.text_end for mark in link_marks(text)}
    for match in re.finditer(r"(?<!\\)\]\(", text):
        if match.start() not in known and not inside(match.start(), code):
            yield match.start()


def definition_mark(line: str) -> LinkMark | None:
    """The target of links by reference that a line gives, if it does: ``[name]: target``."""
    match = _DEFINITION.match(line)
    if match is None:
        return None
    target = match.group(2).strip("<>")
    return LinkMark(match.start(1), match.end(1), match.start(2), match.group(1), target)
