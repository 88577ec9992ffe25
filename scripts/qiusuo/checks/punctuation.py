"""Punctuation is that of the language it stands in."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from qiusuo.checks.han import (
    AFTER_LATIN,
    HAN,
    Change,
    is_chinese,
    is_code,
    is_han,
    is_latin,
    passages,
    told,
)
from qiusuo.diagnostics import Diagnostic, Rule, Severity
from qiusuo.model import Atlas
from qiusuo.syntax import Piece, PieceKind, pieces

PUNCTUATION = Rule(
    "punctuation-fits-language",
    "Chinese text has full-width punctuation, text in other scripts half-width.",
    Severity.WARNING,
    fixable=True,
)

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = {"，": ",", "；": ";", "：": ":", "？": "?", "！": "!", "。": "."}
#: Full-width marks that end a Chinese phrase.
_CLOSING = frozenset("）”》」』、")
#: A full stop after one of these is not the sentence's.
_SHORT = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Za-z]|al|etc|vs|cf|Inc|Ltd|Corp|Fig|No|Dr|Mr|Mrs|St|Jr)$"
)
#: Languages that have full-width punctuation of their own, and laws that are not ours to say.
_WIDE_LANGUAGES = ("ja", "ko", "yue", "lzh")

# Most texts have nothing of the kind, and need not be taken to pieces.
_SUSPECT = re.compile(
    f"[,;:?!][ *\\[]*[{HAN}]|[{HAN}）”》」』、\\])][*]*[,;:?!.]|[.:,;?!][ ]*$"
    '|(?<!\\])[("]|（[^（）()\n]*\\)',
    re.MULTILINE,
)
_SUSPECT_WIDE = re.compile("[，；：？！。（）]")


def punctuation_fits_language(atlas: Atlas) -> Iterator[Diagnostic]:
    """Chinese text has full-width punctuation, text in other scripts half-width."""
    for language, passage in passages(atlas):
        text = passage.text
        if is_chinese(language):
            if _SUSPECT.search(text) and re.search(f"[{HAN}]", text):
                yield from told(PUNCTUATION, passage, _too_narrow(text))
        elif not language.tag.lower().startswith(_WIDE_LANGUAGES) and _SUSPECT_WIDE.search(text):
            yield from told(PUNCTUATION, passage, _too_wide(text))


def _seen(text: str) -> list[Piece]:
    """The pieces that a reader sees."""
    return [p for p in pieces(text) if p.kind not in (PieceKind.OPENING, PieceKind.CLOSING)]


def _at(seen: list[Piece], place: int) -> Piece | None:
    return seen[place] if 0 <= place < len(seen) else None


def _beyond_spaces(seen: list[Piece], place: int, step: int) -> int:
    """The place of the next piece that is no space."""
    place += step
    while 0 <= place < len(seen) and seen[place].text == " ":
        place += step
    return place


def _neighbour(seen: list[Piece], place: int, step: int) -> Piece | None:
    """The next piece that is no space, on the same line."""
    found = _at(seen, _beyond_spaces(seen, place, step))
    return None if found is None or found.text == "\n" else found


def _too_narrow(text: str) -> Iterator[Change]:
    """Half-width punctuation that belongs to Chinese."""
    seen = _seen(text)
    for place, piece in enumerate(seen):
        if piece.kind is not PieceKind.LETTER:
            continue
        if piece.text in _FULL and _belongs_to_chinese(seen, place):
            yield _widened(seen, place, _FULL[piece.text])
        elif piece.text == "." and _ends_chinese(text, seen, place):
            yield _widened(seen, place, "。")
    han = [place for place, piece in enumerate(seen) if is_han(piece)]
    for opening, closing in _brackets(seen, "(（", ")）"):
        if _around_chinese(seen, opening, closing, han):
            if seen[opening].text == "(":
                yield _widened(seen, opening, "（", both=True)
            if seen[closing].text == ")":
                yield _widened(seen, closing, "）", both=True)
    for opening, closing in _quotations(seen):
        if _between(han, opening, closing):
            for place, new in ((opening, "“"), (closing, "”")):
                start = seen[place].start
                yield Change(start, start + 1, new, start, f"'\"' for '{new}'")


def _widened(seen: list[Piece], place: int, new: str, both: bool = False) -> Change:
    """The mark at `place` made `new`, without the spaces after it, or on `both` sides."""
    piece = seen[place]
    start, end = piece.start, piece.end
    following = _beyond_spaces(seen, place, 1)
    after = _at(seen, following)
    if after is not None and after.kind is not PieceKind.CITATION and after.text != "\n":
        end = _joined(seen, place, following - 1, 1)
    preceding = _beyond_spaces(seen, place, -1)
    if both and preceding >= 0 and seen[preceding].text != "\n":
        start = _joined(seen, place, preceding + 1, -1)
    return Change(start, end, new, piece.start, f'"{piece.text}" for "{new}"')


def _joined(seen: list[Piece], place: int, other: int, step: int) -> int:
    """How far the spaces from `place` to `other` reach with no mark of Markdown between them."""
    while place != other:
        near, far = sorted((seen[place], seen[place + step]), key=lambda piece: piece.start)
        if near.end != far.start:
            break
        place += step
    return seen[place].end if step > 0 else seen[place].start


def _is_chinese_piece(piece: Piece | None) -> bool:
    """Whether a piece is Han, or full-width punctuation that closes."""
    return is_han(piece) or (piece is not None and piece.text in _CLOSING)


def _belongs_to_chinese(seen: list[Piece], place: int) -> bool:
    """Whether a comma, colon or the like follows or precedes Chinese."""
    mark = seen[place].text
    before, after = _at(seen, place - 1), _at(seen, place + 1)
    if before is None or before.text in (" ", "\n", mark):
        return False
    if after is not None and after.text == mark:
        return False
    if _is_chinese_piece(before) or before.kind is PieceKind.CITATION:
        return True
    words = is_code(before) or is_latin(before) or before.text in (")", "%", '"')
    return words and is_han(_neighbour(seen, place, 1))


def _ends_chinese(text: str, seen: list[Piece], place: int) -> bool:
    """Whether a full stop ends a Chinese sentence."""
    before, after = _at(seen, place - 1), _at(seen, place + 1)
    if before is None or before.text == "." or (after is not None and after.text == "."):
        return False
    if _is_chinese_piece(before) or before.kind is PieceKind.CITATION:
        return (
            after is None
            or after.text in (" ", "\n", "）", "”", ")")
            or after.kind is PieceKind.CITATION
            or is_han(after)
        )
    if _neighbour(seen, place, 1) is not None:
        return False
    start = seen[place].start
    sentence = text[max(text.rfind(end, 0, start) for end in "\n。！？") + 1 : start]
    ended = is_code(before) or is_latin(before) or before.text in (")", "%")
    return ended and bool(re.search(f"[{HAN}]", sentence)) and not _SHORT.search(sentence)


def _brackets(seen: list[Piece], opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Pairs of brackets within a line."""
    open_at: list[int] = []
    for place, piece in enumerate(seen):
        if piece.kind is not PieceKind.LETTER:
            continue
        if piece.text == "\n":
            open_at = []
        elif piece.text in opening:
            open_at.append(place)
        elif piece.text in closing and open_at:
            yield open_at.pop(), place


