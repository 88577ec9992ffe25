"""Where everything stands on the timeline, in CSS pixels at scale one.

On wide screens time runs to the right, with a row for every direction; on narrow ones it runs down,
with a line for every direction in every year. Marks that would meet are stacked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from qiusuo.views.atlas_layout import PITCH, Line
from qiusuo.views.text_width import text_width, wrap
from qiusuo.views.timeline import Column, Mark, Row, Timeline

_WIDE, _NARROW = 1160, 328
#: Sizes of a row's name and of a heading's two lines, and the height of a wide picture's head.
_NAME, _NAME_NARROW, _YEAR, _PART = 15, 13, 13, 12
_HEAD = 84


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A work's mark with its centre."""

    mark: Mark
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row's name and marks; in the narrow picture, of one column."""

    row: Row
    bottom: float
    name: tuple[Line, ...]
    marks: tuple[PlacedMark, ...]


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column's heading, and its near and far edge; `divided` from another year's.

    The part's name begins at its place, except in the wide picture's column at the essay's line,
    where it is centred on it.
    """

    place: str
    start: float
    end: float
    divided: bool
    year: tuple[Line, ...]
    part: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """A whole picture; the essay's line stands at `essay`, across the direction of time.

    Where works are of its year and of unknown month, their column takes the place of the line.
    """

    name: str
    width: float
    height: float
    essay: float
    columns: tuple[PlacedColumn, ...]
    rows: tuple[PlacedRow, ...]


def slots(counts: Sequence[Sequence[int]], least: Sequence[int], total: int) -> tuple[int, ...]:
    """How many marks stand beside each other in each column, so that all rows together are lowest.

    `counts` are the numbers of works by row and column. Slots go, one by one, to the column that
    saves most; where none saves, to the one with most works for its width.
    """
    found = list(least)

    def gain(column: int) -> tuple[int, float, int]:
        wider = [width + (n == column) for n, width in enumerate(found)]
        height = sum(_lines(row, wider) for row in counts)
        return -height, sum(row[column] for row in counts) / found[column], -column

    for _ in range(total - sum(least)):
        found[max(range(len(found)), key=gain)] += 1
    return tuple(found)


def _lines(row: Sequence[int], widths: Sequence[int]) -> int:
    return max(-(-count // width) for count, width in zip(row, widths, strict=True))


def wide_picture(timeline: Timeline) -> TimelinePicture:
    """Rows of directions, columns of years."""
    names = _names_width(timeline.rows, _NAME, 150) + 22
    counts = [[len(cell) for cell in row.cells] for row in timeline.rows]
    least = [_least(column) for column in timeline.columns]
    widths = slots(counts, least, max(int((_WIDE - names) // PITCH), sum(least)))
    edges = [float(names)]
    for width in widths:
        edges.append(edges[-1] + width * PITCH)
    columns = tuple(_headings(timeline.columns, edges))
    rows = []
    y = float(_HEAD)
    way = timeline.rows[0].way if timeline.rows else ""
    for row, count in zip(timeline.rows, counts, strict=True):
        y += 14 if row.way != way else 0
        way = row.way
        name = wrap(row.title.marked, _NAME, names - 30)
        y += max(_lines(count, widths) * PITCH, len(name) * 19) + 12
        marks = [
            PlacedMark(
                mark,
                edges[column] + (n % widths[column] + 0.5) * PITCH,
                y - (n // widths[column] + 0.5) * PITCH - 3,
            )
            for column, cell in enumerate(row.cells)
            for n, mark in enumerate(cell)
        ]
        first = y - 10 - 19 * (len(name) - 1)
        lines = tuple(Line(text, 22, first + 19 * n) for n, text in enumerate(name))
        rows.append(PlacedRow(row, y, lines, tuple(marks)))
    essay = next(
        column.start if column.place == "after" else (column.start + column.end) / 2
        for column in columns
        if column.place != "before"
    )
    return TimelinePicture("wide", edges[-1], y + 16, essay, columns, tuple(rows))


def _names_width(rows: Sequence[Row], size: int, most: int) -> int:
    return min(
        most, ceil(max((text_width(row.title.marked, size) for row in rows), default=0)) + 10
    )


def _least(column: Column) -> int:
    """The slots that a column's heading needs: all of a short one, the longest word of another."""
    texts = [(word, _YEAR) for word in wrap(column.year, _YEAR, 0)]
    short = text_width(column.part, _PART) < 3 * PITCH - 8
    texts += [(word, _PART) for word in ([column.part] if short else wrap(column.part, _PART, 0))]
    return max(2, ceil((max(text_width(text, size) for text, size in texts) + 8) / PITCH))


def _headings(columns: Sequence[Column], edges: Sequence[float]) -> Iterator[PlacedColumn]:
    year = ""
    for column, start, end in zip(columns, edges, edges[1:], strict=False):
        divided = column.year != year
        year = column.year
        above = wrap(column.year, _YEAR, end - start - 6) if divided else ()
        below = wrap(column.part, _PART, end - start - 6) if column.part else ()
        # A column that is in the place of the essay's line has its name beneath the line's.
        left = (start + end) / 2 if column.place == "at" else start + 5
        yield PlacedColumn(
            column.place,
            start,
            end,
            divided,
            tuple(Line(text, start + 5, 40 + 16 * n) for n, text in enumerate(above)),
            tuple(Line(text, left, 57 + 14 * n) for n, text in enumerate(below)),
        )


def narrow_picture(timeline: Timeline) -> TimelinePicture:
    """Years one below the other, in each a line for every direction with works in it."""
    names = _names_width(timeline.rows, _NAME_NARROW, 112)
    across = (_NARROW - names) // PITCH
    columns = []
    rows = []
    essay = y = 0.0
    for number, column in enumerate(timeline.columns):
        if not essay and column.place != "before":
            essay = y + 28
            y = essay if column.place == "at" else essay + 12
        start = y
        y += 34
        for row in timeline.rows:
            cell = row.cells[number]
            if not cell:
                continue
            name = wrap(row.title.marked, _NAME_NARROW, names - 8)
            marks = [
                PlacedMark(
                    mark,
                    names + (n % across + 0.5) * PITCH,
                    y + (n // across + 0.5) * PITCH,
                )
                for n, mark in enumerate(cell)
            ]
            lines = tuple(Line(text, 0, y + 16 + 16 * n) for n, text in enumerate(name))
            y += max(ceil(len(cell) / across) * PITCH, len(name) * 16 + 4) + 3
            rows.append(PlacedRow(row, y, lines, tuple(marks)))
        y += 7
        part = (Line(column.part, 48, start + 23),) if column.part else ()
        heading = (Line(column.year, 0, start + 23),)
        columns.append(PlacedColumn(column.place, start, y, True, heading, part))
    return TimelinePicture("narrow", _NARROW, y, essay, tuple(columns), tuple(rows))
