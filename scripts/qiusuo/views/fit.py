"""How well each direction fits a reader: what every answer is worth to it, and the ranking.

The worth of an answer is worked out here, once, from the facts and the weights of
``docs/chooser.yml``. What is left is to add: `rank` does it here, ``choose-rank.js`` in the
browser, and a reader without scripts by the table on the page.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import Any

from qiusuo.model import BARRIERS, COMPUTE, QUESTIONS, Atlas, Chooser, Direction, Word


@dataclass(frozen=True, slots=True)
class Reason:
    """Something for a direction or against it: its kind, its points, and what it is about."""

    kind: str
    points: int
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """What applies where one of the answers `when` is given: reasons, direction by direction."""

    id: int
    when: tuple[str, ...]
    reasons: tuple[tuple[Reason, ...], ...]

    @cached_property
    def points(self) -> tuple[int, ...]:
        """The worth of the row, direction by direction."""
        return tuple(sum(reason.points for reason in found) for found in self.reasons)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a question, or of the essay: of those that apply, the `best` counts or each."""

    name: str
    best: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Fit:
    """All there is to add: the directions, what each has from the start, and the groups of rows."""

    directions: tuple[Direction, ...]
    costs: tuple[tuple[Reason, ...], ...]
    groups: tuple[Group, ...]

    @cached_property
    def base(self) -> tuple[int, ...]:
        """The points that each direction has from the start."""
        return tuple(sum(reason.points for reason in found) for found in self.costs)


@dataclass(frozen=True, slots=True)
class Place:
    """A direction's place in a ranking: its number, its points, and the rows that count."""

    direction: int
    points: int
    rows: tuple[int, ...]


def rank(fit: Fit, answers: Collection[str]) -> tuple[Place, ...]:
    """The directions by their points; where these are equal, in the order of the atlas."""
    given = set(answers)
    applying = [
        (group.best, [row for row in group.rows if not given.isdisjoint(row.when)])
        for group in fit.groups
    ]
    places = []
    for direction, points in enumerate(fit.base):
        counted: list[int] = []
        for best, rows in applying:
            if best and rows:  # the first of equals
                rows = [max(rows, key=lambda row: row.points[direction])]
            for row in rows:
                points += row.points[direction]
                counted.append(row.id)
        places.append(Place(direction, points, tuple(counted)))
    return tuple(sorted(places, key=lambda place: -place.points))


def fit(atlas: Atlas, chooser: Chooser, backgrounds: tuple[str, ...]) -> Fit:
    """What every answer is worth; `backgrounds` are all that a reader may name."""
    directions = tuple(atlas.directions_in_order())
    ids = count()
    groups = []
    for question in QUESTIONS:
        rows = []
        for choice in chooser.choices(question, backgrounds):
            worth = partial(_WORTH[question], chooser, choice)
            rows.append(Row(next(ids), (f"{question}={choice}",), tuple(map(worth, directions))))
        groups.append(Group(question, question == "know", tuple(rows)))
    words = [
        Row(next(ids), when, tuple(_said(atlas, chooser, word, sign, d) for d in directions))
        for word in chooser.words
        for sign, when in ((1, word.suits), (-1, word.bars))
        if when
    ]
    groups.append(Group("essay", False, tuple(row for row in words if any(row.points))))
    return Fit(directions, tuple(_costs(chooser, one) for one in directions), tuple(groups))


def plain(fit: Fit) -> dict[str, Any]:
    """The numbers alone, for the script."""
    return {
        "directions": [direction.slug for direction in fit.directions],
        "base": list(fit.base),
        "groups": [
            {
                "best": group.best,
                "rows": [
                    {"id": row.id, "when": list(row.when), "points": list(row.points)}
                    for row in group.rows
                ],
            }
            for group in fit.groups
        ],
    }


def _costs(chooser: Chooser, direction: Direction) -> tuple[Reason, ...]:
    levels = [(barrier, direction.barriers.get(barrier, 0)) for barrier in BARRIERS]
    found = [Reason("cost", chooser.barriers.costs[level], (name,)) for name, level in levels]
    return tuple(reason for reason in found if reason.points)


def _known(chooser: Chooser, background: str, direction: Direction) -> tuple[Reason, ...]:
    found = []
    if background in direction.backgrounds:
        found.append(Reason("leads", chooser.know.leads, (background,)))
    for barrier in BARRIERS:
        if background in chooser.know.meets.get(barrier, ()):
            points = chooser.barriers.met[direction.barriers.get(barrier, 0)]
            found.append(Reason("meets", points, (background, barrier)))
    return tuple(reason for reason in found if reason.points)


def _had(chooser: Chooser, compute: str, direction: Direction) -> tuple[Reason, ...]:
    weights, needed = chooser.have, direction.start.compute
    short = max(0, COMPUTE.index(needed) - COMPUTE.index(compute)) if needed in COMPUTE else 0
    kind, points = ("short", short * weights.short) if short else ("enough", weights.enough)
    found = [Reason("free" if needed == "none" else kind, points, (compute, needed))]
    level = direction.barriers.get("compute", 0)
    if level <= weights.meets.get(compute, 0):
        found.append(Reason("clears", chooser.barriers.met[level], (compute,)))
    return tuple(reason for reason in found if reason.points)


def _awaited(chooser: Chooser, months: str, direction: Direction) -> tuple[Reason, ...]:
    weights = chooser.wait
    low, high = direction.start.months
    if int(months) < low:
        found = [Reason("late", weights.late)]
    elif int(months) < high:
        found = [Reason("hopeful", weights.hopeful)]
    else:
        found = [Reason("sure", weights.sure)]
        if high >= weights.slow_from:
            found.append(Reason("slow", weights.slow))
    return tuple(reason for reason in found if reason.points)


def _enjoyed(chooser: Chooser, name: str, direction: Direction) -> tuple[Reason, ...]:
    weights = chooser.enjoy
    joy = next(joy for joy in weights.joys if joy.name == name)
    if joy.barrier:
        level = direction.barriers.get(joy.barrier, 0)
        found = Reason("work", weights.levels[level], (name, str(level)))
    else:
        shared = tuple(topic for topic in joy.topics if topic in direction.topics)
        points = min(len(shared) * weights.topic, weights.topics)
        found = Reason("topics", points, (name, *shared))
    return (found,) if found.points else ()


_WORTH: dict[str, Callable[[Chooser, str, Direction], tuple[Reason, ...]]] = {
    "know": _known,
    "have": _had,
    "wait": _awaited,
    "enjoy": _enjoyed,
}


def _said(
    atlas: Atlas, chooser: Chooser, word: Word, sign: int, direction: Direction
) -> tuple[Reason, ...]:
    claim = atlas.claim_by_id.get(word.claim)
    if claim is None or claim.page != direction.page_slug:
        return ()
    points = sign * chooser.outcomes.get(claim.outcome, 0)
    return (Reason("said", points, (word.claim,)),) if points else ()
