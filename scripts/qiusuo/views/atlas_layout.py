"""Where everything stands in the picture of the three ways, in CSS pixels at scale one.

From a fork, stairs lead up, stairs lead down, and a road winds ahead. Every direction has a lane of
its own to the right of its station, with its name beside it, so that no two names can meet however
many there are: a longer way makes the picture taller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from qiusuo.views.text_width import text_width, wrap

#: The ways from the top of the picture to its bottom.
FROM_TOP = ("up", "hard", "unlisted", "down")
#: The distance at which works can be touched apart.
PITCH = 24


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a picture, and how it is used.

    The ways part at `fork`; the road ahead reaches its first station at `ahead`; each station
    stands up to `step` to the right of the one before. Lanes end at `axis`, where the ties' arcs
    begin. `size` is that of a direction's name. With `aside`, a way's name stands left of its
    lanes, else above them. Without `stones`, lanes carry no works and stand closer.
    """

    name: str
    width: int
    fork: int
    ahead: int
    step: int
    axis: int
    size: int
    aside: bool = False
    stones: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the place of its beginning."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A direction's lane: its station at (`x`, `y`), its end, and its name in lines."""

    slug: str
    x: float
    y: float
    end: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The lanes of each way, the nearest to the fork first; the places of the ways' names."""

    lanes: Mapping[str, tuple[Lane, ...]]
    names: Mapping[str, tuple[float, float]]
    fork: float
    height: float


def layout(titles: Mapping[str, Sequence[tuple[str, str]]], frame: Frame) -> Layout:
    """Set the directions, given by way as (slug, title), from top to bottom."""
    lanes: dict[str, tuple[Lane, ...]] = {}
    names: dict[str, tuple[float, float]] = {}
    fork = 0.0
    y = _TIP if frame.aside else 0.0
    floor = 0.0
    for way in FROM_TOP:
        straight = way == "hard" and frame.aside and bool(titles.get(way))
        if way == "hard" and not straight:
            fork = y + 18
            y = fork + 20
        if not titles.get(way):
            continue
        top = y
        if not frame.aside and way != "unlisted":
            names[way] = (
                frame.fork + {"up": 0, "hard": frame.ahead - frame.fork + 22, "down": 22}[way],
                y,
            )
            y += _NAME_HEIGHT + (_TIP - 12 if way == "up" else 4)
        elif way == "down":
            y = max(y, floor)
        lanes[way], y = _band(way, titles[way], frame, y)
        if way == "unlisted":
            names[way] = (lanes[way][-1].x + 16, lanes[way][-1].y)
            y += 22
        elif straight:
            fork = (lanes[way][0].y + lanes[way][-1].y) / 2
            names[way] = (frame.fork + 30, fork + 24)
            floor = fork + 24 + _NAME_HEIGHT + 10
        elif frame.aside:
            y = max(y, top + _NAME_HEIGHT)
            names[way] = (0, y - _NAME_HEIGHT if way == "up" else top)
        y += 22
    return Layout(lanes, names, round(fork, 1), round(y + _TIP - 22))


#: The width of the number of works behind a name.
_COUNT = 56
#: The height of a way's name with its note, and of the arrow at a road's tip.
_NAME_HEIGHT = 72
_TIP = 38


def _band(
    way: str, titles: Sequence[tuple[str, str]], frame: Frame, y: float
) -> tuple[tuple[Lane, ...], float]:
    """The lanes of a way from `y` down, and where they end."""
    start = frame.ahead if way in ("hard", "unlisted") else frame.fork
    longest = max(text_width(title, frame.size) for _, title in titles)
    needed = max(8 * PITCH if frame.stones else 0, min(longest, 160) + 20)
    most = frame.step / 2 if frame.stones and start == frame.ahead else frame.step
    step = min(most, (frame.axis - start - needed) / max(len(titles) - 1, 1))
    clear = 13 if frame.stones else 9
    descent = 0.2 * frame.size
    lanes = []
    upward = way == "up"
    for place, (slug, title) in reversed(list(enumerate(titles))) if upward else enumerate(titles):
        x = round(start + step * place, 1)
        wrapped = wrap(title, frame.size, frame.axis - x - 16 - (_COUNT if frame.stones else 0))
        tall = frame.size * (0.8 + 1.25 * (len(wrapped) - 1))
        # Names stand on the side that faces the fork's level: there no road passes.
        line = y + 10 if upward else y + tall + descent + clear
        first = line + clear if upward else y
        baselines = [round(first + frame.size * (0.8 + 1.25 * n), 1) for n in range(len(wrapped))]
        lines = tuple(Line(text, x + 16, b) for text, b in zip(wrapped, baselines, strict=True))
        lanes.append(Lane(slug, x, round(line, 1), frame.axis, lines))
        y += tall + descent + clear + 10 + (20 if frame.stones else 12)
    return tuple(reversed(lanes) if upward else lanes), y


def stairs(fork: tuple[float, float], lanes: Sequence[Lane], beyond: float) -> str:
    """The road from the fork from station to station, and `beyond` the last one to its tip."""
    turns = [fork]
    for lane in lanes:
        if turns[-1][0] != lane.x:
            turns.append((lane.x, turns[-1][1]))
        turns.append((lane.x, lane.y))
    x, y = turns[-1]
    tip = y + beyond
    wing = tip - beyond / abs(beyond) * 8
    arrow = f"M{_at((x - 8, wing))}L{_at((x, tip))}L{_at((x + 8, wing))}"
    return rounded([*turns, (x, tip)]) + arrow


def rounded(turns: Sequence[tuple[float, float]], radius: float = 9) -> str:
    """A path along level and upright lines, its corners rounded."""
    parts = [f"M{_at(turns[0])}"]
    for before, corner, after in zip(turns, turns[1:], turns[2:], strict=False):
        parts.append(f"L{_at(_toward(corner, before, radius))}")
        parts.append(f"Q{_at(corner)} {_at(_toward(corner, after, radius))}")
    return "".join([*parts, f"L{_at(turns[-1])}"])


def winding(turns: Sequence[tuple[float, float]], swing: float = 9) -> str:
    """A path that winds from point to point: it takes its time."""
    parts = [f"M{_at(turns[0])}"]
    side = -1
    for (x1, y1), (x2, y2) in pairwise(turns):
        length = hypot(x2 - x1, y2 - y1)
        bends = max(2, ceil(length / 30))
        for bend in range(bends):
            far = swing * (1.2 if bend in (0, bends - 1) else 2)
            across = ((y1 - y2) / length * far, (x2 - x1) / length * far)
            middle, end = (bend + 0.5) / bends, (bend + 1) / bends
            control = (
                x1 + (x2 - x1) * middle + side * across[0],
                y1 + (y2 - y1) * middle + side * across[1],
            )
            parts.append(f"Q{_at(control)} {_at((x1 + (x2 - x1) * end, y1 + (y2 - y1) * end))}")
            side = -side
    return "".join(parts)


def arc(x: float, one: float, other: float, bulge: float) -> str:
    """A tie from height to height along the axis at `x`."""
    return f"M{_at((x, one))}C{_at((x + bulge, one))} {_at((x + bulge, other))} {_at((x, other))}"


def _toward(
    start: tuple[float, float], end: tuple[float, float], far: float
) -> tuple[float, float]:
    length = hypot(end[0] - start[0], end[1] - start[1])
    part = min(far, length / 2) / length
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.4g} {point[1]:.4g}"
