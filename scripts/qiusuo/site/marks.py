"""The marks that stand in running text, thousands in a site: what needs no template to be set."""

from collections.abc import Sequence

from markupsafe import escape

from qiusuo.views.citation import CitationMark


def citation(marks: Sequence[CitationMark]) -> str:
    """The numbers of works that are cited together, each leading to its reference."""
    links = (
        f'<a id="{escape(mark.anchor)}" class="citation__link" href="#{escape(mark.target)}"'
        f' data-cite="{escape(mark.key)}" aria-label="{escape(mark.label)}"'
        f' title="{escape(f"{mark.byline} {mark.year}. {mark.title}")}">[{mark.number}]</a>'
        for mark in marks
    )
    return f'<sup class="citation" data-pagefind-ignore>{"".join(links)}</sup>'


def reading_step(marks: Sequence[CitationMark]) -> str:
    """The works of a step of the reading path, by their titles."""
    return "\n".join(
        f'<a id="{escape(mark.anchor)}" class="reading-step" href="#{escape(mark.target)}"'
        f' data-cite="{escape(mark.key)}"><cite class="reading-step__title"'
        + (f' lang="{escape(mark.lang)}"' if mark.lang else "")
        + f'>{escape(mark.title)}</cite> <span class="reading-step__by">'
        f"{escape(mark.byline)}, {escape(mark.year)}</span></a>"
        for mark in marks
    )


def term(slug: str, text: str, url: str) -> str:
    """The first use of a term, leading to the glossary."""
    return f'<a class="term" href="{escape(url)}" data-term="{escape(slug)}">{escape(text)}</a>'
