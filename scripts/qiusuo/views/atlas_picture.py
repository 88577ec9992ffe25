"""The three ways as one picture: directions, the works to begin with, and what ties them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qiusuo.model import Atlas, Direction, Language, Told
from qiusuo.views.address import Addresses
from qiusuo.views.atlas_layout import (
    PITCH,
    Frame,
    Lane,
    Layout,
    Line,
    Way,
    arc,
    layout,
    stairs,
    winding,
)
from qiusuo.views.drawn import DrawnWay, drawn
from qiusuo.views.reference import author_year
from qiusuo.views.tie import Tie, cited_keys, ties
from qiusuo.views.work_page import work_slug

#: The picture on its own page, on a wide screen and on a narrow one, and the same on the home page.
ATLAS = (
    Frame("wide", 1160, 270, 540, 110, 930, 19, aside=True),
    Frame("narrow", 328, 12, 52, 28, 264, 17),
)
HOME = (
    Frame("wide", 1000, 270, 590, 200, 1000, 21, aside=True, stones=False, most=6),
    Frame("narrow", 328, 12, 52, 34, 328, 17, stones=False, most=6),
)
#: The glyph of each way's name, the same in every language.
_GLYPHS = {"down": "下", "up": "上", "hard": "难"}


@dataclass(frozen=True, slots=True)
class Stone:
    """A work of a direction's reading path, as a stone on its lane."""

    label: str
    url: str
    x: float


@dataclass(frozen=True, slots=True)
class Station:
    """A direction in the picture, with its lane, the number of its works, and its stones.

    From `grain` on, a dot stands for each further work. The rest of a way is a station without
    works that leads to the overview.
    """

    way: str
    title: Told
    url: str
    lane: Lane
    works: int
    stones: tuple[Stone, ...]
    grain: float


@dataclass(frozen=True, slots=True)
class WayMark:
    """A way in the picture: its name, and its road as an SVG path, with what lies `onward`."""

    way: str
    url: str
    glyph: Line | None
    name: Line
    note: tuple[Line, ...]
    road: str
    onward: str


@dataclass(frozen=True, slots=True)
class Arc:
    """A tie as an arc `weight` wide, with the number of works cited by both.

    `ways` are those of its ends, by name; `way` is theirs where they have one in common.
    """

    one: str
    other: str
    ways: str
    way: str
    works: int
    path: str
    weight: float


@dataclass(frozen=True, slots=True)
class AtlasPicture:
    """The whole picture; `middle` names what vanished, where the ways begin."""

    frame: Frame
    height: float
    fork: float
    middle: Line | None
    middle_lang: str
    middle_url: str
    grain: float
    ways: tuple[WayMark, ...]
    stations: tuple[Station, ...]
    arcs: tuple[Arc, ...]


def atlas_picture(atlas: Atlas, language: Language, here: str, frame: Frame) -> AtlasPicture:
    """The picture for the page `here`."""
    shown = drawn(atlas, frame.most)
    plan = layout({one.way: _way(atlas, language, one) for one in shown}, frame)
    addresses = Addresses.of(atlas)
    start = (language.code, here)
    overviews = {
        one.way: addresses.between(start, (language.code, "directions/index"), one.way)
        for one in shown
    }
    middle = atlas.title(language.code, "middle-layer")
    known = atlas.shown(language.code, "middle-layer") is not None
    stations = []
    for one in shown:
        lanes = plan.lanes[one.way]
        for direction, lane in zip(one.directions, lanes, strict=False):
            stations.append(_station(atlas, language, here, frame, direction, lane))
        if one.rest:
            title = Told(language.say("more_directions", n=len(one.rest)))
            stations.append(Station(one.way, title, overviews[one.way], lanes[-1], 0, (), 0))
    directions = [direction for one in shown for direction in one.directions]
    return AtlasPicture(
        frame,
        round(plan.height),
        plan.fork,
        Line(middle.marked, 0 if frame.aside else 40, plan.fork - 12) if known else None,
        middle.lang,
        addresses.between(start, (language.code, "middle-layer")),
        _grain(frame, stations),
        tuple(_way_mark(frame, plan, way, url) for way, url in overviews.items()),
        tuple(stations),
        tuple(_arcs(ties(atlas, language, directions), frame, stations)) if frame.stones else (),
    )


