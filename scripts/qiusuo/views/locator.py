"""Where a direction stands among all, as a picture too small for words: “you are here”."""

from dataclasses import dataclass

from qiusuo.model import WAYS, Atlas, Direction, Language
from qiusuo.views.address import Addresses
from qiusuo.views.atlas_layout import rounded, winding

_WIDTH, _HEIGHT, _EDGE, _FORK = 120, 64, 7, 26
_MIDDLE = _HEIGHT / 2
#: How many spots a way has room for.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A direction in the locator, or several that follow each other on a way with too many."""

    way: str
    x: float
    y: float
    here: bool


@dataclass(frozen=True, slots=True)
class Locator:
    """The roads by way, the spots on them, and the link to the whole picture."""

    width: int
    height: int
    fork: tuple[float, float]
    roads: tuple[tuple[str, str], ...]
    spots: tuple[Spot, ...]
    label: str
    url: str


def locator(atlas: Atlas, language: Language, direction: Direction, here: str) -> Locator | None:
    """The locator on a direction's page, where the site has the whole picture."""
    if atlas.shown(language.code, "atlas") is None:
        return None
    roads, spots = [], []
    for way in WAYS:
        directions = atlas.directions_of(way)
        points = _points(way, min(len(directions), _MOST))
        if directions and way == "hard":
            roads.append((way, winding([(_FORK, _MIDDLE), *points], 3)))
        elif directions and way in ("down", "up"):
            turns: list[tuple[float, float]] = [(_FORK, _MIDDLE)]
            for x, y in points:
                turns += [(x, turns[-1][1]), (x, y)] if x != turns[-1][0] else [(x, y)]
            roads.append((way, rounded(turns, 3)))
        here_at = (
            directions.index(direction) * len(points) // len(directions)
            if direction in directions
            else None
        )
        spots += [Spot(way, x, y, place == here_at) for place, (x, y) in enumerate(points)]
    return Locator(
        _WIDTH,
        _HEIGHT,
        (_FORK, _MIDDLE),
        tuple(roads),
        tuple(spots),
        language.say("locator", way=language.name_of("ways", direction.way)),
        Addresses.of(atlas).between(
            (language.code, here), (language.code, "atlas"), direction.slug
        ),
    )


def _points(way: str, count: int) -> list[tuple[float, float]]:
    """Where the directions of a way stand."""
    room = _WIDTH - _FORK - _EDGE
    if way in ("hard", "unlisted"):
        start, y = (0.45, _MIDDLE) if way == "hard" else (0.62, _MIDDLE + 13)
        step = (1 - start) * room / max(count - 1, 1)
        first = _FORK + start * room
        return [(round(first + min(step, 30) * n, 1), y) for n in range(count)]
    rise = (_MIDDLE - _EDGE) / max(count, 1) * (-1 if way == "up" else 1)
    step = min(30, 0.7 * room / max(count, 1))
    return [(round(_FORK + step * n, 1), round(_MIDDLE + rise * (n + 1), 1)) for n in range(count)]
