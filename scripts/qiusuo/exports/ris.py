"""A work as a RIS record, as Zotero, EndNote and rispy read it."""

from qiusuo.model import Name, Work

_TYPES = {
    "article": "JOUR",
    "inproceedings": "CONF",
    "incollection": "CHAP",
    "book": "BOOK",
    "phdthesis": "THES",
    "techreport": "RPRT",
    "software": "COMP",
    "dataset": "DATA",
    "online": "ELEC",
}


def ris(work: Work) -> str:
    """The record, ending in its ``ER`` line."""
    tags: list[tuple[str, str]] = [
        ("TY", _TYPES.get(work.kind, "ELEC" if work.get("url") else "GEN"))
    ]
    tags.append(("ID", work.key))
    tags += [("AU", _name(name)) for name in work.authors]
    if work.others:
        tags.append(("AU", "others"))
    tags += [("A2", _name(name)) for name in work.editors]
    tags.append(("TI", work.title))
    tags += [("TT", title) for title in work.former_titles[:1]]
    if work.year is not None:
        tags.append(("PY", str(work.year)))
    if work.container:
        tags.append(("T2", work.container))
    for tag, field in (("VL", "volume"), ("IS", "number"), ("PB", "publisher"), ("CY", "address")):
        tags.append((tag, work.get(field)))
    first, _, last = work.get("pages").partition("–")
    tags += [("SP", first), ("EP", last), ("DO", work.get("doi"))]
    if work.get("eprint") and work.get("archiveprefix").lower() == "arxiv":
        tags.append(("M1", f"arXiv:{work.get('eprint')}"))
    tags += [("UR", work.get("url")), ("LA", work.langid)]
    lines = [f"{tag}  - {_line(value)}\n" for tag, value in tags if value]
    return "".join([*lines, "ER  - \n"])


def _name(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family


def _line(value: str) -> str:
    return " ".join(value.split())
