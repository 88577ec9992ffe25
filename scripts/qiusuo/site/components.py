"""What stands where a page says ``::name``: the views of each component, in its template."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from mkdocs.exceptions import PluginError

from qiusuo.explain import rules as declared_rules
from qiusuo.handbook import handbook
from qiusuo.model import Chooser, Language, Page
from qiusuo.site.dating import dated
from qiusuo.site.edition import Edition
from qiusuo.site.surroundings import search_box
from qiusuo.views import glossary as terms
from qiusuo.views.address import Addresses
from qiusuo.views.atlas_entry import atlas_list
from qiusuo.views.atlas_picture import ATLAS, HOME, atlas_picture
from qiusuo.views.chooser import chooser_view
from qiusuo.views.claim_row import claim_rows, tallies
from qiusuo.views.comparison import SORTED, comparison
from qiusuo.views.direction_card import way_card
from qiusuo.views.library import choices, library_by_year, verification
from qiusuo.views.rule_card import rule_page
from qiusuo.views.status import status
from qiusuo.views.timeline import timeline
from qiusuo.views.timeline_picture import narrow_picture, wide_picture
from qiusuo.views.translation import translation
from qiusuo.views.weights import points_view, weights_view

#: A component's views, for a page in a language and what stands behind the name.
Views: TypeAlias = Mapping[str, object]
Make: TypeAlias = Callable[[Edition, Page, Language, str], Views]


def component(edition: Edition, name: str, argument: str, source: Page, language: Language) -> str:
    """The component of a name, as a page in a language shows it."""
    if name == "search":
        return search_box(edition, language, source.slug, page=True)
    make = _VIEWS.get(name)
    if make is None or (name in _OF_CHOOSER and edition.atlas.chooser is None):
        raise PluginError(f"{source.path}: no component {name}")
    return edition.renderer.html(name, t=language, **make(edition, source, language, argument))


def _ways(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    atlas, slug = edition.atlas, source.slug
    pictures = [atlas_picture(atlas, language, slug, frame) for frame in HOME]

    def link(to: str) -> str:
        there = atlas.shown(language.code, to)
        between = Addresses.of(atlas).between
        return between((language.code, slug), (language.code, to)) if there else ""

    return {"pictures": pictures, "choose": link("choose"), "more": link("atlas")}


def _atlas(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    atlas, slug = edition.atlas, source.slug
    pictures = [atlas_picture(atlas, language, slug, frame) for frame in ATLAS]
    return {"pictures": pictures, "list": atlas_list(atlas, language, slug)}


def _timeline(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    line = timeline(edition.atlas, language, source.slug)
    return {"line": line, "pictures": (narrow_picture(line), wide_picture(line))}


def _directions(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    card = way_card(edition.atlas, language, argument, source.slug)
    return {"ways": [card] if card else []}


def _claims(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    year = max((direction.edited for direction in edition.atlas.directions), default=0)
    return {"rows": claim_rows(edition.atlas, language, argument, source.slug), "year": year}


def _outcomes(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"tallies": tallies(edition.atlas, language)}


def _works(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    atlas, addresses = edition.atlas, Addresses.of(edition.atlas)
    years = library_by_year(atlas, language, source.slug)
    there = (addresses.first_language, "exports")
    return {
        "years": years,
        "count": len(atlas.works),
        "f": choices(atlas, language, years),
        "exports": addresses.between((language.code, source.slug), there),
        "report": verification(atlas, language, source.slug),
    }


def _glossary(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"letters": terms.glossary(edition.atlas, language, source.slug, edition.occurrences)}


def _topics(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"topics": terms.topic_cards(edition.atlas, language, source.slug)}


def _translation(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"report": translation(edition.atlas, language, source.slug)}


def _status(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    date, count = dated(edition.history, language), len(declared_rules())
    here, sized = source.slug, not edition.serving
    told = status(edition.atlas, edition.report, count, language, here, date, sized)
    return {"status": told}


def _rules(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    page = rule_page(declared_rules().values(), handbook(), edition.atlas.languages, language)
    return {"page": page, "title": source.title}


def _compare(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"directions": comparison(edition.atlas, language, source.slug), "sorted": SORTED}


def _choose(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    chooser = chooser_view(edition.atlas, _chooser(edition), language, source.slug)
    return {"chooser": chooser}


def _weights(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"weights": weights_view(edition.atlas, _chooser(edition), language, source.slug)}


def _points(edition: Edition, source: Page, language: Language, argument: str) -> Views:
    return {"groups": points_view(edition.atlas, _chooser(edition), language, source.slug)}


def _chooser(edition: Edition) -> Chooser:
    assert edition.atlas.chooser is not None
    return edition.atlas.chooser


_OF_CHOOSER = frozenset({"choose", "weights", "points"})
_VIEWS: Mapping[str, Make] = {
    "ways": _ways,
    "atlas": _atlas,
    "timeline": _timeline,
    "directions": _directions,
    "claims": _claims,
    "outcomes": _outcomes,
    "works": _works,
    "glossary": _glossary,
    "topics": _topics,
    "translation": _translation,
    "status": _status,
    "rules": _rules,
    "compare": _compare,
    "choose": _choose,
    "weights": _weights,
    "points": _points,
}
