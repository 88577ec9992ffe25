"""The navigation of a language, from the directions that there are."""

from collections.abc import Iterable, Mapping
from html import escape, unescape
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.pages import Page as MkDocsPage

from qiusuo.model import WAYS, Atlas, Language

#: Pages with a place of their own; any other page stands after them, in the order of its slug.
_SEE = ("atlas", "choose", "compare", "timeline")
_CONTEXT = ("middle-layer", "survival-strategies")
_LATER = ("essay", "works", "glossary", "topics", "contribute")
#: Pages that are reached otherwise.
_ELSEWHERE = ("rules", "search", "status", "translation")


def navigation(atlas: Atlas, language: Language) -> list[Any]:
    """MkDocs' navigation: home, directions by way, what helps to choose, and the rest."""
    slugs = {pair.slug: _entry(atlas, language, pair.slug) for pair in atlas.pairs}
    directions: list[Any] = _present(slugs, "directions/index")
    for way in WAYS:
        below = [
            path
            for direction in atlas.directions_of(way)
            for path in _present(slugs, direction.page_slug)
        ]
        if below:
            directions.append({language.name_of("ways", way): below})
    placed = {"index", "directions/index", *_SEE, *_CONTEXT, *_LATER, *_ELSEWHERE}
    placed |= {direction.page_slug for direction in atlas.directions}
    nav: list[Any] = [{language.say("home"): "index.md"}] if "index" in slugs else []
    if directions:
        nav.append({language.say("directions"): directions})
    for name, members in (("see", _SEE), ("context", _CONTEXT)):
        section = _present(slugs, *members)
        if section:
            nav.append({language.say(name): section})
    return nav + _present(slugs, *_LATER, *sorted(set(slugs) - placed))


def _present(slugs: Mapping[str, Any], *wanted: str) -> list[Any]:
    return [slugs[slug] for slug in wanted if slug in slugs]


def _entry(atlas: Atlas, language: Language, slug: str) -> Any:
    """A page; one that is not written in the language is marked with the name of the one it is."""
    title = atlas.title(language.code, slug)
    return {title.marked: f"{slug}.md"} if title.lang else f"{slug}.md"


def escape_titles(items: Iterable[StructureItem]) -> None:
    """Make titles HTML, since Material's templates write them as they stand."""
    for item in items:
        if item.title:
            item.title = escape(unescape(item.title))
        if isinstance(item, MkDocsPage) and "title" in item.meta:
            item.meta["title"] = escape(unescape(str(item.meta["title"])))
        escape_titles(getattr(item, "children", None) or ())
