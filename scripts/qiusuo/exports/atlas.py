"""The whole atlas as plain data, described by ``atlas.schema.json`` beside this file."""

from pathlib import Path
from typing import Any

from qiusuo.exports.csl import csl
from qiusuo.model import Atlas

#: Raised when a field changes its meaning or goes; adding one does not raise it.
VERSION = 1


def schema() -> str:
    """The JSON Schema (2020-12) of what `atlas_data` returns."""
    return (Path(__file__).parent / "atlas.schema.json").read_text(encoding="utf-8")


def atlas_data(atlas: Atlas, site_url: str) -> dict[str, Any]:
    """Directions, pages, works, citations and claims, in every language."""
    return {
        "$schema": site_url.rstrip("/") + "/exports/atlas.schema.json",
        "version": VERSION,
        "languages": [
            {"code": one.code, "tag": one.tag, "name": one.name} for one in atlas.languages
        ],
        "directions": [_direction(atlas, one.slug) for one in atlas.directions_in_order()],
        "pages": [
            {
                "language": page.language,
                "slug": page.slug,
                "title": page.title,
                "description": page.description,
                "sections": [
                    {"id": s.id, "level": s.level, "title": s.title} for s in page.sections
                ],
            }
            for page in atlas.pages
        ],
        "works": [csl(work) for _, work in sorted(atlas.works.items())],
        "citations": [
            {
                "work": citation.key,
                "language": page.language,
                "page": page.slug,
                "section": citation.section,
                "block": citation.block,
            }
            for page in atlas.pages
            for citation in page.citations
        ],
        "terms": [
            {
                "slug": term.slug,
                "names": dict(term.names),
                "also": list(term.also),
                "definition": dict(term.definition),
                "directions": list(term.directions),
                "works": list(term.works),
                "topics": list(term.topics),
            }
            for term in atlas.terms
        ],
        "topics": [{"slug": topic.slug, "names": dict(topic.names)} for topic in atlas.topics],
        "claims": [
            {
                "id": claim.id,
                "page": claim.page,
                "claim": dict(claim.claim),
                "outcome": claim.outcome,
                "since": dict(claim.since),
                "blocks": {
                    one.code: atlas.carriers[(one.code, claim.id)][1].address
                    for one in atlas.languages
                    if (one.code, claim.id) in atlas.carriers
                },
            }
            for claim in atlas.claims
        ],
    }


def _direction(atlas: Atlas, slug: str) -> dict[str, Any]:
    direction = atlas.direction(slug)
    assert direction is not None
    titles = {}
    for language in atlas.languages:
        page = atlas.page(language.code, direction.page_slug)
        if page is not None:
            titles[language.code] = page.title
    return {
        "slug": slug,
        "way": direction.way,
        "order": direction.order,
        "title": titles,
        "focuses": list(direction.focuses),
        "barriers": dict(direction.barriers),
        "backgrounds": list(direction.backgrounds),
        "start": {"compute": direction.start.compute, "months": list(direction.start.months)},
        "related": list(direction.related),
        "topics": list(direction.topics),
    }
