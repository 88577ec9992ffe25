"""All directions in one table, from their facts and from what their pages cite."""

import re
from dataclasses import dataclass

from qiusuo.model import BARRIERS, COMPUTE, Atlas, Direction, Language, Page
from qiusuo.views.claim_row import Tally, tallies
from qiusuo.views.direction_card import DirectionCard, direction_card
from qiusuo.views.excerpt import plain

#: The columns by which the table can be sorted, in their order, and the first one, of the title.
SORTED = ("direction", *BARRIERS, "start", "months", "works", "since")

_ITEM = re.compile(r"^[-*+]\s+", re.MULTILINE)
_LEAD = re.compile(r"^\*\*[^*]*\*\*\s*")


@dataclass(frozen=True, slots=True)
class Compared:
    """A direction as a row: its card, why its barriers are as high, and what came since the essay.

    `since` counts the works that are known to have appeared after the essay; `sort` has the value
    of each column that can be sorted.
    """

    card: DirectionCard
    reasons: tuple[str, ...]
    since: int
    share: int
    outcomes: tuple[Tally, ...]
    sort: tuple[tuple[str, int], ...]


def comparison(atlas: Atlas, language: Language, here: str) -> tuple[Compared, ...]:
    """Every direction, in the order of the atlas, as seen from the page `here`."""
    return tuple(
        _compared(atlas, language, direction, here, place)
        for place, direction in enumerate(atlas.directions_in_order(), 1)
    )


def _compared(
    atlas: Atlas, language: Language, direction: Direction, here: str, place: int
) -> Compared:
    page = atlas.page(language.code, direction.page_slug)
    card = direction_card(atlas, language, direction, here)
    shown = atlas.shown(language.code, direction.page_slug)
    cited = {citation.key for citation in shown.citations} if shown else set()
    since = sum(key in atlas.works and atlas.works[key].follows_essay for key in cited)
    low, high = direction.start.months
    needed = direction.start.compute
    values = {
        "direction": place,
        **{barrier: direction.barriers.get(barrier, 0) for barrier in BARRIERS},
        "start": COMPUTE.index(needed) if needed in COMPUTE else 0,
        "months": low * 1000 + high,  # by the shortest, then the longest
        "works": card.works,
        "since": since,
    }
    return Compared(
        card,
        barrier_reasons(page) if page else (),
        since,
        round(100 * since / card.works) if card.works else 0,
        tallies(atlas, language, direction.page_slug),
        tuple((name, values[name]) for name in SORTED),
    )


def barrier_reasons(page: Page) -> tuple[str, ...]:
    """Why each barrier is as high as it is, in their order, without the name that leads in."""
    block = next((block for block in page.blocks if block.address == "barriers"), None)
    items = [item for item in _ITEM.split(block.text) if item.strip()] if block else []
    return tuple(plain(_LEAD.sub("", item)) for item in items)
