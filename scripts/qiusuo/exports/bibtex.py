"""A work as a BibTeX entry that biber, Zotero and BibTeX read without a warning."""

import re

from qiusuo.model import Name, Work

#: Fields in the order of the library's own files; ours are turned into notes.
_FIELDS = (
    "year",
    "journal",
    "booktitle",
    "howpublished",
    "series",
    "volume",
    "number",
    "pages",
    "publisher",
    "address",
    "school",
    "institution",
    "doi",
    "eprint",
    "archiveprefix",
    "primaryclass",
    "url",
    "langid",
)
_VERBATIM = frozenset({"doi", "eprint", "url", "langid", "archiveprefix", "primaryclass"})
#: Fields that biblatex's data model (blx-dm.def 3.18) does not know for an entry type.
_FOREIGN = {
    "article": frozenset({"publisher", "address", "booktitle", "howpublished"}),
    "inproceedings": frozenset({"journal", "howpublished"}),
    "incollection": frozenset({"journal", "howpublished"}),
    "book": frozenset({"journal", "booktitle", "howpublished"}),
    "misc": frozenset(
        {"journal", "booktitle", "series", "volume", "number", "pages", "publisher", "school"}
    ),
    "software": frozenset({"journal", "booktitle", "series", "volume", "number", "pages"}),
    "dataset": frozenset({"journal", "booktitle", "volume", "pages"}),
    "online": frozenset({"journal", "booktitle", "series", "volume", "number", "pages"}),
}
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def bibtex(work: Work) -> str:
    """The entry, its title's case protected, ending in a line break."""
    lines = []
    if work.authors:
        names = [_name(name) for name in work.authors] + (["others"] if work.others else [])
        lines.append(("author", " and ".join(names)))
    if work.editors:
        lines.append(("editor", " and ".join(_name(name) for name in work.editors)))
    lines.append(("title", "{" + escape(work.title) + "}"))
    for field in _FIELDS:
        value = work.get(field)
        if not value or field in _FOREIGN.get(work.kind, ()):
            continue
        text = _verbatim(value) if field in _VERBATIM else escape(value)
        if field == "pages":
            text = re.sub("[–—]", "--", text)
        lines.append((field, text))
    notes = []
    if work.former_titles:
        notes.append("Formerly: " + "; ".join(work.former_titles))
    if work.unverified:
        notes.append("Not confirmed by a public record: " + ", ".join(work.unverified))
    if notes:
        lines.append(("note", escape(". ".join(notes))))
    width = max(len(name) for name, _ in lines)
    body = "".join(f"  {name:<{width}} = {{{value}}},\n" for name, value in lines)
    return f"@{work.kind}{{{work.key},\n{body}}}\n"


def escape(text: str) -> str:
    """Plain text with BibTeX's special characters made harmless."""
    return text.translate(_SPECIAL)


def _verbatim(text: str) -> str:
    """An address or code: braces and backslashes can not stand in one, so they are encoded."""
    for char in "{}\\":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _name(name: Name) -> str:
    if name.corporate:
        return "{" + escape(name.family) + "}"
    # A lone family name with " and " or a comma in it would be read as several.
    if not name.given:
        return "{" + escape(name.family) + "}"
    return f"{escape(name.family)}, {escape(name.given)}"
