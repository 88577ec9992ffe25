"""Links inside the site lead somewhere, and links out of it are meant."""

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Link, Page

RESOLVES = Rule("link-resolves", "A link inside the site leads to a page and an anchor it has.")
SCHEME = Rule("link-scheme-is-safe", "A link out of the site is http, https or mailto.")

#: Anchors that the site adds to every page.
ADDED = frozenset({"references"})


def links_resolve(atlas: Atlas) -> Iterator[Diagnostic]:
    """A link inside the site leads to a page and an anchor it has."""
    for page in atlas.pages:
        for link in page.links:
            parts = urlsplit(link.target)
            if parts.scheme or parts.netloc:
                if parts.scheme not in ("http", "https", "mailto"):
                    yield SCHEME.broken(
                        link.span, f'"{link.target}"', "link a page (.md), https or mailto"
                    )
                continue
            yield from _inside(atlas, page, link, unquote(parts.path), unquote(parts.fragment))


def _inside(atlas: Atlas, page: Page, link: Link, path: str, anchor: str) -> Iterator[Diagnostic]:
    target: Page | None = page
    if path:
        if path.startswith("/"):
            yield RESOLVES.broken(
                link.span, f'"{link.target}" is absolute', "link relative to this file: ../page.md"
            )
            return
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.slug), path))
        if not joined.endswith(".md"):
            if not link.image:
                yield RESOLVES.broken(link.span, f'"{link.target}" is no page', "link to its .md")
            return
        target = atlas.page(page.language, joined.removesuffix(".md"))
        if target is None:
            slugs = [p.slug for p in atlas.pages if p.language == page.language]
            near = get_close_matches(joined.removesuffix(".md"), slugs, n=1)
            folder = posixpath.dirname(page.slug) or "."
            advice = (
                f"nearest is {posixpath.relpath(near[0], folder)}.md"
                if near
                else "link to a page of this language"
            )
            yield RESOLVES.broken(link.span, f'no page "{link.target}"', advice)
            return
        if target.slug in atlas.drafts and page.slug not in atlas.drafts:
            advice = "link to it once it is published"
            yield RESOLVES.broken(link.span, f'"{link.target}" is a draft', advice)
            return
    if anchor and target is not None and target.has_ids:
        known = set(target.addresses) | ADDED | _made(atlas, target)
        if anchor not in known:
            near = get_close_matches(anchor, sorted(known), n=1)
            advice = f'nearest is "#{near[0]}"' if near else "give the section or block that id"
            yield RESOLVES.broken(link.span, f'no "#{anchor}" on {target.path}', advice)


def _made(atlas: Atlas, page: Page) -> set[str]:
    """The anchors that components of the page set."""
    made: set[str] = set()
    for component in page.components:
        if component.name == "works":
            made |= {f"work-{key}" for key in atlas.works}
        if component.name == "glossary":
            made |= {term.slug for term in atlas.terms}
        if component.name == "claims":
            made |= {f"claim-{c.id}" for c in atlas.claims if c.page == component.argument}
    return made


RULES = (RESOLVES, SCHEME)
CHECKS = (links_resolve,)
