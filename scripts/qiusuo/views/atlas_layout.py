"""Where everything stands in the picture of the three ways, in CSS pixels at scale one.

From a fork, stairs lead down, stairs lead up, and a road winds ahead. Every direction has a lane of
its own to the right of its station, with its name beside it, so that no two names can meet however
many there are: a longer way makes the picture taller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from qiusuo.views.drawn import MOST
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
    lanes, else above them. Without `stones`, lanes carry no works and stand closer. A way has at
    `most` as many lanes.
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
    most: int = MOST

    @property
    def gap(self) -> int:
        """The distance between one way and the next."""
        return 22 if self.stones else 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with the place of its beginning."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Way:
    """What there is to set of a way: its name, a note, and its directions as (slug, title)."""

    name: str
    note: str
    directions: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A way's name and note; where its glyph stands, if it has one; and where all of it ends."""

    name: Line
    note: tuple[Line, ...]
    glyph: tuple[float, float] | None
    bottom: float


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
    """The lanes of each way, the nearest to the fork first; the ways' headings; the whole."""

    lanes: Mapping[str, tuple[Lane, ...]]
    headings: Mapping[str, Heading]
    fork: float
    height: float


#: The sizes of a note (less what a regular face is narrower than a bold one) and between its lines.
_NOTE, _NOTE_LINE = 13.5 * 0.92, 18
#: The room for the number of works behind a name, and for a road's tip.
_COUNT, _TIP = 56, 38


def layout(ways: Mapping[str, Way], frame: Frame) -> Layout:
    """Set the ways that have directions, from top to bottom."""
    present = {way: ways[way] for way in ways if ways[way].directions}
    return _wide(present, frame) if frame.aside else _narrow(present, frame)


def _wide(ways: Mapping[str, Way], frame: Frame) -> Layout:
    """Names of the ways up and down left of the fork, that of the road ahead below it."""
    lanes: dict[str, tuple[Lane, ...]] = {}
    headings: dict[str, Heading] = {}
    room = frame.fork - 24
    y: float = _TIP
    if "up" in ways:
        lanes["up"], bottom = _band("up", ways["up"].directions, frame, y)
        height = _heading(ways["up"], frame, 0, 0, room).bottom
        y = max(bottom, y + height)
        headings["up"] = _heading(ways["up"], frame, 0, y - height, room)
        y += frame.gap
    fork, free = y + 18, y + 38
    if "hard" in ways:
        lanes["hard"], y = _band("hard", ways["hard"].directions, frame, y)
        fork = (lanes["hard"][0].y + lanes["hard"][-1].y) / 2
        x = frame.fork + 30
        headings["hard"] = _heading(ways["hard"], frame, x, fork + 24, frame.ahead - 24 - x)
        free = headings["hard"].bottom
        y += frame.gap
    if "unlisted" in ways:
        lanes["unlisted"], y = _band("unlisted", ways["unlisted"].directions, frame, y)
        headings["unlisted"] = _remark(ways["unlisted"], frame, lanes["unlisted"][-1])
        y = max(y, headings["unlisted"].bottom)
    if "down" in ways:
        y = max(y, free) + 10
        headings["down"] = _heading(ways["down"], frame, 0, y, room)
        lanes["down"], y = _band("down", ways["down"].directions, frame, y)
        y = max(y + _TIP - frame.gap, headings["down"].bottom)
    return Layout(lanes, headings, round(fork, 1), round(max(y, free)))


def _narrow(ways: Mapping[str, Way], frame: Frame) -> Layout:
    """Names of the ways above their lanes."""
    lanes: dict[str, tuple[Lane, ...]] = {}
    headings: dict[str, Heading] = {}
    fork = y = 0.0
    for way in FROM_TOP:
        if way == "hard":
            fork = y + 18
            y = fork + 20
        if way not in ways:
            continue
        if way == "unlisted":
            lanes[way], y = _band(way, ways[way].directions, frame, y)
            headings[way] = _remark(ways[way], frame, lanes[way][-1])
            y = headings[way].bottom + frame.gap
            continue
        # Beside the road that passes: the stairs down at the fork's left edge, the road ahead.
        x = frame.fork + 22 if way == "down" else frame.ahead + 20 if way == "hard" else frame.fork
        headings[way] = _heading(ways[way], frame, x, y, frame.width - x)
        y = headings[way].bottom + (_TIP - 8 if way == "up" else 8)
        lanes[way], y = _band(way, ways[way].directions, frame, y)
        y += frame.gap
    return Layout(lanes, headings, round(fork, 1), round(y + _TIP - frame.gap))


def _heading(way: Way, frame: Frame, x: float, y: float, room: float) -> Heading:
    """A way's glyph with its name and note beside it."""
    beside, down, least = (76, 58, 72) if frame.aside else (50, 38, 46)
    lines = wrap(way.note, _NOTE, room - beside)
    note = tuple(Line(text, x + beside, y + 42 + _NOTE_LINE * n) for n, text in enumerate(lines))
    bottom = y + max(least, 30 + _NOTE_LINE * len(lines))
    return Heading(Line(way.name, x + beside, y + 22), note, (x, y + down), bottom)


def _remark(way: Way, frame: Frame, lane: Lane) -> Heading:
    """The name and note of what is no way, behind its last lane or below it."""
    behind = lane.x + 40 + max(text_width(line.text, frame.size) for line in lane.lines)
    if not frame.stones and frame.width - behind > text_width(way.note, _NOTE):
        y = lane.lines[-1].y
        below = Line(way.note, behind, y + 19)
        return Heading(Line(way.name, behind, y), (below,), None, y + 28)
    x, y = lane.x + 16, lane.y
    lines = wrap(way.note, _NOTE, frame.width - x)
    note = tuple(Line(text, x, y + 51 + _NOTE_LINE * n) for n, text in enumerate(lines))
    return Heading(Line(way.name, x, y + 32), note, None, y + 40 + _NOTE_LINE * len(lines))


def _band(
    way: str, titles: Sequence[tuple[str, str]], frame: Frame, y: float
) -> tuple[tuple[Lane, ...], float]:
    """The lanes of a way from `y` down, and where they end."""
    start = frame.ahead if way in ("hard", "unlisted") else frame.fork
    longest = max(text_width(title, frame.size) for _, title in titles)
    needed = max(8 * PITCH if frame.stones else 0, min(longest, 160) + 20)
    most = frame.step / 2 if frame.stones and start == frame.ahead else frame.step
    step = min(most, (frame.axis - start - needed) / max(len(titles) - 1, 1))
    clear = 18 if frame.stones else 9
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
        y += tall + descent + clear + 10 + (16 if frame.stones else 9)
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
        across = ((y1 - y2) / length * swing * 2, (x2 - x1) / length * swing * 2)
        for bend in range(bends):
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
