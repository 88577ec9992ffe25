"""BibTeX files to works, with the place of every field; bibtexparser splits, we interpret."""

import logging
import re
from collections.abc import Mapping

from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter
from pylatexenc.latex2text import LatexNodes2Text

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Name, Span, Work

WELL_FORMED = Rule(
    "bibtex-is-well-formed", "Every library file parses as BibTeX.", comes_first=True
)

#: BibTeX's standard macros for months.
_MONTHS = {
    **{"jan": "1", "feb": "2", "mar": "3", "apr": "4", "may": "5", "jun": "6"},
    **{"jul": "7", "aug": "8", "sep": "9", "oct": "10", "nov": "11", "dec": "12"},
}
_ENTRY = re.compile(r"@\s*\w+\s*[{(]")
_FORMER = re.compile(r"\s+;\s+")
#: Fields that hold addresses or codes, in which LaTeX's special characters mean themselves.
_VERBATIM = frozenset({"url", "doi", "eprint", "file", "unverified", "langid"})

#: By what LaTeX is known, and how much of it a file may have; the library has some ten commands.
_LATEX = "\\$~"
_MOST_LATEX = 10_000
#: How many entries a file may have; 1,000 works take some 500 kB of the 2 MB that are read.
_MOST_ENTRIES = 10_000

_latex = LatexNodes2Text(math_mode="text", keep_braced_groups=False, strict_latex_spaces=False)

# What bibtexparser logs comes back as failed blocks, which we report with their places.
logging.getLogger("bibtexparser.splitter").disabled = True


def read_library(text: str, path: str, findings: list[Diagnostic]) -> list[Work]:
    """The works of one file, in its order; blocks that do not parse give findings."""
    lines = text.split("\n")
    if sum(map(text.count, _LATEX)) > _MOST_LATEX:  # reading it would take minutes
        advice = "write it as plain text, in Unicode"
        findings.append(
            WELL_FORMED.broken(Span(path), f"more than {_MOST_LATEX} commands of LaTeX", advice)
        )
        return []
    entries = text.count("@")
    if entries > _MOST_ENTRIES and (entries := len(_ENTRY.findall(text))) > _MOST_ENTRIES:
        message = f"{entries} entries are too many, {_MOST_ENTRIES} are read"
        findings.append(WELL_FORMED.broken(Span(path), message, "split the file"))
        return []
    strings: dict[str, str] = dict(_MONTHS)
    works = []
    for block in Splitter(text).split().blocks:
        span = Span(path, (block.start_line or 0) + 1)
        if isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            findings.append(
                WELL_FORMED.broken(span, f"field {names} given twice", "keep one of them")
            )
        if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
            entry = block.ignore_error_block  # a key given twice is for key-is-unique to say
            if isinstance(entry, Entry):
                works.append(_work(entry, span, lines, strings, findings))
        elif isinstance(block, ParsingFailedBlock):
            reason = getattr(block.error, "abort_reason", None) or str(block.error)
            findings.append(
                WELL_FORMED.broken(
                    span,
                    str(reason).split("\n")[0].strip(),
                    "look for a missing comma, quote or closing brace in this entry",
                )
            )
        elif isinstance(block, String):
            strings[block.key.lower()] = _plain(_joined(block.value, strings))
        elif isinstance(block, Entry):
            works.append(_work(block, span, lines, strings, findings))
    return works


