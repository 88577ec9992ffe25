"""A work as a formatted reference, in the style of the reader's language.

Chinese pages follow GB/T 7714-2015 in its numeric form (three authors, then ``等`` or ``et al.`` by
the language of the work; type marks; names as ``Family G``). English pages give names in full, in
the order of the record, then title, venue and year. Titles keep the case their venue printed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from qiusuo.model import Name, Work


class Role(StrEnum):
    """What a piece of a reference is, for those who set it."""

    PLAIN = "plain"
    TITLE = "title"
    CONTAINER = "container"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one role; `url` is an http(s) address where the piece is a link.

    `lang` is the work's language on what it calls itself, where the page is in another.
    """

    text: str
    role: Role = Role.PLAIN
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A formatted reference, piece by piece."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


#: Authors named before ``et al.`` on English pages; where there are more than `_EN_ALL`.
_EN_FIRST, _EN_ALL = 3, 6
#: GB/T 7714-2015, 8.1.2: of more than three, three are given.
_ZH_FIRST = 3

#: GB/T 7714-2015, appendix B: type marks; those served online carry ``/OL``.
_MARKS = {
    "article": "J",
    "inproceedings": "C",
    "incollection": "M",
    "book": "M",
    "phdthesis": "D",
    "techreport": "R",
    "software": "CP/OL",
    "dataset": "DB/OL",
}
_CHINESE = "chinese"
_HAN = re.compile("[\u4e00-\u9fff]")


def is_chinese(work: Work) -> bool:
    """Whether the work is written in Chinese."""
    return work.langid.startswith(_CHINESE)


def _has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def full_name(name: Name) -> str:
    """The name in its own order: ``Yaniv Leviathan``, ``李明``, ``OpenAI``."""
    if name.corporate or not name.given:
        return name.family
    if _has_han(name.family + name.given):
        return name.family + name.given
    family, _, suffix = name.family.partition(" III")
    return f"{name.given} {name.family}" if not suffix else f"{name.given} {family}{suffix}"


def short_name(name: Name) -> str:
    """The name as GB/T 7714 gives it: ``Leviathan Y``, ``李明``, ``OpenAI``."""
    if name.corporate or not name.given:
        return name.family
    if _has_han(name.family + name.given):
        return name.family + name.given
    initials = "".join(
        "-".join(part[:1].upper() for part in word.split("-") if part)
        for word in name.given.replace(".", " ").split()
    )
    spaced = " ".join(initials.replace("-", "")) if "-" not in initials else initials
    return f"{name.family} {spaced}"


def byline(work: Work) -> str:
    """Who wrote it, briefly: ``Leviathan et al.``, ``Yang and Hu``, ``OpenAI``."""
    names = [name.family for name in work.authors]
    if is_chinese(work) and work.authors:
        names = [full_name(name) for name in work.authors]
        return names[0] + ("等" if len(names) > 1 or work.others else "")
    if not names:
        return work.title
    if len(names) == 2 and not work.others:
        return f"{names[0]} and {names[1]}"
    return names[0] + (" et al." if len(names) > 1 or work.others else "")


def author_year(work: Work) -> str:
    """The work named in running text: ``Leviathan et al. 2023``."""
    return f"{byline(work)} {work.get('year')}".strip()


@lru_cache(maxsize=4096)  # for the page, its card, its Markdown and the library
def reference(work: Work, language: str) -> Reference:
    """The work's reference on pages in a language; English style where it has none of its own."""
    style = _chinese_page if language == "zh" else _english_page
    lang = foreign(work, language)
    return Reference(
        tuple(
            replace(piece, lang=lang) if piece.role in (Role.TITLE, Role.CONTAINER) else piece
            for piece in style(work)
            if piece.text
        )
    )


def foreign(work: Work, language: str) -> str:
    """The language of the work, or nothing where it is the page's own."""
    own = "zh" if is_chinese(work) else "en"
    return "" if own == language else own


def _listed(
    names: Sequence[Name], show: Callable[[Name], str], first: int, least: int
) -> list[str]:
    return [show(name) for name in (names if len(names) <= least else names[:first])]


