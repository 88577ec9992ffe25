"""Links inside the site lead somewhere, and links out of it are meant."""

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.handbook import names
from qiusuo.model import Atlas, Link, Page

RESOLVES = Rule("link-resolves", "A link inside the site leads to a page and an anchor it has.")
SCHEME = Rule("link-scheme-is-safe", "A link out of the site is http, https or mailto.")
IMAGE = Rule("image-is-own", "An image is a file of the site, not one on another host.")
CITED = Rule(
    "literature-is-cited",
    "A direction's page cites the works it speaks of, and links to nothing outside the site.",
)

#: Anchors that the site adds to every page.
ADDED = frozenset({"references"})


def links_resolve(atlas: Atlas) -> Iterator[Diagnostic]:
    """A link inside the site leads to a page and an anchor it has."""
    for page in atlas.pages:
        for link in page.links:
            try:
                parts = urlsplit(link.target)
            except ValueError:  # brackets that are no IPv6 address
                yield SCHEME.broken(link.span, f'"{link.target}" is no address', "mend it")
                continue
            if parts.scheme or parts.netloc:
                yield from _outside(page, link, parts.scheme)
            else:
                yield from _inside(atlas, page, link, unquote(parts.path), unquote(parts.fragment))


def _outside(page: Page, link: Link, scheme: str) -> Iterator[Diagnostic]:
    if scheme not in ("http", "https", "mailto"):
        advice = "link a page (.md), https or mailto"
        yield SCHEME.broken(link.span, f'"{link.target}"', advice)
    elif link.image:
        yield IMAGE.broken(
            link.span,
            f'"{link.target}" is on another host',
            "put the file beside the page, if its licence allows, and name it there",
        )
    elif page.slug.startswith("directions/"):
        yield CITED.broken(
            link.span,
            f'"{link.target}" leads out of the site',
            f"add the work (qiusuo cite add {link.target} --to …) and cite it: [@key]",
        )


def _inside(atlas: Atlas, page: Page, link: Link, path: str, anchor: str) -> Iterator[Diagnostic]:
    target: Page | None = page
    if path:
        if path.startswith("/"):
            yield RESOLVES.broken(
                link.span, f'"{link.target}" is absolute', "link relative to this file: ../page.md"
            )
            return
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.slug), path))
        if link.image:
            file = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
            if file not in atlas.files:
                advice = "put the image there, or mend the path"
                yield RESOLVES.broken(link.span, f"no file {file}", advice)
            return
        if not joined.endswith(".md"):
            yield RESOLVES.broken(link.span, f'"{link.target}" is no page', "link to its .md")
            return
        slug = joined.removesuffix(".md")
        target = atlas.shown(page.language, slug)  # if one language lacks it, others tell
        if target is None:
            slugs = [p.slug for p in atlas.pages if p.language == page.language]
            near = get_close_matches(slug, slugs, n=1)
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
        known = anchors(atlas, target)
        if anchor not in known:
            near = get_close_matches(anchor, sorted(known), n=1)
            advice = f'nearest is "#{near[0]}"' if near else "give the section or block that id"
            yield RESOLVES.broken(link.span, f'no "#{anchor}" on {target.path}', advice)


def anchors(atlas: Atlas, page: Page) -> frozenset[str]:
    """The anchors of a page, those that the site adds and its components set among them."""
    made = {*page.addresses, *ADDED}
    for component in page.components:
        if component.name == "works":
            made |= {f"work-{key}" for key in atlas.works}
        if component.name == "glossary":
            made |= {term.slug for term in atlas.terms}
        if component.name == "rules":
            made |= names()
        if component.name == "claims":
            made |= {f"claim-{c.id}" for c in atlas.claims if c.page == component.argument}
    return frozenset(made)


RULES = (RESOLVES, SCHEME, IMAGE, CITED)
CHECKS = (links_resolve,)
