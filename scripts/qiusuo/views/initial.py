"""The letter that a name stands under: its first, or that of its reading where it is Chinese.

GB 2312 has the 3,755 commonest characters in the order of their pinyin, so its codes sort Chinese
names and tell their letters without a dictionary. A character with two readings has the commoner
one there; a term's `pinyin` tells another.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

#: Where names stand of which no letter is known, after all others.
OTHER = "#"

#: The first code of each letter (no character is read with I, U or V), and the code after the last.
_FIRST = {
    "A": 0xB0A1,
    "B": 0xB0C5,
    "C": 0xB2C1,
    "D": 0xB4EE,
    "E": 0xB6EA,
    "F": 0xB7A2,
    "G": 0xB8C1,
    "H": 0xB9FE,
    "J": 0xBBF7,
    "K": 0xBFA6,
    "L": 0xC0AC,
    "M": 0xC2E8,
    "N": 0xC4C3,
    "O": 0xC5B6,
    "P": 0xC5BE,
    "Q": 0xC6DA,
    "R": 0xC8BB,
    "S": 0xC8F6,
    "T": 0xCBFA,
    "W": 0xCDDA,
    "X": 0xCEF4,
    "Y": 0xD1B9,
    "Z": 0xD4D1,
}
_LETTERS, _CODES = tuple(_FIRST), tuple(_FIRST.values())
_END = 0xD7FA
#: Before this character, scripts have letters.
_HAN = "\u2e80"


def initial(name: str, pinyin: str = "") -> str:
    """The letter that a name stands under, or `OTHER`; `pinyin` counts for a Chinese name only."""
    first = next(_characters(name), "")
    if first >= _HAN and pinyin:
        first = next(_characters(pinyin), "")
    code = _code(first) if first >= _HAN else 0
    if _CODES[0] <= code < _END:
        return _LETTERS[bisect_right(_CODES, code) - 1]
    return first.upper() if first.isalpha() and first < _HAN else OTHER


def order(name: str, pinyin: str = "") -> tuple[bool, str, bool, list[int]]:
    """What sorts names by their letters; under one, Chinese names come before others."""
    letter = initial(name, pinyin)
    codes = [ord(char) if char.isascii() else _code(char) for char in _characters(name)]
    return letter == OTHER, letter, bool(codes) and codes[0] < 0x80, codes


def _characters(text: str) -> Iterator[str]:
    """The letters and digits of a text without case and marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return (char for char in plain if char.isalnum())


def _code(char: str) -> int:
    """A character's code in GB 2312; of others their place in Unicode, beyond it."""
    try:
        return int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0x10000 + ord(char)
