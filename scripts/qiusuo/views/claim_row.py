"""What became of each claim of the essay: the rows of its table."""

from dataclasses import dataclass

from qiusuo.model import Atlas, Language, Told
from qiusuo.views.address import Addresses
from qiusuo.views.prose import Run, runs


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim: its words, its outcome, and the link to the block that carries it.

    `lang` is the language of `since` where it is not the page's.
    """

    id: str
    claim: Told
    outcome: str
    outcome_name: str
    since: tuple[Run, ...]
    url: str
    lang: str = ""


def claim_rows(atlas: Atlas, language: Language, page_slug: str, here: str) -> tuple[ClaimRow, ...]:
    """The claims that one page carries, in the essay's order, as seen from the page `here`."""
    addresses = Addresses.of(atlas)
    rows = []
    for claim in atlas.claims_by_page.get(page_slug, ()):
        carrier = atlas.carrier(language.code, claim.id)
        anchor = carrier.address if carrier else ""
        since = atlas.tell(claim.since, language.code)
        rows.append(
            ClaimRow(
                claim.id,
                atlas.tell(claim.claim, language.code),
                claim.outcome,
                language.name_of("outcomes", claim.outcome),
                runs(since.text, atlas, (language.code, here), since.lang or language.code),
                addresses.between((language.code, here), (language.code, claim.page), anchor),
                since.lang,
            )
        )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims came to one outcome."""

    outcome: str
    name: str
    count: int


def tallies(atlas: Atlas, language: Language, page_slug: str = "") -> tuple[Tally, ...]:
    """The outcomes of all claims or of one page's, with their counts, in their declared order."""
    names = language.names.get("outcomes", {})
    claims = atlas.claims_by_page.get(page_slug, ()) if page_slug else atlas.claims
    counted = [
        Tally(outcome, name, sum(claim.outcome == outcome for claim in claims))
        for outcome, name in names.items()
    ]
    return tuple(tally for tally in counted if tally.count)
