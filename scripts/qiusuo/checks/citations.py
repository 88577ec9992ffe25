"""Citations and works find each other."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from qiusuo.checks.works import namesakes, twins
from qiusuo.diagnostics import Diagnostic, Rule, Severity
from qiusuo.model import Atlas, Block, BlockKind, Citation

RESOLVES = Rule("citation-resolves", "Every citation names a work of the library.")
CITED = Rule("work-is-cited", "Every work of the library is cited by a page.")
GROUNDED = Rule("direction-is-grounded", "Every page of a direction cites at least 12 works.")
BODY = Rule("citation-stands-in-text", "Citations stand in text, not in headings.")
ONCE = Rule(
    "citation-stands-once", "A paragraph does not cite a work twice in a row.", Severity.WARNING
)

_LEAST = 12


def citations_resolve(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every citation names a work of the library."""
    cited = [citation for page in atlas.pages for citation in page.citations]
    cited += [c for claim in atlas.claims for found in claim.citations.values() for c in found]
    for citation in cited:
        if citation.key in atlas.works:
            continue
        near = get_close_matches(citation.key, atlas.works, n=1)
        advice = f'nearest is "{near[0]}"; or' if near else "spell it as in bibliography/, or"
        yield RESOLVES.broken(
            citation.span,
            f'no work "{citation.key}"',
            f"{advice} add the work to a file of bibliography/",
        )


def works_are_cited(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every work of the library is cited by some page."""
    uncited = [work for work in atlas.works.values() if work.key not in atlas.cited_by]
    if not uncited:
        return
    # Of an entry that stands twice, key-is-unique and work-stands-once tell.
    again = {work.key for work, _ in namesakes(atlas)}
    again |= {work.key for work, _, _ in twins(atlas)}
    for work in uncited:
        if work.key not in again:
            yield CITED.broken(
                work.span, f'no page cites "{work.key}"', "cite it, or remove the entry"
            )


def directions_are_grounded(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every page of a direction cites at least 12 distinct works."""
    for direction in atlas.published.directions:
        found = [atlas.page(language.code, direction.page_slug) for language in atlas.languages]
        pages = [page for page in found if page is not None]
        counts = [len({citation.key for citation in page.citations}) for page in pages]
        # Where one language has enough, citations-agree tells of the other.
        if pages and max(counts) < _LEAST:
            yield GROUNDED.broken(
                pages[0].span,
                f"{counts[0]} distinct works are cited",
                f"support its statements with at least {_LEAST}",
                beside=tuple(page.span for page in pages[1:]),
            )


def citations_stand_in_text(atlas: Atlas) -> Iterator[Diagnostic]:
    """Citations stand in text, not in headings."""
    for page in atlas.pages:
        for section in page.sections:
            if re.search(r"\[@[\w-]", section.title):
                yield BODY.broken(section.span, "a citation in a heading", "cite in the text below")


def citations_stand_once(atlas: Atlas) -> Iterator[Diagnostic]:
    """A paragraph does not cite a work twice in a row."""
    for page in atlas.pages:
        for block in page.blocks:
            for citation in repeated(block):
                yield ONCE.broken(citation.span, f'"{citation.key}" again', "cite it once here")


def repeated(block: Block) -> Iterator[Citation]:
    """The citations of a paragraph that follow one of the same work at once."""
    if block.kind is not BlockKind.PARAGRAPH:
        return
    for one, other in zip(block.citations, block.citations[1:], strict=False):
        gap = other.span.column - one.span.column - one.span.length
        if one.key == other.key and other.span.line == one.span.line and gap < 4:
            yield other


RULES = (RESOLVES, CITED, GROUNDED, BODY, ONCE)
CHECKS = (
    citations_resolve,
    works_are_cited,
    directions_are_grounded,
    citations_stand_in_text,
    citations_stand_once,
)
