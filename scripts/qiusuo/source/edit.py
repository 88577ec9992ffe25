"""Changing files without losing anything: minimal edits, written whole or not at all."""

import contextlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from bibtexparser.model import Entry, ExplicitComment, ImplicitComment, Preamble, String
from bibtexparser.splitter import Splitter

from qiusuo.diagnostics import Edit
from qiusuo.source.bibtex import read_library

#: The order of fields in an entry, and the width that their names are padded to.
ORDER = (
    *("author", "editor", "title", "formertitle", "year", "journal", "booktitle", "howpublished"),
    *("series", "volume", "number", "pages", "publisher", "address", "school", "institution"),
    *("doi", "eprint", "archiveprefix", "primaryclass", "url", "entrysubtype", "unverified"),
    *("langid", "note"),
)
_WIDTH = 13
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "on",
        "of",
        "in",
        "for",
        "and",
        "to",
        "is",
        "are",
        "with",
        "from",
        "by",
        "at",
        "how",
        "what",
        "do",
        "does",
    ]
)


class CanNotFormatError(ValueError):
    """A library file has something that can not be set in order without risk."""


def write_atomically(path: Path, text: str) -> None:
    """Write a file by a temporary one beside it and a rename, so that it is the old or the new."""
    fresh = write_beside(path, text)
    try:
        fresh.replace(path)
    except BaseException:
        forget(fresh)
        raise


def write_beside(path: Path, text: str) -> Path:
    """Write a text to a hidden file in the folder of `path`, to take its place; or to none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".part", f".{path.name}-", path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        forget(fresh)
        raise
    return fresh


def forget(path: Path) -> None:
    """Remove a file, if that can be done."""
    with contextlib.suppress(OSError):
        path.unlink()


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """The text with the edits made whose old text stands where they say, and their number."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    parts: list[str] = []
    place = count = 0
    for one in sorted(edits, key=lambda one: one.span):
        if one.span.line >= len(starts):
            continue
        start = starts[one.span.line - 1] + one.span.column - 1
        if start < place or not text.startswith(one.old, start):
            continue
        parts += [text[place:start], one.new]
        place = start + len(one.old)
        count += 1
    return "".join([*parts, text[place:]]), count


def format_entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry in the library's form; values are raw BibTeX, with their braces or quotes."""
    rank = {name: place for place, name in enumerate(ORDER)}
    chosen = sorted(fields, key=lambda pair: rank.get(pair[0].lower(), len(ORDER)))
    body = "".join(f"  {name.lower():<{_WIDTH}} = {value},\n" for name, value in chosen)
    return f"@{kind.lower()}{{{key},\n{body}}}\n"


def format_library(text: str) -> str:
    """A library file with its entries sorted by key and set alike; comments stay before theirs.

    What is already right comes back byte for byte. CanNotFormatError is raised for a file that
    does not parse, or whose works would not be the same afterwards.
    """
    head: list[str] = []
    pieces: list[tuple[str, str]] = []
    waiting: list[str] = []
    for block in Splitter(text).split().blocks:
        if isinstance(block, Entry):
            fields = [(f.key, _one_line(str(f.value))) for f in block.fields]
            entry = format_entry(block.entry_type, block.key, fields)
            pieces.append((block.key, "".join(f"{line}\n" for line in waiting) + entry))
            waiting = []
        elif isinstance(block, ImplicitComment | ExplicitComment):
            waiting.append((block.raw or "").strip())
        elif isinstance(block, String | Preamble):
            head += [*waiting, (block.raw or "").strip()]
            waiting = []
        else:
            raise CanNotFormatError("the file does not parse")
    parts = ["".join(f"{line}\n" for line in head)] if head else []
    parts += [piece for _, piece in sorted(pieces, key=lambda piece: piece[0])]
    parts += ["".join(f"{line}\n" for line in waiting)] if waiting else []
    made = "\n".join(parts)
    if _works(made) != _works(text):
        raise CanNotFormatError("formatting would change what it says")
    return made


def insert_entry(text: str, key: str, entry: str) -> str:
    """The file with an entry at its sorted place, every other byte as it was."""
    starts = [
        (match.start(), match.group(1)) for match in re.finditer(r"^@\w+\{([^,\s]+),", text, re.M)
    ]
    place = next((start for start, other in starts if other > key), None)
    if place is None:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        return text + gap + entry
    # A comment right above an entry belongs to it.
    while True:
        before = text.rfind("\n", 0, place - 1) + 1
        line = text[before : place - 1] if place else ""
        if not line.strip() or place == 0:
            break
        place = before
    return text[:place] + entry + "\n" + text[place:]


def make_key(family: str, year: str, title: str, taken: Iterable[str]) -> str:
    """``leviathan2023fast``: family name, year, first telling word; a letter more if taken."""
    words = [_ascii(word) for word in re.findall(r"[^\W_]+", title)]
    word = next((w for w in words if w and w not in _STOP), "")
    stem = f"{_ascii(family) or 'anon'}{year}{word}"
    used = {key.lower() for key in taken}
    if stem not in used:
        return stem
    return next(key for key in (f"{stem}{n}" for n in _letters()) if key not in used)


def _letters() -> Iterable[str]:
    yield from "bcdefghijklmnopqrstuvwxyz"
    number = 2
    while True:
        yield str(number)
        number += 1


def _ascii(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", spread)


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _works(text: str) -> list[object]:
    """What a file says, whatever its order and form."""
    found = read_library(text, "x.bib", [])
    plain = [(w.key, w.kind, w.authors, w.others, w.editors, dict(w.fields)) for w in found]
    return sorted(plain, key=repr)
