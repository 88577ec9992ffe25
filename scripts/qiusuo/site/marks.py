"""What stands thousands of times in a site, and needs no template to be set."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from qiusuo.views.citation import CitationMark
from qiusuo.views.reference import Piece, Reference, Role


def citation(marks: Sequence[CitationMark]) -> str:
    """The numbers of works that are cited together, each leading to its reference."""
    links = (
        f'<a id="{escape(mark.anchor)}" class="citation__link" href="#{escape(mark.target)}"'
        f' aria-label="{escape(mark.label)}" title="{escape(f"{mark.byline} {mark.year}")}">'
        f"[{mark.number}]</a>"
        for mark in marks
    )
    return f'<sup class="citation" data-pagefind-ignore>{"".join(links)}</sup>'


def reading_step(marks: Sequence[CitationMark]) -> str:
    """The works of a step of the reading path, by their titles."""
    return "\n".join(
        f'<a id="{escape(mark.anchor)}" class="reading-step" href="#{escape(mark.target)}"'
        '><cite class="reading-step__title"'
        + (f' lang="{escape(mark.lang)}"' if mark.lang else "")
        + f'>{escape(mark.title)}</cite> <span class="reading-step__by">'
        f"{escape(mark.byline)}, {escape(mark.year)}</span></a>"
        for mark in marks
    )


def term(text: str, url: str) -> str:
    """The first use of a term, leading to the glossary."""
    return f'<a class="term" href="{escape(url)}">{escape(text)}</a>'


def pieces(reference: Reference, url: str = "") -> Markup:
    """A formatted reference; its title leads to `url`."""
    return Markup("".join(_piece(piece, url) for piece in reference.pieces).strip())


def _piece(piece: Piece, url: str) -> str:
    text = escape(piece.text)
    lang = f' lang="{escape(piece.lang)}"' if piece.lang else ""
    if piece.role is Role.LINK:
        link = f'href="{escape(piece.url)}" rel="noopener external"'
        return f'<a class="reference__link" {link}>{text}</a>'
    if piece.role is Role.TITLE:
        title = f'<cite class="reference__title"{lang}>{text}</cite>'
        return f'<a class="reference__own" href="{escape(url)}">{title}</a>' if url else title
    if piece.role is Role.CONTAINER:
        return f'<i class="reference__container"{lang}>{text}</i>'
    return text
