"""The sentence in which a work is cited, as plain text."""

import itertools
import re
from functools import lru_cache

from qiusuo import syntax
from qiusuo.model import Block, BlockKind, Citation

#: A quotation shorter than this takes in the sentence before it; in characters, by script.
_SHORT_LATIN, _SHORT_HAN = 60, 24
_LONG = 420

_ENDS = re.compile(r"(?<=[。！？])|(?<=[.!?])(?=\s+[A-Z“\[(])")
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`+)")
_CELLS = re.compile(r"\s*\|\s*")


def excerpt(block: Block, citation: Citation) -> str:
    """The sentence of `block` in which `citation` stands, without any markup."""
    lines = block.text.split("\n")
    row = citation.span.line - block.span.line
    line = lines[row] if 0 <= row < len(lines) else block.text
    column = citation.span.column - 1
    if block.kind is BlockKind.TABLE:
        return plain(" · ".join(cell for cell in _CELLS.split(line) if cell))
    sentences = _sentences(line)
    chosen = next(
        (n for n, (start, end) in enumerate(sentences) if start <= column < end),
        len(sentences) - 1,
    )
    start, end = sentences[chosen]
    text = plain(line[start:end])
    if len(text) < _least(text) and chosen:
        text = plain(line[sentences[chosen - 1][0] : end])
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Markdown without citations, links, emphasis and list marks."""
    parts: list[str] = []
    place = 0
    for mark in syntax.citation_marks(text):
        parts.append(text[place : mark.start].rstrip(" "))
        place = mark.end
    text = "".join([*parts, text[place:]])
    parts, place = [], 0
    for link in syntax.link_marks(text):
        if link.start < place:
            continue  # an image that is a link goes with it
        bare = text[link.start] == "<"
        parts += [text[place : link.start], link.text if bare else plain(link.text)]
        place = text.index(">" if bare else ")", link.target_start + len(link.target)) + 1
    text = "".join([*parts, text[place:]])
    text = _EMPHASIS.sub("", _MARKER.sub("", text))
    return " ".join(text.split())


def _least(text: str) -> int:
    return _SHORT_HAN if re.search(r"[\u4e00-\u9fff]", text) else _SHORT_LATIN


def _sentences(line: str) -> list[tuple[int, int]]:
    """Begin and end of each sentence; a citation belongs to the sentence that it closes."""
    cuts = [0]
    for match in _ENDS.finditer(line):
        cuts.append(match.end())
    cuts.append(len(line))
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a] or [(0, len(line))]
