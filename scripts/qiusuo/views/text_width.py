"""How wide a text will stand: an estimate, as no browser is at hand when a picture is drawn."""

import unicodedata
from collections.abc import Iterator

# Widths in em, those of a wide bold face, so that a reader's own font hardly ever needs more.
_NARROW, _MIDDLE, _WIDE, _FULL = 0.36, 0.62, 0.92, 1.0
_NARROW_LETTERS = frozenset("ijlftrI.,:;'’‘|!()[]-· ")
_WIDE_LETTERS = frozenset("mwMWOQGDHNU—…%&@")
#: What no line may begin with, and what none may end with.
_CLOSING = frozenset("，。、；：？！）》」』”’·…—,.;:?!)")
_OPENING = frozenset("（《「『“‘(")


def text_width(text: str, size: float) -> float:
    """The width of a line at a font size, rather too wide than too narrow."""
    return size * sum(_em(char) for char in text)


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF" or (not char.isascii() and char in _CLOSING):
        return _FULL
    if char in _NARROW_LETTERS:
        return _NARROW
    if char in _WIDE_LETTERS:
        return _WIDE
    return _MIDDLE + 0.1 * char.isupper()


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in as few lines as `room` allows, about equally long; a single word may be wider."""
    pieces = tuple(_pieces(text))
    lines = _fill(pieces, size, room)
    narrower = text_width(text, size) / len(lines)
    while len(lines) > 1 and narrower < room:
        balanced = _fill(pieces, size, narrower)
        if len(balanced) == len(lines):
            return balanced
        narrower += size / 2
    return lines


def _fill(pieces: tuple[str, ...], size: float, room: float) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines)


def _pieces(text: str) -> Iterator[str]:
    """The parts between which a line may end: words, and single Han characters."""
    piece = ""
    for before, char in zip(" " + text, text, strict=False):
        free = before in " -" or _FULL in (_em(before), _em(char))
        if piece and free and char not in _CLOSING and char != " " and before not in _OPENING:
            yield piece
            piece = ""
        piece += char
    yield piece
