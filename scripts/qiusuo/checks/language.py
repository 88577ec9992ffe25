"""What stands on a page is written in the page's language."""

import re
from collections.abc import Iterator

from qiusuo.checks.han import HAN, is_chinese, passages
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Passage
from qiusuo.syntax import PieceKind, pieces

WRITTEN = Rule("text-is-in-its-language", "Every sentence is in the language of its page or key.")

#: So many words or characters of another language are a sentence, not a name or a title.
_WORDS, _CHARACTERS = 8, 12

_SENTENCE = re.compile(r"[^。！？；!?;\n]+?(?:[。！？；!?;\n]|\.(?=\s|$)|$)")
#: Quotations, and titles, which stand in italics.
_QUOTED = re.compile(r"“[^“”\n]*+”|《[^《》\n]*+》|\"[^\"\n]*\"|(?<!\*)\*[^*\n]+\*(?!\*)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_MUCH_LATIN = re.compile(
    rf"(?<![A-Za-z])(?:[A-Za-z][A-Za-z'’-]*+[^{HAN}\w]++){{{_WORDS - 1}}}[A-Za-z]"
)
_SOME_HAN = re.compile(f"[{HAN}]")


def texts_are_in_their_language(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every sentence is in the language of its page or key."""
    for language, passage in passages(atlas):
        foreign = _MUCH_LATIN if is_chinese(language) else _SOME_HAN
        if not foreign.search(passage.text):
            continue
        place = _first_foreign(passage, is_chinese(language))
        if place is not None:
            yield WRITTEN.broken(
                passage.place(place),
                f"this is not in {language.name}",
                "write it in that language, as if nothing else had been written first",
            )


def _first_foreign(passage: Passage, chinese: bool) -> int | None:
    """Where the first sentence begins that is in another language, quotations apart."""
    # What is not to be read as language is blanked out, letter for letter.
    text = "".join(
        piece.text if piece.kind is PieceKind.LETTER else " " * (piece.end - piece.start)
        for piece in pieces(_QUOTED.sub(lambda found: " " * len(found.group()), passage.text))
    )
    for sentence in _SENTENCE.finditer(text):
        han = len(re.findall(f"[{HAN}]", sentence.group()))
        words = len(_WORD.findall(sentence.group()))
        if (words >= _WORDS and not han) if chinese else (han >= _CHARACTERS and han > 3 * words):
            return sentence.start() + len(sentence.group()) - len(sentence.group().lstrip())
    whole = len(re.findall(f"[{HAN}]", text)) > 0 and not _WORD.search(text)
    return 0 if whole and not chinese else None


RULES = (WRITTEN,)
CHECKS = (texts_are_in_their_language,)
