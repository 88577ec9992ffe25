"""A direction's facts and its pages say the same."""

import posixpath
from collections.abc import Iterator

from qiusuo.checks.files import lost, strays
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import BARRIERS, Atlas, BlockKind, Direction, Page

HAS_PAGES = Rule("direction-has-pages", "Facts and pages of a direction come together.")
BARRIER_LIST = Rule(
    "barriers-are-reasoned",
    "Under fits, a list named barriers gives a reason for each barrier, in their order.",
)
PATH = Rule(
    "path-is-walkable", "Under start, an ordered list of 4 to 7 items cites a work in each."
)
RELATED = Rule("neighbours-agree", "Under related, one item links each neighbour of the facts.")
NEIGHBOUR = Rule("neighbour-exists", "A direction's neighbours are other directions.")
ORDER = Rule("order-is-unique", "No two directions have the same place in the atlas.")


def directions_have_pages(atlas: Atlas) -> Iterator[Diagnostic]:
    """Facts and pages of a direction come together."""
    known = {direction.page_slug for direction in atlas.directions}
    # Of what is there but in the wrong place, file-has-place tells.
    stray, misplaced = strays(atlas), lost(atlas)
    for direction in atlas.directions:
        for language in atlas.languages:
            there = atlas.page(language.code, direction.page_slug)
            if there is not None or not atlas.must_have(language, direction.page_slug):
                continue
            if (language.code, direction.slug) in stray or f"{direction.slug}.md" in misplaced:
                continue
            wanted = f"docs/{language.code}/{direction.page_slug}.md"
            yield HAS_PAGES.broken(direction.span, f"no page {wanted}", "write it")
    for pair in atlas.pairs:
        folder, _, name = pair.slug.rpartition("/")
        if folder != "directions" or name == "index" or pair.slug in known:
            continue
        if f"{name}.yml" not in misplaced:
            first, *others = pair.pages
            yield HAS_PAGES.broken(
                first.span,
                "this direction has no facts",
                f"write docs/directions/{name}.yml",
                beside=tuple(page.span for page in others),
            )


def orders_are_unique(atlas: Atlas) -> Iterator[Diagnostic]:
    """No two directions have the same place in the atlas."""
    seen: dict[int, str] = {}
    for direction in atlas.directions:
        if not direction.order:
            continue
        other = seen.setdefault(direction.order, direction.slug)
        if other != direction.slug:
            yield ORDER.broken(
                direction.place("order"),
                f"{direction.order} is the place of {other}",
                "take the next free number",
            )


def neighbours_exist(atlas: Atlas) -> Iterator[Diagnostic]:
    """A direction's neighbours are other directions."""
    for direction in atlas.directions:
        for place, slug in enumerate(direction.related):
            others = atlas.directions if direction.draft else atlas.published.directions
            if slug not in [other.slug for other in others if other is not direction]:
                known = ", ".join(other.slug for other in others if other is not direction)
                yield NEIGHBOUR.broken(
                    direction.place(f"related.{place}"),
                    f'no neighbour "{slug}"',
                    f"one of: {known}",
                )


def barriers_are_reasoned(atlas: Atlas) -> Iterator[Diagnostic]:
    """Under fits, a list named barriers gives a reason for each barrier."""
    for _, page in _pages(atlas):
        chosen = [block for block in page.blocks if block.address == "barriers"]
        if not chosen:
            section = page.section("fits")
            if section is not None:
                yield BARRIER_LIST.broken(
                    section.span,
                    "no list is named barriers",
                    "put { #barriers } on the line beneath the list",
                )
            continue
        block = chosen[0]
        if block.kind is not BlockKind.LIST or block.items != len(BARRIERS):
            yield BARRIER_LIST.broken(
                block.span,
                f"{block.items} items in a {block.kind}",
                f"a list of {len(BARRIERS)}, in this order: {', '.join(BARRIERS)}",
            )


def paths_are_walkable(atlas: Atlas) -> Iterator[Diagnostic]:
    """Under start, an ordered list of 4 to 7 items cites a work in each."""
    for _, page in _pages(atlas):
        section = page.section("start")
        if section is None:
            continue
        lists = [b for b in page.under("start") if b.kind is BlockKind.ORDERED_LIST]
        if not lists:
            yield PATH.broken(section.span, "no reading path", "write an ordered list of works")
            continue
        block = lists[0]
        if not 4 <= block.items <= 7:
            yield PATH.broken(block.span, f"{block.items} steps", "make it 4 to 7")
        for number, line in enumerate(block.text.split("\n")):
            if line[:1].isdigit() and "[@" not in line:
                yield PATH.broken(
                    block.span.at(block.span.line + number),
                    "a step without a work",
                    "cite the work that is read here",
                )


def neighbours_agree(atlas: Atlas) -> Iterator[Diagnostic]:
    """Under related, one item links each neighbour of the facts, in their order."""
    for direction, page in _pages(atlas):
        section = page.section("related")
        wanted = [slug for slug in direction.related if atlas.direction(slug) is not None]
        if section is None or not wanted:
            continue
        linked = []
        for block in page.under("related"):
            for link in block.links:
                path = link.target.partition("#")[0]
                slug = posixpath.normpath(posixpath.join("directions", path)).removesuffix(".md")
                if path and slug.startswith("directions/"):
                    linked.append(slug.removeprefix("directions/"))
        lost_links = [s for s in linked if s not in wanted and atlas.direction(s) is None]
        if lost_links or any(block.misread for block in page.under("related")):
            continue  # of a link that leads nowhere or is none, other laws tell
        first = list(dict.fromkeys(slug for slug in linked if slug in wanted))
        if first != wanted:
            yield RELATED.broken(
                section.span,
                f"the page links {', '.join(first) or 'no neighbour'}",
                f"the facts have, in order: {', '.join(wanted)}",
                beside=(direction.place("related"),),
            )


def _pages(atlas: Atlas) -> Iterator[tuple[Direction, Page]]:
    for direction in atlas.published.directions:
        for language in atlas.languages:
            page = atlas.page(language.code, direction.page_slug)
            if page is not None:
                yield direction, page


RULES = (HAS_PAGES, ORDER, NEIGHBOUR, BARRIER_LIST, PATH, RELATED)
CHECKS = (
    directions_have_pages,
    orders_are_unique,
    neighbours_exist,
    barriers_are_reasoned,
    paths_are_walkable,
    neighbours_agree,
)
