"""Every page is built as its kind is built."""

from collections.abc import Iterator

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import DIRECTION_SECTIONS, WAYS, Atlas, Direction, Page

ONE_TITLE = Rule("page-has-one-title", "A page begins with its one heading of level 1.")
ADDRESS = Rule("address-is-unique", "Every section and named block of a page has its own id.")
NESTING = Rule("headings-are-nested", "A heading is at most one level below the one before it.")
SECTIONS = Rule(
    "sections-in-order",
    "A direction's page has the sections what, focuses, fits, since, start, open and related.",
)
COMPONENT = Rule("component-is-known", "A component is one the site knows, with its argument.")

#: What the site sets from data, and whether it takes an argument.
COMPONENTS = {
    "ways": False,
    "directions": True,
    "claims": True,
    "works": False,
    "outcomes": False,
    "search": False,
    "glossary": False,
    "topics": False,
    "translation": False,
    "rules": False,
    "compare": False,
    "choose": False,
    "weights": False,
    "points": False,
    "atlas": False,
    "timeline": False,
    "status": False,
}


def pages_have_one_title(atlas: Atlas) -> Iterator[Diagnostic]:
    """A page begins with its one heading of level 1."""
    for page in atlas.pages:
        tops = [section for section in page.sections if section.level == 1]
        if not tops or page.sections[0].level != 1:
            yield ONE_TITLE.broken(
                page.span.at(page.body_line), "no title", "begin the text with # Title"
            )
        for section in tops[1:]:
            yield ONE_TITLE.broken(section.span, "a second title", "make it ## and give it an id")


def addresses_are_unique(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every section and named block of a page has its own id."""
    for page in atlas.pages:
        seen: set[str] = set()
        places = [(s.id, s.span) for s in page.sections]
        places += [(b.address, b.mark or b.span) for b in page.blocks if b.named]
        for name, span in sorted(places, key=lambda place: place[1]):
            if name in seen:
                yield ADDRESS.broken(span, f'the id "{name}" is taken on this page', "rename one")
            seen.add(name)


def headings_are_nested(atlas: Atlas) -> Iterator[Diagnostic]:
    """A heading is at most one level below the one before it."""
    for page in atlas.pages:
        deep = too_deep(page)
        for before, section in zip(page.sections, page.sections[1:], strict=False):
            if section.id in deep:
                yield NESTING.broken(
                    section.span,
                    f"level {section.level} follows level {before.level}",
                    f"use {'#' * (before.level + 1)}",
                )


def too_deep(page: Page) -> set[str]:
    """The ids of headings that skip a level."""
    pairs = zip(page.sections, page.sections[1:], strict=False)
    return {section.id for before, section in pairs if section.level > before.level + 1}


def sections_are_in_order(atlas: Atlas) -> Iterator[Diagnostic]:
    """A direction's page has its seven sections, in order, and one per focus."""
    for direction in atlas.published.directions:
        for page in _pages_of(atlas, direction.page_slug):
            yield from misbuilt(direction, page)


def misbuilt(direction: Direction, page: Page) -> Iterator[Diagnostic]:
    """What keeps a direction's page from having its sections; nothing where ids are missing."""
    ids = [section.id for section in page.sections]
    if not page.has_ids or len(set(ids)) < len(ids):  # other laws tell of these
        return
    chapters = tuple(s.id for s in page.sections if s.level == 2)
    yield from _compare(page, chapters, DIRECTION_SECTIONS, "##")
    focuses = tuple(s.id for s in page.sections if s.level == 3 and s.parent == "focuses")
    if "focuses" in chapters and direction.focuses:
        wanted = tuple(f"focus-{focus}" for focus in direction.focuses)
        yield from _compare(page, focuses, wanted, "###")


def _compare(
    page: Page, found: tuple[str, ...], wanted: tuple[str, ...], marks: str
) -> Iterator[Diagnostic]:
    for name in wanted:
        if name not in found and name not in too_deep(page):
            yield SECTIONS.broken(
                page.span, f'no section "{name}"', f"add a heading {marks} … {{#{name}}}"
            )
    for name in found:
        section = page.section(name)
        if name not in wanted and section is not None:
            yield SECTIONS.broken(
                section.span, f'unexpected section "{name}"', f"expected: {', '.join(wanted)}"
            )
    present = [name for name in wanted if name in found]
    order = [name for name in found if name in wanted]
    for name, right in zip(order, present, strict=False):
        section = page.section(name)
        if name != right and section is not None:
            yield SECTIONS.broken(
                section.span, f'"{name}" stands where "{right}" belongs', "move the section"
            )
            return


def components_are_known(atlas: Atlas) -> Iterator[Diagnostic]:
    """A component is one the site knows, with an argument that names something."""
    for page in atlas.pages:
        for component in page.components:
            if component.name not in COMPONENTS:
                yield COMPONENT.broken(
                    component.span,
                    f'no component "{component.name}"',
                    f"one of: {', '.join(COMPONENTS)}",
                )
                continue
            known = {
                "directions": set(WAYS),
                "claims": {claim.page for claim in atlas.claims},
            }.get(component.name, {""})
            if component.argument not in known:
                yield COMPONENT.broken(
                    component.span,
                    f'"{component.name}" knows no "{component.argument}"',
                    f"one of: {', '.join(sorted(known))}" if known != {""} else "remove it",
                )


def _pages_of(atlas: Atlas, slug: str) -> Iterator[Page]:
    for language in atlas.languages:
        page = atlas.page(language.code, slug)
        if page is not None:
            yield page


RULES = (ONE_TITLE, ADDRESS, NESTING, SECTIONS, COMPONENT)
CHECKS = (
    pages_have_one_title,
    addresses_are_unique,
    headings_are_nested,
    sections_are_in_order,
    components_are_known,
)
