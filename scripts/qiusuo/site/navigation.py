"""The navigation of a language, from the directions that there are."""

from typing import Any

from qiusuo.model import WAYS, Atlas, Language

#: Pages with a place of their own; any other page stands after them, in the order of its slug.
_CHOICE = ("choose", "compare")
_CONTEXT = ("middle-layer", "survival-strategies")
_LATER = ("essay", "works", "glossary", "topics", "contribute")
#: Pages that are reached otherwise.
_ELSEWHERE = ("rules", "search")


def navigation(atlas: Atlas, language: Language) -> list[Any]:
    """MkDocs' navigation: home, the directions by way, the context, and the rest."""
    slugs = [page.slug for page in atlas.pages if page.language == language.code]
    directions: list[Any] = _present(slugs, "directions/index", *_CHOICE)
    for way in WAYS:
        below = [
            path
            for direction in atlas.directions_of(way)
            for path in _present(slugs, direction.page_slug)
        ]
        if below:
            directions.append({language.name_of("ways", way): below})
    placed = {"index", "directions/index", *_CHOICE, *_CONTEXT, *_LATER, *_ELSEWHERE}
    placed |= {direction.page_slug for direction in atlas.directions}
    nav: list[Any] = [{language.say("home"): path} for path in _present(slugs, "index")]
    if directions:
        nav.append({language.say("directions"): directions})
    context = _present(slugs, *_CONTEXT)
    if context:
        nav.append({language.say("context"): context})
    return nav + _present(slugs, *_LATER, *sorted(set(slugs) - placed))


def _present(slugs: list[str], *wanted: str) -> list[str]:
    return [f"{slug}.md" for slug in wanted if slug in slugs]