def _work(
    entry: Entry,
    span: Span,
    lines: list[str],
    strings: Mapping[str, str],
    findings: list[Diagnostic],
) -> Work:
    fields: dict[str, str] = {}
    raw: dict[str, str] = {}
    places: dict[str, Span] = {}
    for field in entry.fields:
        name = field.key.lower()
        number = (field.start_line or 0) + 1
        line = lines[number - 1] if number <= len(lines) else ""
        column = line.lower().find(name) + 1
        places[name] = span.at(number, max(column, 1), len(name))
        raw[name] = _joined(str(field.value), strings)
        if name not in _VERBATIM and _has_latex(raw[name]) and _from_latex(raw[name]) is None:
            advice = "write it as plain text, in Unicode"
            findings.append(WELL_FORMED.broken(places[name], f"{name} has LaTeX amiss", advice))
        fields[name] = raw[name].strip() if name in _VERBATIM else _plain(raw[name])
    authors, others = _names(raw.get("author", ""))
    editors, _ = _names(raw.get("editor", ""))
    key_column = lines[span.line - 1].find(entry.key) + 1 if span.line <= len(lines) else 1
    return Work(
        key=entry.key,
        kind=entry.entry_type.lower(),
        span=span.at(span.line, max(key_column, 1), len(entry.key)),
        title=fields.get("title", ""),
        authors=authors,
        others=others,
        editors=editors,
        former_titles=tuple(
            _plain(part) for part in _FORMER.split(raw.get("formertitle", "")) if part
        ),
        fields=fields,
        places=places,
    )


def _joined(value: str, strings: Mapping[str, str]) -> str:
    """A field's value without its outer braces or quotes, ``#`` and ``@string`` resolved."""
    value = value.strip()
    if value.startswith(("{", '"')) and "#" not in value:
        return value[1:-1]
    parts = []
    for part in re.findall(r'\{(?:[^{}]|\{[^{}]*\})*\}|"[^"]*"|[^#\s]+', value):
        if part.startswith(("{", '"')) and len(part) > 1:
            parts.append(part[1:-1])
        else:
            parts.append(strings.get(part.lower(), part))
    if value.startswith("{") and _closes_at(value) == len(value) - 1:
        return value[1:-1]
    return "".join(parts)


def _closes_at(value: str) -> int:
    depth = 0
    for place, char in enumerate(value):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place
    return -1


def _plain(text: str) -> str:
    """LaTeX as plain Unicode text, white space folded; mathematics too."""
    text = " ".join(text.split())
    text = text.replace("---", "—").replace("--", "–")
    if _has_latex(text):
        read = _from_latex(text)
        text = text.replace("\\", "") if read is None else read
    return " ".join(text.replace("{", "").replace("}", "").split())


def _has_latex(text: str) -> bool:
    return any(mark in text for mark in _LATEX)


def _from_latex(text: str) -> str | None:
    """LaTeX as text, or none where it can not be read."""
    try:
        return str(_latex.latex_to_text(text))
    except Exception:  # whatever pylatexenc trips over: an IndexError for \\href in mathematics
        return None


def _names(text: str) -> tuple[tuple[Name, ...], bool]:
    """Names in order, and whether ``others`` ends the list."""
    parts = [part for part in _split_and(" ".join(text.split())) if part]
    others = bool(parts) and parts[-1].lower() == "others"
    return tuple(_name(part) for part in (parts[:-1] if others else parts)), others


def _split_and(text: str) -> list[str]:
    """The text split at ``and`` outside braces."""
    parts = [""]
    depth = 0
    for piece in re.split(r"(\s+and\s+|[{}])", text):
        if depth == 0 and piece.strip() == "and":
            parts.append("")
            continue
        depth += (piece == "{") - (piece == "}")
        parts[-1] += piece
    return [part.strip() for part in parts]


def _name(text: str) -> Name:
    """One name: ``{Corporate}``, ``Family, Given`` or ``Given Family``."""
    if text.startswith("{") and _closes_at(text) == len(text) - 1:
        return Name(_plain(text[1:-1]), corporate=True)
    family, comma, given = text.partition(",")
    if comma:
        return Name(_plain(family), _plain(given))
    words = text.split()
    # BibTeX's rule: lower-case words before the last begin the family name ("von Oswald").
    first = next((n for n, w in enumerate(words[:-1]) if w[:1].islower()), len(words) - 1)
    return Name(_plain(" ".join(words[first:])), _plain(" ".join(words[:first])))
