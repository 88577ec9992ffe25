"""The navigation that one page shows: of a long list, only what stands near the page."""

from copy import copy
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

#: A list up to `_SHORT` is shown whole; of a longer one, so many on either side of the page.
_SHORT, _NEAR = 24, 5


def nearby(nav: Navigation, page: Page, more: Link) -> Navigation:
    """The navigation as `page` shows it; `more` leads to all that is left out.

    Without this, every page lists all directions of its way, and a site grows as their square.
    """
    path = {id(item) for item in (page, *page.ancestors)}
    items = [_near(item, path, more) for item in nav.items]
    if all(one is other for one, other in zip(items, nav.items, strict=True)):
        return nav
    shown = copy(nav)
    shown.items = items
    return shown


def _near(item: Any, path: set[int], more: Link) -> Any:
    """An item of the navigation, which is replaced only where something is left out of it."""
    if not isinstance(item, Section):
        return item
    if id(item) not in path:  # of what stands in it, only where it leads to is shown
        return _with(item, item.children[:1]) if len(item.children) > _SHORT else item
    children: list[StructureItem] = [_near(child, path, more) for child in item.children]
    if len(children) > _SHORT:
        here = next(n for n, child in enumerate(item.children) if id(child) in path)
        children = [*children[max(0, here - _NEAR) : here + _NEAR + 1], more]
    if all(one is other for one, other in zip(children, item.children, strict=False)):
        return item
    return _with(item, children)


def _with(section: Section, children: list[StructureItem]) -> Section:
    shown = copy(section)
    shown.children = children
    return shown