def _around_chinese(seen: list[Piece], opening: int, closing: int, han: list[int]) -> bool:
    """Whether brackets are those of a Chinese sentence, not of a formula or a call."""
    led = _at(seen, opening - 1)
    if led is not None and led.text == "]":  # a link that is not quite one
        return False
    if seen[opening].text == "（" or seen[closing].text == "）":
        return True
    touching = is_latin(led) or (led is not None and led.text in AFTER_LATIN)
    if _between(han, opening, closing):
        return not (touching and not is_latin(_at(seen, opening - 2)))  # P(对) is a formula
    before = _neighbour(seen, opening, -1)
    return not touching and (
        _is_chinese_piece(before) or (before is None and is_han(_neighbour(seen, closing, 1)))
    )


def _between(places: list[int], opening: int, closing: int) -> bool:
    """Whether one of the places, which are in order, is between two others."""
    return bisect_left(places, opening) < bisect_left(places, closing)


def _quotations(seen: list[Piece]) -> Iterator[tuple[int, int]]:
    """Pairs of straight quotation marks, on lines where they pair."""
    line: list[int] = []
    for place, piece in enumerate([*seen, Piece(PieceKind.LETTER, 0, 0, "\n")]):
        if piece.text == "\n":
            if len(line) % 2 == 0:
                yield from zip(line[::2], line[1::2], strict=True)
            line = []
        elif piece.text == '"':
            line.append(place)


def _too_wide(text: str) -> Iterator[Change]:
    """Full-width punctuation in a text that has no use for it."""
    seen = _seen(text)
    addressed = _in_addresses(seen)
    han = [place for place, piece in enumerate(seen) if is_han(piece)]
    for place, piece in enumerate(seen):
        if piece.text in _HALF and not addressed[place] and _stands_among_latin(seen, place):
            yield _narrowed(piece, _HALF[piece.text] + _space(_at(seen, place + 1)))
    for opening, closing in _brackets(seen, "（", "）"):
        around = (_neighbour(seen, opening, -1), _neighbour(seen, closing, 1))
        if addressed[opening] or addressed[closing]:
            continue
        if not any(map(is_han, around)) and not _between(han, opening, closing):
            yield _narrowed(seen[opening], _space(_at(seen, opening - 1)) + "(")
            yield _narrowed(seen[closing], ")" + _space(_at(seen, closing + 1)))


def _narrowed(piece: Piece, new: str) -> Change:
    message = f'"{piece.text}" for "{new.strip()}"'
    return Change(piece.start, piece.end, new, piece.start, message)


def _in_addresses(seen: list[Piece]) -> list[bool]:
    """Of each piece, whether an address or the like stands before with no space between."""
    found = []
    within = False
    for piece in seen:
        found.append(within)
        within = not piece.text.isspace() and (within or piece.kind is PieceKind.SOLID)
    return found


def _space(beside: Piece | None) -> str:
    """The space that a half-width mark needs beside a word."""
    return " " if is_latin(beside) or is_code(beside) else ""


def _stands_among_latin(seen: list[Piece], place: int) -> bool:
    before, after = _neighbour(seen, place, -1), _neighbour(seen, place, 1)
    if before is None or not (before.text.isascii() or is_latin(before)):
        return False
    return after is None or after.text.isascii() or is_latin(after)


RULES = (PUNCTUATION,)
CHECKS = (punctuation_fits_language,)
