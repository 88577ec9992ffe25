"""The grammar of the marks that pages carry: citations, provenance, components, links.

Every reader of these marks, be it a check or the site, goes through this module, so that none can
see a citation that another does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qiusuo.model import Voice

#: What mkdocs-bibtex 4.4 accepts as a key (its `CITATION_REGEX`).
KEY = r"[\w-]+"

_BRACKETS = re.compile(r"(?<![\\!])\[([^\[\]\n]*@[^\[\]\n]*)\](?!\()")
_CITED = re.compile(rf"\s*@({KEY})\s*")
_AT_KEY = re.compile(rf"@({KEY})")
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
    """A link or image: where it begins and where its target begins."""

    start: int
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
    """Every inline link and image, code spans left alone."""
    if "](" not in text:
        return
    code = code_spans(text)
    for match in _LINK.finditer(text):
        if not _inside(match.start(), code):
            target = match.group(3).strip("<>")
            yield LinkMark(
                match.start(), match.start(3), match.group(2), target, match.group(1) == "!"
            )
