"""Nobody who kept an address is left at a dead end."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from qiusuo.checks.links import anchors
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Page

LEADS = Rule(
    "redirect-leads-to-page",
    "A redirect leads from an address that no page has to one that a page has.",
)


def redirects_lead_to_pages(atlas: Atlas) -> Iterator[Diagnostic]:
    """A redirect leads from an address that no page has to one that a page has."""
    if not atlas.redirects:
        return
    taken = {address.casefold() for address in addresses(atlas)}
    known = addresses(atlas.published)
    moved = {one.old: one.new for one in atlas.redirects}
    for one in atlas.redirects:
        if one.old.casefold() in taken:
            advice = "delete the line: the page would never be seen"
            yield LEADS.broken(one.span, f"{one.old} is a page", advice)
        address, _, anchor = one.new.partition("#")
        if address in moved:
            yield LEADS.broken(
                one.target, f"{address} leads on itself", f"lead to {moved[address]} at once"
            )
        elif address not in known:
            near = get_close_matches(address, known, n=1)
            advice = f"nearest is {near[0]}" if near else "lead to the page that took its place"
            yield LEADS.broken(one.target, f"no page {address}", advice)
        elif anchor and anchor not in _places(atlas, known[address]):
            near = get_close_matches(anchor, _places(atlas, known[address]), n=1)
            advice = f"nearest is #{near[0]}" if near else "leave the anchor out"
            yield LEADS.broken(one.target, f'no "#{anchor}" on {address}', advice)


def addresses(atlas: Atlas) -> Mapping[str, Page | None]:
    """The pages that stand at each address; none for those that are made from data."""
    found: dict[str, Page | None] = {}
    for language in atlas.languages:
        root = "/" if language is atlas.languages[0] else f"/{language.code}/"
        for pair in atlas.pairs:
            folder = "" if pair.slug == "index" else f"{pair.slug.removesuffix('/index')}/"
            found[root + folder] = atlas.shown(language.code, pair.slug)
        found |= {f"{root}works/{key}/": None for key in atlas.works}
        found |= {f"{root}topics/{topic.slug}/": None for topic in atlas.topics}
    return found


def _places(atlas: Atlas, page: Page | None) -> frozenset[str]:
    return anchors(atlas, page) if page is not None else frozenset()


RULES = (LEADS,)
CHECKS = (redirects_lead_to_pages,)
