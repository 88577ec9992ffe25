"""Where a work can be found: its identifiers and addresses as links."""

from dataclasses import dataclass

from qiusuo.model import Work
from qiusuo.views.reference import safe_url


@dataclass(frozen=True, slots=True)
class Identifier:
    """A link to the work elsewhere: what kind of link, what to show, and the address."""

    label: str
    text: str
    url: str


def arxiv_id(work: Work) -> str:
    """The work's arXiv id, or an empty text."""
    return work.get("eprint") if work.get("archiveprefix").lower() == "arxiv" else ""


def pdf_url(work: Work) -> str:
    """The address of a PDF where the host's own rule gives it, or an empty text."""
    url = work.get("url")
    if arxiv_id(work):
        return f"https://arxiv.org/pdf/{arxiv_id(work)}"
    if url.startswith("https://openreview.net/forum?id="):
        return url.replace("/forum?", "/pdf?")
    if url.startswith("https://aclanthology.org/") and not url.endswith(".pdf"):
        return url.rstrip("/") + ".pdf"
    return url if url.endswith(".pdf") and safe_url(url) else ""


def identifiers(work: Work) -> tuple[Identifier, ...]:
    """arXiv, DOI, PDF and the address, each once."""
    found = []
    if arxiv_id(work):
        found.append(Identifier("arXiv", arxiv_id(work), f"https://arxiv.org/abs/{arxiv_id(work)}"))
    doi, url = work.get("doi"), work.get("url")
    if doi:
        found.append(Identifier("DOI", doi, f"https://doi.org/{doi}"))
    if pdf_url(work):
        found.append(Identifier("PDF", pdf_url(work).split("/")[2], pdf_url(work)))
    if safe_url(url) and url not in {one.url for one in found}:
        found.append(Identifier("URL", url.split("/")[2].removeprefix("www."), url))
    return tuple(found)