def _english_page(work: Work) -> list[Piece]:
    names = _listed(work.authors, full_name, _EN_FIRST, _EN_ALL)
    cut = work.others or len(names) < len(work.authors)
    pieces: list[Piece] = []
    if names:
        if cut:
            who = ", ".join(names) + ("等" if is_chinese(work) else " et al.")
        else:
            who = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
        pieces.append(Piece(_stop(who)))
    pieces += [Piece(work.title, Role.TITLE), Piece("" if _closed(work.title) else "."), Piece(" ")]
    if work.former_titles:
        pieces.append(Piece("[formerly: " + "; ".join(work.former_titles) + "] "))
    container = work.container or (work.get("publisher") if work.kind == "book" else "")
    details = []
    if work.get("volume"):
        number = f"({work.get('number')})" if work.get("number") else ""
        details.append(f"{work.get('volume')}{number}")
    if work.get("pages"):
        details.append(("pp. " if "–" in work.get("pages") else "p. ") + work.get("pages"))
    if work.kind in ("inproceedings", "incollection") and container:
        pieces.append(Piece("In "))
    if container:
        pieces.append(Piece(container, Role.CONTAINER))
        if work.editors:
            names = [full_name(name) for name in work.editors]
            pieces.append(Piece(f", edited by {' and '.join(names)}"))
        pieces.append(Piece(", "))
    if work.kind == "incollection" and work.get("publisher"):
        details.append(work.get("publisher"))
    if work.kind == "article":
        pieces.append(Piece("".join(f"{detail}, " for detail in details)))
    else:
        volume = details if not work.get("volume") else details[1:]
        pieces.append(Piece("".join(f"{detail}, " for detail in volume)))
    pieces.append(Piece(f"{work.get('year')}."))
    return pieces + _links(work)


def _chinese_page(work: Work) -> list[Piece]:
    names = _listed(work.authors, short_name, _ZH_FIRST, _ZH_FIRST)
    pieces: list[Piece] = []
    if names:
        cut = work.others or len(names) < len(work.authors)
        if cut:
            names.append("等" if is_chinese(work) else "et al")
        pieces.append(Piece(_stop(", ".join(names))))
    online = bool(work.get("eprint") or work.get("url"))
    mark = _MARKS.get(work.kind) or ("EB/OL" if online else "Z")
    pieces += [Piece(work.title, Role.TITLE), Piece(f"[{mark}]")]
    if work.former_titles:
        pieces.append(Piece("（曾题为：" + "；".join(work.former_titles) + "）"))
    container = work.container or (work.get("publisher") if work.kind == "book" else "")
    pages = work.get("pages").replace("–", "-")
    tail = f": {pages}" if pages else ""
    if work.kind in ("inproceedings", "incollection"):
        pieces += [Piece("//"), Piece(container, Role.CONTAINER), Piece(". ")]
        if work.kind == "incollection" and work.get("publisher"):
            place = f"{work.get('address')}: " if work.get("address") else ""
            pieces.append(Piece(f"{place}{work.get('publisher')}, "))
        pieces.append(Piece(f"{work.get('year')}{tail}."))
    elif work.kind == "article":
        volume = work.get("volume")
        number = f"({work.get('number')})" if work.get("number") else ""
        pieces += [Piece(". "), Piece(container, Role.CONTAINER), Piece(f", {work.get('year')}")]
        pieces.append(Piece(f", {volume}{number}" if volume else ""))
        pieces.append(Piece(f"{tail}."))
    else:
        pieces.append(Piece(". "))
        if container:
            pieces += [Piece(container, Role.CONTAINER), Piece(", ")]
        pieces.append(Piece(f"{work.get('year')}."))
    return pieces + _links(work)


def _links(work: Work) -> list[Piece]:
    """arXiv, DOI, and the address where it is neither of these."""
    found: list[Piece] = []
    eprint = work.get("eprint")
    url = work.get("url")
    if eprint and work.get("archiveprefix").lower() == "arxiv":
        found += [
            Piece(" "),
            Piece(f"arXiv:{eprint}", Role.LINK, f"https://arxiv.org/abs/{eprint}"),
        ]
    doi = work.get("doi")
    if doi:
        found += [Piece(" "), Piece(f"doi:{doi}", Role.LINK, f"https://doi.org/{doi}")]
    if safe_url(url) and not (eprint and "arxiv.org" in url) and not (doi and "doi.org" in url):
        host = url.split("/")[2].removeprefix("www.")
        found += [Piece(" "), Piece(host, Role.LINK, url)]
    return found


def safe_url(url: str) -> bool:
    """Whether an address may become a link."""
    return url.startswith(("https://", "http://")) and not any(c in url for c in "\"'<> \\")


def _closed(text: str) -> bool:
    return text.endswith((".", "?", "!", "。", "？", "！"))


def _stop(text: str) -> str:
    return text + (" " if text.endswith(".") else ". ")
