"""A work as a CSL-JSON item, valid against the schema of citation-style-language."""

from typing import Any

from qiusuo.model import Name, Work

_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "book": "book",
    "phdthesis": "thesis",
    "techreport": "report",
    "software": "software",
    "dataset": "dataset",
    "online": "webpage",
}
_LANGUAGES = {"english": "en", "chinese": "zh"}


def csl(work: Work) -> dict[str, Any]:
    """The item as plain data."""
    arxiv = work.get("archiveprefix").lower() == "arxiv" and work.get("eprint")
    kind = _TYPES.get(work.kind) or ("article" if arxiv else "webpage")
    item: dict[str, Any] = {"id": work.key, "type": kind, "title": work.title}
    if work.authors:
        item["author"] = [_name(name) for name in work.authors]
        if work.others:
            item["author"].append({"literal": "others"})
    if work.editors:
        item["editor"] = [_name(name) for name in work.editors]
    if work.year is not None:
        item["issued"] = {"date-parts": [[work.year]]}
    for name, value in (
        ("container-title", work.container),
        ("collection-title", work.get("series")),
        ("volume", work.get("volume")),
        ("issue", work.get("number")),
        ("page", work.get("pages").replace("–", "-")),
        ("publisher", work.get("publisher") or ("arXiv" if arxiv and kind == "article" else "")),
        ("publisher-place", work.get("address")),
        ("number", f"arXiv:{work.get('eprint')}" if arxiv else ""),
        ("DOI", work.get("doi")),
        ("URL", work.get("url")),
        ("language", _LANGUAGES.get(work.langid, work.langid)),
    ):
        if value:
            item[name] = value
    if work.former_titles:
        item["original-title"] = work.former_titles[0]
    return item


def _name(name: Name) -> dict[str, str]:
    if name.corporate or not name.given:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given}