def _way(atlas: Atlas, language: Language, shown: DrawnWay) -> Way:
    titles = [
        (one.slug, atlas.title(language.code, one.page_slug).marked) for one in shown.directions
    ]
    if shown.rest:
        titles.append(("", language.say("more_directions", n=len(shown.rest))))
    name, note = (language.name_of(kind, shown.way) for kind in ("ways", "way_notes"))
    return Way(name, note, titles)


def _station(
    atlas: Atlas, language: Language, here: str, frame: Frame, direction: Direction, lane: Lane
) -> Station:
    addresses = Addresses.of(atlas)
    code = language.code
    keys = cited_keys(atlas, language, direction)
    first = round(lane.x + PITCH + 4, 1)
    fitting = int((frame.axis - first - 8) // PITCH) + 1
    path = reading_path(atlas, language, direction)[:fitting] if frame.stones else ()
    comma = language.say("colon")
    stones = tuple(
        Stone(
            f"{place + 1}. {author_year(atlas.works[key])}{comma}{atlas.works[key].title}",
            addresses.between((code, here), (code, work_slug(key))),
            first + PITCH * place,
        )
        for place, key in enumerate(path)
    )
    return Station(
        direction.way,
        atlas.title(code, direction.page_slug),
        addresses.between((code, here), (code, direction.page_slug)),
        lane,
        len(keys),
        stones,
        round(first + PITCH * len(stones), 1),
    )


def reading_path(atlas: Atlas, language: Language, direction: Direction) -> tuple[str, ...]:
    """The works to read first, by key, in their order."""
    page = atlas.shown(language.code, direction.page_slug)
    blocks = page.under("start") if page else ()
    keys = (citation.key for block in blocks for citation in block.citations)
    return tuple(dict.fromkeys(key for key in keys if key in atlas.works))


def _way_mark(frame: Frame, plan: Layout, way: str, url: str) -> WayMark:
    heading = plan.headings[way]
    return WayMark(
        way,
        url,
        Line(_GLYPHS[way], *heading.glyph) if heading.glyph else None,
        heading.name,
        heading.note,
        _road(frame, plan, way),
        _onward(frame, plan) if way == "hard" and not frame.stones else "",
    )


def _road(frame: Frame, plan: Layout, way: str) -> str:
    lanes = plan.lanes[way]
    fork = (frame.fork, plan.fork)
    if way == "hard":
        return winding([fork, *((lane.x, lane.y) for lane in lanes)])
    return stairs(fork, lanes, -32 if way == "up" else 32) if way in ("up", "down") else ""


def _onward(frame: Frame, plan: Layout) -> str:
    """The hard road goes on beyond its last station."""
    last = plan.lanes["hard"][-1]
    return winding([(last.x + 24, last.y), (frame.axis, last.y)], 3)


def _grain(frame: Frame, stations: list[Station]) -> float:
    """The distance of dots at which every lane has room for its own; 0 where that is too close."""
    rooms = [
        (frame.axis - station.grain - 4) / further
        for station in stations
        if (further := station.works - len(station.stones)) > 0
    ]
    distance = min([5.5, *rooms])
    return round(distance, 2) if frame.stones and distance >= 3.5 else 0


def _arcs(found: Sequence[Tie], frame: Frame, stations: list[Station]) -> Iterator[Arc]:
    by_slug = {station.lane.slug: station for station in stations}
    heights = [station.lane.y for station in stations]
    span = max(heights) - min(heights) if heights else 0
    for tie in reversed(found):  # the strongest on top
        one, other = by_slug[tie.one], by_slug[tie.other]
        far = abs(one.lane.y - other.lane.y) / (span or 1)
        bulge = (frame.width - frame.axis - 8) / 0.75 * (0.15 + 0.85 * far**0.8)
        yield Arc(
            tie.one,
            tie.other,
            one.way if one.way == other.way else f"{one.way} {other.way}",
            one.way if one.way == other.way else "",
            len(tie.works),
            arc(frame.axis, one.lane.y, other.lane.y, round(bulge, 1)),
            round(min(1.25 + (0.65 if frame.aside else 0.4) * len(tie.works), 10), 2),
        )
