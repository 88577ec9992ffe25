"""Every claim of the essay is carried by its page, in the essay's voice."""

from collections.abc import Iterator
from difflib import get_close_matches

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Claim

CARRIED = Rule(
    "claim-is-carried", "Every claim is carried by a block of its page, in each language."
)
KNOWN = Rule("claim-is-known", "A block carries only claims that are declared, on their page.")
UNIQUE = Rule("claim-is-unique", "Every claim is declared once.")
HAS_PAGE = Rule("claim-has-page", "Every file of claims belongs to a page.")


def claims_are_carried(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every claim is carried by a block of its page, in each language."""
    slugs = {page.slug for page in atlas.pages}
    for claim in atlas.published.claims:
        if claim.page not in slugs:
            yield HAS_PAGE.broken(claim.span, f'no page "{claim.page}"', "name the file after one")
            continue
        lacking = [
            page
            for language in atlas.languages
            if (language.code, claim.id) not in atlas.carriers
            and (page := atlas.page(language.code, claim.page)) is not None
        ]
        if lacking:
            yield CARRIED.broken(
                claim.span,
                f"no block of {' or '.join(page.path for page in lacking)} carries {claim.id}",
                f'put {{ .essay claims="{claim.id}" }} beneath the block that retells it',
                beside=tuple(page.span for page in lacking),
            )


def claims_are_known(atlas: Atlas) -> Iterator[Diagnostic]:
    """A block carries only claims that are declared, on their page."""
    for page in atlas.pages:
        for block in page.blocks:
            for identifier in block.claims:
                claim = atlas.claim_by_id.get(identifier)
                span = block.mark or block.span
                if claim is None:
                    near = get_close_matches(identifier, atlas.claim_by_id, n=1)
                    advice = f'nearest is "{near[0]}"' if near else "declare it in docs/claims/"
                    yield KNOWN.broken(span, f'no claim "{identifier}"', advice)
                elif claim.page != page.slug:
                    yield KNOWN.broken(
                        span, f"{identifier} belongs to the page {claim.page}", "remove it here"
                    )


def claims_are_unique(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every claim is declared once."""
    seen: dict[str, Claim] = {}
    for claim in atlas.claims:
        first = seen.setdefault(claim.id, claim)
        if claim is not first:
            yield UNIQUE.broken(
                claim.span, f"{claim.id} stands at {first.span} already", "rename it"
            )


RULES = (CARRIED, KNOWN, UNIQUE, HAS_PAGE)
CHECKS = (claims_are_carried, claims_are_known, claims_are_unique)
