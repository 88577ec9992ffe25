"""Which directions a picture shows one by one; the others it counts, so that it stays a picture."""

from dataclasses import dataclass

from qiusuo.model import WAYS, Atlas, Direction

#: How many lines a way has in a picture that takes a page.
MOST = 12


@dataclass(frozen=True, slots=True)
class DrawnWay:
    """A way with the directions that are shown, and the rest, which are only counted."""

    way: str
    directions: tuple[Direction, ...]
    rest: tuple[Direction, ...]


def drawn(atlas: Atlas, most: int = MOST) -> tuple[DrawnWay, ...]:
    """The ways that have directions. Where they are more than `most`, the rest take the last line.

    The editors' order says which come first.
    """
    found = []
    for way in WAYS:
        directions = atlas.directions_of(way)
        shown = most - 1 if len(directions) > most else most
        if directions:
            found.append(DrawnWay(way, directions[:shown], directions[shown:]))
    return tuple(found)
