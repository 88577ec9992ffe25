"""A translation does not rot silently: what has moved in one language since they agreed is told."""

from collections.abc import Collection, Iterator

from qiusuo.diagnostics import Diagnostic, Rule, Severity
from qiusuo.model import Atlas, PageDrift, Pair, Span, Standing

FRESH = Rule(
    "pair-is-fresh",
    "Every block was confirmed to say the same in its languages as they now stand.",
    Severity.NOTICE,
)
NEEDED = Rule(
    "agreement-has-block",
    "Every confirmed agreement is about a block that a page has in several languages.",
    Severity.NOTICE,
)


def pairs_are_fresh(atlas: Atlas, faulty: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Every block was confirmed to say the same in its languages as they now stand.

    Drafts are left out, and pages of the `faulty` files: these are confirmed once they are mended.
    """
    for pair in atlas.published.pairs:
        if _is_faulty(atlas, pair.slug, faulty):
            continue
        drift = atlas.drift[pair.slug]
        for code in drift.new:
            yield _page_is_new(pair, code)
        yield from _blocks_have_moved(drift)


def _page_is_new(pair: Pair, code: str) -> Diagnostic:
    page = next(page for page in pair.pages if page.language == code)
    others = ", ".join(other.path for other in pair.pages if other is not page)
    return FRESH.broken(
        page.span,
        f"nobody has confirmed that this page agrees with {others}",
        f"when it does, run: {confirmation(pair, code)}",
        beside=tuple(other.span for other in pair.pages if other is not page),
    )


def confirmation(pair: Pair, code: str) -> str:
    """The command that confirms a language of a page which was not confirmed before."""
    other = next((page.language for page in pair.pages if page.language != code), code)
    spoken = f" --languages {other},{code}" if len(pair.pages) > 2 else ""
    return f"qiusuo confirm {pair.slug}{spoken}"


def _blocks_have_moved(drift: PageDrift) -> Iterator[Diagnostic]:
    behind: set[tuple[str, str]] = set()
    for block, one in drift.moved:
        command = f"qiusuo confirm {drift.slug} {block.address}"
        first, other = (block.spans[code] for code in one.languages)
        if one.newer and (block.address, one.older) not in behind:
            behind.add((block.address, one.older))  # of several that are newer, one is enough
            yield FRESH.broken(
                block.spans[one.newer],
                f'"{block.address}" has changed since it agreed with '
                f"{_place(block.spans[one.older])}",
                f"bring that up to date; when the two agree, run: {command}",
                beside=(block.spans[one.older],),
            )
        elif one.standing is Standing.APART:
            said = f'"{block.address}" and {_place(other)} have both changed since they agreed'
            yield FRESH.broken(first, said, f"when they agree, run: {command}", beside=(other,))
        elif one.standing is Standing.UNCONFIRMED:
            said = f'nobody has confirmed that "{block.address}" agrees with {_place(other)}'
            yield FRESH.broken(first, said, f"when it does, run: {command}", beside=(other,))


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"


def agreements_have_blocks(atlas: Atlas, faulty: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Every confirmed agreement is about a block that a page has in several languages."""
    for slug in atlas.agreements:
        if slug in atlas.drafts or _is_faulty(atlas, slug, faulty):
            continue
        pair = atlas.pair_by_slug.get(slug)
        if pair is None or len(pair.pages) < 2:
            yield NEEDED.broken(
                Span(_lock(slug)),
                f'no page "{slug}" in two languages',
                "delete the file; if the page was renamed, rename the file with it",
            )
            continue
        for agreement in atlas.drift[slug].stale:
            yield NEEDED.broken(
                agreement.span,
                f'"{agreement.address}" of {slug} says nothing of this any more',
                f"delete these lines, or run: qiusuo confirm {slug} --prune",
            )


def _is_faulty(atlas: Atlas, slug: str, faulty: Collection[str]) -> bool:
    pair = atlas.pair_by_slug.get(slug)
    pages = pair.pages if pair is not None else ()
    return _lock(slug) in faulty or any(page.path in faulty for page in pages)


def _lock(slug: str) -> str:
    return f"docs/agreements/{slug}.yml"


RULES = (FRESH, NEEDED)
CHECKS = (pairs_are_fresh, agreements_have_blocks)
