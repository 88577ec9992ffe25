"""Han characters and Latin letters keep their distance."""

import re
from collections.abc import Iterator

from qiusuo.checks.han import (
    AFTER_LATIN,
    HAN,
    LATIN,
    Change,
    is_chinese,
    is_han,
    is_latin,
    passages,
    told,
)
from qiusuo.diagnostics import Diagnostic, Rule, Severity
from qiusuo.model import Atlas
from qiusuo.syntax import Piece, PieceKind, pieces

SPACED = Rule(
    "scripts-are-spaced",
    "In Chinese text, one space stands between a Han character and a Latin letter or digit.",
    Severity.WARNING,
    fixable=True,
)

# Most texts have nothing of the kind, and need not be taken to pieces.
_MARKS = r"(?:[*\[`!]|\]\([^)\n]{0,400}\)|\]\[[^]\n]{0,400}\])*"
_SUSPECT = re.compile(
    f"[{HAN}]{_MARKS}[{LATIN}`]|(?:[{LATIN}%‰°℃²³+]|(?<![*`])(?=[*]*+`)){_MARKS}[{HAN}]"
)


def scripts_are_spaced(atlas: Atlas) -> Iterator[Diagnostic]:
    """In Chinese text, one space stands between a Han character and a Latin letter or digit."""
    for language, passage in passages(atlas):
        if is_chinese(language) and _SUSPECT.search(passage.text):
            yield from told(SPACED, passage, _unspaced(passage.text))


def _unspaced(text: str) -> Iterator[Change]:
    """Where a space is lacking."""
    before: Piece | None = None
    latin = False  # whether what stands before ends a Latin word or number
    between: list[Piece] = []
    for piece in pieces(text):
        if piece.kind in (PieceKind.OPENING, PieceKind.CLOSING):
            between.append(piece)
            continue
        meet = (is_han(before) and _begins_latin(piece)) or (latin and is_han(piece))
        place = _seam(before, between) if meet and before is not None else None
        if place is not None and before is not None:
            one, other = _edge(before, -1), _edge(piece, 0)
            message = f'no space between "{one}" and "{other}"'
            # The character before goes with it, so that the edit can not land elsewhere.
            yield Change(place - 1, place, f"{text[place - 1]} ", place, message)
        latin = _ends_latin(piece) or (piece.text in AFTER_LATIN and latin)
        before, between = piece, []


def _seam(before: Piece, between: list[Piece]) -> int | None:
    """Where a space goes: after the marks that close, before those that open."""
    place = before.end
    for number, mark in enumerate(between):
        if mark.kind is PieceKind.OPENING:
            opens = all(later.kind is PieceKind.OPENING for later in between[number:])
            return place if opens else None
        place = mark.end
    return place


def _edge(piece: Piece, end: int) -> str:
    """The first or last character of a piece; of code, without its marks."""
    return piece.text.strip("`").strip()[end:][:1] if piece.kind is PieceKind.CODE else piece.text


def _begins_latin(piece: Piece) -> bool:
    return is_latin(piece) or (piece.kind is PieceKind.CODE and _is_narrow(_edge(piece, 0)))


def _ends_latin(piece: Piece) -> bool:
    return is_latin(piece) or (piece.kind is PieceKind.CODE and _is_narrow(_edge(piece, -1)))


def _is_narrow(char: str) -> bool:
    """Whether a character is neither Han nor as wide as one."""
    return bool(char) and char < "\u2e80"


RULES = (SPACED,)
CHECKS = (scripts_are_spaced,)
