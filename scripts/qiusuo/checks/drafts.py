"""A direction that is a draft no longer has been written to its end."""

from collections.abc import Iterator

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Page, Section, Span

WRITTEN = Rule(
    "text-is-written", "A page of a direction has no guidance, no blank and no empty section left."
)


def texts_are_written(atlas: Atlas) -> Iterator[Diagnostic]:
    """A page of a direction has no guidance, no blank and no empty section left."""
    for direction in atlas.published.directions:
        for language in atlas.languages:
            page = atlas.page(language.code, direction.page_slug)
            if page is None:
                continue
            for span in page.comments:
                yield WRITTEN.broken(span, "a comment is left", "do what it asks, then delete it")
            for span in _blanks(page, language.interface.get("blank", "")):
                yield WRITTEN.broken(span, "this is still blank", "write it, or delete it")
            for section in page.sections:
                if _is_empty(page, section):
                    yield WRITTEN.broken(section.span, "the section is empty", "write its text")


def _blanks(page: Page, blank: str) -> Iterator[Span]:
    """Where the scaffold's word for what is to be written still stands."""
    if not blank:
        return
    for name, text in (("title", page.title), ("description", page.description)):
        if blank in text:
            yield page.places[name]
    for section in page.sections:
        if blank in section.title:
            yield section.span
    for block in page.blocks:
        offset = block.text.find(blank)
        while offset >= 0:
            yield block.span.within(block.text, offset, len(blank))
            offset = block.text.find(blank, offset + 1)


def _is_empty(page: Page, section: Section) -> bool:
    inside = (block.section for block in page.blocks)
    below = (other.parent for other in page.sections)
    return section.id not in (*inside, *below)


RULES = (WRITTEN,)
CHECKS = (texts_are_written,)
