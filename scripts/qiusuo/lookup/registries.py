"""What arXiv, Crossref and DBLP say of a work, in one form.

Sources: the arXiv API's Atom feed (info.arxiv.org/help/api/user-manual), the Crossref REST API
(api.crossref.org, message of ``/works/{doi}``), the DBLP search API (dblp.org/faq).
"""

import json
import os
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree

from qiusuo.lookup.client import Client, LookupFailedError

_ARXIV = re.compile(
    r"(?:arxiv:|arxiv\.org/(?:abs|pdf|html)/)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?$", re.I
)
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)$", re.I)
_ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "x": "http://arxiv.org/schemas/atom",
}
_KINDS = {
    "journal-article": ("article", "journal"),
    "proceedings-article": ("inproceedings", "booktitle"),
    "book-chapter": ("incollection", "booktitle"),
    "book": ("book", "publisher"),
    "monograph": ("book", "publisher"),
    "posted-content": ("misc", "howpublished"),
    "report": ("techreport", "institution"),
    "dataset": ("dataset", "howpublished"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A public record: the entry type, BibTeX fields as plain text, authors as (family, given)."""

    source: str
    kind: str
    fields: dict[str, str]
    authors: tuple[tuple[str, str], ...]


def identify(text: str) -> tuple[str, str] | None:
    """``("arxiv", id)`` or ``("doi", doi)`` where the text is or links one."""
    text = unquote(text.strip())
    if found := _ARXIV.search(text):
        return ("arxiv", found.group(1))
    if found := re.match(r"(?:doi:)?10\.48550/arxiv\.(\d{4}\.\d{4,5})$", text, re.I):
        return ("arxiv", found.group(1))
    if found := _DOI.match(text):
        return ("doi", found.group(1).rstrip(".,;"))
    return None


def look_up(client: Client, registry: str, identifier: str) -> Found:
    """The record of an identifier; LookupFailedError where there is none, or no sense in it."""
    return {"arxiv": _arxiv, "doi": _crossref}[registry](client, identifier)


def _base(name: str, default: str) -> str:
    """A registry's address, or another in its place, for tests and mirrors."""
    return os.environ.get(f"QIUSUO_{name}", default).rstrip("/")


def _arxiv(client: Client, identifier: str) -> Found:
    base = _base("ARXIV", "https://export.arxiv.org")
    text = client.get(f"{base}/api/query", id_list=identifier, max_results="1")
    try:
        entry = ElementTree.fromstring(text).find("a:entry", _ATOM)
    except ElementTree.ParseError as error:
        raise LookupFailedError("arXiv sent no readable answer") from error
    title = _text(entry, "a:title")
    if entry is None or not title or title == "Error":
        raise LookupFailedError(f"arXiv has no {identifier}")
    names = [_split(_text(author, "a:name")) for author in entry.findall("a:author", _ATOM)]
    primary = entry.find("x:primary_category", _ATOM)
    fields = {
        "title": title,
        "year": _text(entry, "a:published")[:4],
        "eprint": identifier,
        "archiveprefix": "arXiv",
        "primaryclass": primary.get("term", "") if primary is not None else "",
        "url": f"https://arxiv.org/abs/{identifier}",
    }
    return _checked(Found(f"arXiv:{identifier}", "misc", fields, tuple(names)))


def _crossref(client: Client, doi: str) -> Found:
    base = _base("CROSSREF", "https://api.crossref.org")
    text = client.get(f"{base}/works/{quote(doi, safe='')}")
    data = _json(text, "Crossref")
    message = data.get("message")
    if not isinstance(message, dict):
        raise LookupFailedError("Crossref sent no readable answer")
    kind, place = _KINDS.get(str(message.get("type")), ("misc", "howpublished"))
    fields = {
        "title": _first(message.get("title")),
        "year": _year(message),
        place: _first(message.get("container-title")) or str(message.get("publisher") or ""),
        "volume": str(message.get("volume") or ""),
        "number": str(message.get("issue") or ""),
        "pages": str(message.get("page") or "").replace("-", "--"),
        "doi": str(message.get("DOI") or doi),
        "url": f"https://doi.org/{message.get('DOI') or doi}",
    }
    names = tuple(
        (str(a.get("family") or a.get("name") or ""), str(a.get("given") or ""))
        for a in message.get("author") or []
        if isinstance(a, dict)
    )
    return _checked(Found(f"Crossref, doi:{doi}", kind, fields, names))


def search_title(client: Client, title: str) -> Found:
    """The record that DBLP finds first for a title."""
    base = _base("DBLP", "https://dblp.org")
    text = client.get(f"{base}/search/publ/api", q=title, format="json", h="1")
    try:
        info = _json(text, "DBLP")["result"]["hits"]["hit"][0]["info"]
        authors = info.get("authors", {}).get("author", [])
        listed = authors if isinstance(authors, list) else [authors]
        names = tuple(_split(re.sub(r" \d{4}$", "", str(a["text"]))) for a in listed)
        fields = {
            "title": str(info["title"]).rstrip("."),
            "year": str(info.get("year", "")),
            "doi": str(info.get("doi", "")),
        }
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise LookupFailedError("DBLP knows no such title") from error
    return _checked(Found(f"DBLP, {info.get('key', '')}", "misc", fields, names))


def _checked(found: Found) -> Found:
    fields = {name: " ".join(value.split()) for name, value in found.fields.items()}
    if not fields.get("title"):
        raise LookupFailedError(f"{found.source} has no title")
    if not re.fullmatch(r"\d{4}", fields.get("year", "")):
        fields["year"] = ""
    kept = {name: value for name, value in fields.items() if value}
    authors = tuple((f.strip(), g.strip()) for f, g in found.authors if f.strip())
    return Found(found.source, found.kind, kept, authors)


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise LookupFailedError(f"{name} sent an answer that is cut or no JSON") from error
    if not isinstance(data, dict):
        raise LookupFailedError(f"{name} sent no readable answer")
    return data


def _first(value: Any) -> str:
    return str(value[0]) if isinstance(value, list) and value else ""


def _year(message: dict[str, Any]) -> str:
    for name in ("published-print", "published", "issued"):
        try:
            return str(message[name]["date-parts"][0][0])
        except (KeyError, IndexError, TypeError):
            continue
    return ""


def _text(element: ElementTree.Element | None, path: str) -> str:
    found = element.find(path, _ATOM) if element is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _split(name: str) -> tuple[str, str]:
    """Family and given name of ``Given Family``; lower-case particles go with the family."""
    words = name.split()
    if not words:
        return ("", "")
    first = next((n for n, w in enumerate(words[:-1]) if n and w[:1].islower()), len(words) - 1)
    return (" ".join(words[first:]), " ".join(words[:first]))
