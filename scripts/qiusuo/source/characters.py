"""Characters that look like others, or like nothing: found in a file's text, and mended.

What is found here is mended before the text is read any further, so that nothing else is said to be
wrong because of it. Code, addresses and mathematics keep their letters; what can not be seen is
wrong everywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qiusuo import syntax
from qiusuo.diagnostics import TOLD, Diagnostic, Edit, Rule, Severity
from qiusuo.model import Places, Span
from qiusuo.source import data, markdown

WARNING = Severity.WARNING

BEGINNING = Rule(
    "file-begins-with-text",
    "A file begins with its text, without a byte order mark.",
    WARNING,
    fixable=True,
)
LINE_ENDS = Rule(
    "lines-end-in-lf", "Lines end in a line feed alone, as on Unix.", WARNING, fixable=True
)
BLANKS = Rule("lines-end-in-text", "No line ends in blanks.", WARNING, fixable=True)
INDENT = Rule(
    "indentation-is-spaces", "Lines are indented by spaces, not by tabs.", WARNING, fixable=True
)
VISIBLE = Rule(
    "characters-are-visible",
    "Every character can be seen: none is invisible or turns the direction of the text.",
    fixable=True,
)
SPACES = Rule(
    "spaces-are-plain", "A space is the plain one, neither fixed nor wide.", WARNING, fixable=True
)
WIDTH = Rule(
    "letters-are-half-width", "Latin letters and digits are of half width.", WARNING, fixable=True
)
SCRIPT = Rule(
    "words-are-of-one-script",
    "A Latin word has no Cyrillic or Greek letters that look like Latin ones.",
    fixable=True,
)
RULES = (BEGINNING, LINE_ENDS, BLANKS, INDENT, VISIBLE, SPACES, WIDTH, SCRIPT)

_BOM = "\ufeff"
#: Control characters, marks of direction, joiners, fillers, tags, and the private use area, which
#: the site has for its own tokens.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ODD_SPACE = re.compile(
    "[\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_WORD = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]+")
_BLANKS = re.compile(r"(?<![ \t])[ \t]+(?=[\r\n]|\Z)")
_BREAK = re.compile(r"\r?\n[ \t]*[^\s]")
_TABS = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+|\b(?:doi|url|eprint)\s*=\s*\{[^{}]*\}")
_MATHEMATICS = re.compile(r"(?<!\\)\$[^$\n]+\$")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)

#: Letters of other scripts that are drawn like Latin ones. Greek letters that formulas use for
#: themselves (ν, ρ, κ and the like) are left alone.
_LOOKS = dict(
    zip(
        "АВЕКМНОРСТХУІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABEKMHOPCTXYIJSaeopcyxijsdhqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HINT = re.compile(f"[{''.join(_LOOKS)}]")

#: How wide a tab may have been meant.
_WIDTHS = (2, 4, 8)


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    start: int
    end: int
    new: str


def mended(text: str, span: Span, findings: list[Diagnostic]) -> str:
    """The text of the file that begins at `span` with its characters mended, each one told."""
    found: list[_Found] = []
    taken = -1
    for one in sorted(_search(text, span.path), key=lambda one: (one.start, -one.end)):
        if one.start >= taken:
            found.append(one)
            taken = one.end
    if not found:
        return text
    findings += _told(text, span, found)
    parts = []
    place = 0
    for one in found:
        parts += [text[place : one.start], one.new]
        place = one.end
    return "".join([*parts, text[place:]])


def _search(text: str, path: str) -> Iterator[_Found]:
    page = path.endswith(".md")
    if text.startswith(_BOM):
        yield _Found(BEGINNING, 0, 1, "")
    if "\r" in text:
        for match in re.finditer(r"\r\n?", text):
            yield _Found(LINE_ENDS, match.start(), match.end(), "\n")
    if "\t" in text:
        yield from _tabs(text, page, path.endswith(".yml"))
    if re.search(r"[ \t]\r?$", text, re.MULTILINE):
        yield from _blanks(text, page, path.endswith(".yml"))
    if text.isascii():
        return
    for match in _UNSEEN.finditer(text, text.startswith(_BOM)):
        yield _Found(VISIBLE, match.start(), match.end(), "")
    for match in _ODD_SPACE.finditer(text):
        yield _Found(SPACES, match.start(), match.end(), " ")
    if _HINT.search(text) or _WIDE.search(text):
        yield from _letters(text, page)


def _letters(text: str, page: bool) -> Iterator[_Found]:
    kept = [match.span() for match in _ADDRESS.finditer(text)]
    kept += [match.span() for match in _MATHEMATICS.finditer(text)]
    if page:
        kept += _code(text)
    kept = syntax.joined(kept)
    for match in _WIDE.finditer(text):
        if not syntax.inside(match.start(), kept):
            narrow = "".join(chr(ord(char) - 0xFEE0) for char in match.group())
            yield _Found(WIDTH, match.start(), match.end(), narrow)
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or syntax.inside(match.start(), kept) or not _HINT.search(word):
            continue
        latin = "".join(_LOOKS.get(char, char) for char in word)
        others = [char for char in latin if not _LATIN.match(char) and not char.isdigit()]
        known = any(_LATIN.match(char) or char.isdigit() for char in word)
        if known and not others:
            yield _Found(SCRIPT, match.start(), match.end(), latin)


def _code(text: str) -> list[tuple[int, int]]:
    """Blocks and spans of code on a page."""
    return syntax.joined((*markdown.code_blocks(text), *syntax.code_spans(text)))


def _blanks(text: str, page: bool, yaml: bool) -> Iterator[_Found]:
    """Blanks at the end of lines; two and more within a paragraph break the line, and stay."""
    kept = markdown.code_blocks(text) if page else data.literal_texts(text) if yaml else []
    for match in _BLANKS.finditer(text):
        begun = match.start() > 0 and text[match.start() - 1] not in "\r\n"
        breaks = page and begun and match.group().endswith("  ")
        if (breaks and _BREAK.match(text, match.end())) or syntax.inside(match.start(), kept):
            continue
        yield _Found(BLANKS, match.start(), match.end(), "")


def _tabs(text: str, page: bool, yaml: bool) -> Iterator[_Found]:
    """Tabs before the text of a line, where it is clear how many spaces they stand for."""
    if yaml:
        yield from _yaml_tabs(text, 0)
    elif page:
        front = _FRONT.match(text)
        body = front.end() if front else 0
        if front:
            yield from _yaml_tabs(front[1], front.start(1))
        fences = [(a, b) for a, b in markdown.code_blocks(text) if text[a] in "`~"]
        for match in _TABS.finditer(text, body):
            if not syntax.inside(match.start(), fences) and text[match.end() :][:1] not in "\r\n":
                # Four is what Markdown takes a tab for.
                yield _Found(INDENT, match.start(), match.end(), match.group().expandtabs(4))


def _yaml_tabs(text: str, offset: int) -> Iterator[_Found]:
    """Tabs that keep YAML from being read, where all widths that make it readable say the same."""
    runs = [m for m in _TABS.finditer(text) if text[m.end() :][:1] not in ("\r", "\n", "")]
    if not runs or data.parse(text, Span(""), []) is not None:
        return
    tries = {width: data.parse(_spaced(text, width), Span(""), []) for width in _WIDTHS}
    read = {width: found.value for width, found in tries.items() if found is not None}
    values = list(read.values())
    if values and all(value == values[0] for value in values):
        width = min(read)
        for run in runs:
            yield _Found(
                INDENT,
                offset + run.start(),
                offset + run.end(),
                run.group().replace("\t", " " * width),
            )


def _spaced(text: str, width: int) -> str:
    return _TABS.sub(lambda run: run.group().replace("\t", " " * width), text)


def _told(text: str, span: Span, found: list[_Found]) -> Iterator[Diagnostic]:
    """The findings: one for each place, but one for all line ends of a file, or for too many."""
    places = Places(span, text)
    by_rule: dict[Rule, list[_Found]] = {}
    for one in found:
        by_rule.setdefault(one.rule, []).append(one)
    for rule, of_rule in by_rule.items():
        for chosen in [of_rule] if rule is LINE_ENDS else [[one] for one in of_rule[:TOLD]]:
            edits = _edits(text, places, chosen)
            first = chosen[0]
            message = _message(first, text[first.start : first.end], len(chosen))
            yield rule.broken(edits[0].span, message, edits=edits)
        if rule is not LINE_ENDS and len(of_rule) > TOLD:
            yield rule.more(_edits(text, places, of_rule[TOLD:]))


def _edits(text: str, places: Places, found: list[_Found]) -> tuple[Edit, ...]:
    return tuple(
        Edit(places.at(one.start, one.end - one.start), text[one.start : one.end], one.new)
        for one in found
    )


def _message(one: _Found, old: str, count: int) -> str:
    code = f"U+{ord(old[0]):04X}"
    if one.rule is BEGINNING:
        return "a byte order mark"
    if one.rule is LINE_ENDS:
        return f"{count} lines end in a carriage return"
    if one.rule is BLANKS:
        return "blanks at the end of the line"
    if one.rule is INDENT:
        return "a tab in the indentation"
    if one.rule is VISIBLE:
        turns = " turns the direction of the text" if _TURNING.match(old) else " can not be seen"
        return code + turns
    if one.rule is SPACES:
        return f"{code} for a space"
    if one.rule is WIDTH:
        return f'"{old}" for "{one.new}"'
    strange = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(old) if char in _LOOKS)
    return f'"{old}" has {strange} for a Latin letter'
