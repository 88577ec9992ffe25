"""What the laws of Chinese typography share: texts with their language, letters, and changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qiusuo.diagnostics import Diagnostic, Edit, Rule
from qiusuo.model import Atlas, Language, Passage, Places
from qiusuo.syntax import Piece, PieceKind

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff"
#: What belongs to the number or name before it: 85%, n², C++.
AFTER_LATIN = frozenset("%‰°℃²³+")

_is_han = re.compile(f"[{HAN}]").match
_is_latin = re.compile(f"[{LATIN}]").match


@dataclass(frozen=True, slots=True)
class Change:
    """`new` in place of the characters from `start` to `end`; the fault shows at `shown`."""

    start: int
    end: int
    new: str
    shown: int
    message: str


def passages(atlas: Atlas) -> Iterator[tuple[Language, Passage]]:
    """Every text of the pages and data files, with its language."""
    languages = {language.code: language for language in atlas.languages}
    found = [passage for page in atlas.pages for passage in page.passages]
    for passage in (*found, *atlas.passages):
        if passage.language in languages:
            yield languages[passage.language], passage


def is_chinese(language: Language) -> bool:
    """Whether a language is Chinese."""
    return language.tag.lower().startswith("zh")


def told(rule: Rule, passage: Passage, changes: Iterator[Change]) -> Iterator[Diagnostic]:
    """Each change as a finding that carries it as its edit."""
    places = Places(passage.span, passage.text)
    for change in changes:
        old = passage.text[change.start : change.end]
        edit = Edit(places.at(change.start, len(old)), old, change.new)
        yield rule.broken(places.at(change.shown, 1), change.message, edits=(edit,))


def is_han(piece: Piece | None) -> bool:
    """Whether a piece is a Han character."""
    return piece is not None and piece.kind is PieceKind.LETTER and bool(_is_han(piece.text))


def is_latin(piece: Piece | None) -> bool:
    """Whether a piece is a Latin or Greek letter or a digit."""
    return piece is not None and piece.kind is PieceKind.LETTER and bool(_is_latin(piece.text))


def is_code(piece: Piece | None) -> bool:
    """Whether a piece is a span of code."""
    return piece is not None and piece.kind is PieceKind.CODE
