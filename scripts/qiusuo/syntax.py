"""The grammar of the marks that pages carry: citations, provenance, components, links.

Every reader of these marks, be it a check or the site, goes through this module, so that none can
see a citation that another does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qiusuo.model import Voice

#: What mkdocs-bibtex 4.4 accepts as a key (its `CITATION_REGEX`).
KEY = r"[\w-]+"

_BRACKETS = re.compile(r"(?<![\\!])\[([^\[\]\n]*@[^\[\]\n]*)\](?!\()")
_CITED = re.compile(rf"\s*@({KEY})\s*")
_AT_KEY = re.compile(rf"@({KEY})")
_ODD_CITATION = re.compile(
    r"[【［〔][@＠][^】］〕\n]*[】］〕]|\[＠[^\]\n]*\]|(?<![\w@./-])@[a-z]+\d{4}\w*"
)
_EMAIL = re.compile(r"[\w.+-]@[\w-]+\.")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(
    r"""
    ^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)                       # code keeps what looks
    | (?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)  # like one
    | (?P<closed><!--(?:(?!<!--).)*?-->)
    | (?P<open><!--(?:(?!\n[ \t]*\n).)*)                               # to the next blank line
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_MARK = re.compile(r"\{\s*((?:[#.][^\s{}]+|[\w-]+=\"[^\"{}]*\"|[^\s{}]+)(?:\s+[^{}]*)?)\s*\}\s*")
_MARK_PART = re.compile(
    r"#(?P<name>[^\s\"]+)|\.(?P<cls>[^\s\"]+)|(?P<key>[\w-]+)=\"(?P<value>[^\"]*)\"|(?P<odd>\S+)"
)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_HEADING_ID = re.compile(r"^(.*?)[ \t]*\{[ \t]*#([^\s{}]+)[ \t]*\}$")
_COMPONENT = re.compile(r"::([a-z][a-z-]*)(?:\[([^\[\]]*)\])?\s*$")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\s*\)"
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
    r"(?P<code>(?<!\\)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<cite>(?<!\\)\[[^\[\]\n]*@[^\[\]\n]*\](?!\())"
    r"|(?P<solid><!--.*?-->|<[A-Za-z/!?][^<>]*>|(?<!\\)\$[^$\n]+\$|\\.|\{[^{}\n]*\}|&\#?\w+;"
    r"|(?:https?://|www\.|mailto:)[^\s<>\u3000-\u303f\uff00-\uff65]*"
    r"[^\s<>\u3000-\u303f\uff00-\uff65.,;:?!()'\"])"
    r"|(?P<close>\]\(\s*(?:<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\s*\)|\]\[[^\[\]]*\])"
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
    stars: list[int] = []  # places in `found` of emphases that are open
    place = 0
    for match in _PIECE.finditer(text):
        found += [Piece(PieceKind.LETTER, n, n + 1, text[n]) for n in range(place, match.start())]
        place = match.end()
        kind = _KINDS[match.lastgroup or "solid"]
        if match["stars"] is not None:
            same = [n for n in stars if found[n].text == match.group()]
            if same and not text[match.start() - 1].isspace():
                kind = PieceKind.CLOSING
                first = stars.index(same[-1])
                for n in stars[first + 1 :]:
                    found[n] = replace(found[n], kind=PieceKind.SOLID)
                del stars[first:]
            elif text[place : place + 1].strip():
                stars.append(len(found))
            else:
                kind = PieceKind.SOLID
        found.append(Piece(kind, match.start(), match.end(), match.group()))
    found += [Piece(PieceKind.LETTER, n, n + 1, text[n]) for n in range(place, len(text))]
    for n in stars:  # never closed: nothing but stars
        found[n] = replace(found[n], kind=PieceKind.SOLID)
    return found


_KINDS = {
    "code": PieceKind.CODE,
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
    """A link or image: where it begins, where its text stands, and where its target begins."""

    start: int
    text_start: int
    text_end: int
    target_start: int
    text: str
    target: str
    image: bool = field(default=False)


def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Begin and end of every inline code span."""
    return tuple(match.span() for match in _CODE.finditer(text)) if "`" in text else ()


def _inside(position: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= position < end for start, end in spans)


def citation_marks(text: str) -> Iterator[CitationMark]:
    """Every citation in running text, code spans left alone."""
    if "@" not in text:
        return
    code = code_spans(text)
    for match in _BRACKETS.finditer(text):
        if _inside(match.start(), code):
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
    kept = code_spans(text) + tuple(match.span() for match in _BRACKETS.finditer(text))
    for match in _ODD_CITATION.finditer(text):
        if not _inside(match.start(), kept):
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
    with_id = _HEADING_ID.match(match.group(2))
    if with_id:
        return HeadingMark(len(match.group(1)), with_id.group(1), with_id.group(2))
    return HeadingMark(len(match.group(1)), match.group(2), "")


def component_mark(line: str) -> tuple[str, str] | None:
    """Name and argument of the component that a line calls for, if it does."""
    match = _COMPONENT.match(line)
    return (match.group(1), match.group(2) or "") if match else None


def link_marks(text: str) -> Iterator[LinkMark]:
    """Every link and image in place, code spans and what stands within a link left alone."""
    if "](" in text:
        yield from _links(text, 0, len(text), code_spans(text))


def target_marks(text: str) -> Iterator[LinkMark]:
    """Everything that leads somewhere: links, images, those within a link, bare addresses."""
    if "](" not in text and "://" not in text:
        return
    code = code_spans(text)
    for mark in _links(text, 0, len(text), code):
        yield mark
        yield from _links(text, mark.text_start, mark.text_end, code)
    for match in _AUTOLINK.finditer(text):
        if not _inside(match.start(), code):
            place = match.span(1)
            yield LinkMark(match.start(), *place, place[0], match.group(1), match.group(1))


def _links(
    text: str, begin: int, end: int, code: tuple[tuple[int, int], ...]
) -> Iterator[LinkMark]:
    for match in _LINK.finditer(text, begin, end):
        if not _inside(match.start(), code):
            yield LinkMark(
                start=match.start(),
                text_start=match.start(2),
                text_end=match.end(2),
                target_start=match.start(3),
                text=match.group(2),
                target=match.group(3).strip("<>"),
                image=match.group(1) == "!",
            )


def odd_links(text: str) -> Iterator[int]:
    """Where something stands that Markdown may take for a link though it is none of ours."""
    if "](" not in text:
        return
    code = code_spans(text)
    known = {mark.text_end for mark in target_marks(text)}
    for match in re.finditer(r"(?<!\\)\]\(", text):
        if match.start() not in known and not _inside(match.start(), code):
            yield match.start()


def definition_mark(line: str) -> LinkMark | None:
    """The target of links by reference that a line gives, if it does: ``[name]: target``."""
    match = _DEFINITION.match(line)
    if match is None:
        return None
    target = match.group(2).strip("<>")
    return LinkMark(match.start(1), *match.span(1), match.start(2), match.group(1), target)
