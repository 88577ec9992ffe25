"""A page's picture for those who share its address.

All is drawn as masks, whose grey levels become the steps of a small palette: quick, small in bytes,
and the same bytes every time.
"""

import io
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont

from qiusuo.exports.fonts import Face, Faces
from qiusuo.palette import channels
from qiusuo.views.share_picture import SIZE, SharePicture

_EDGE = 80
_WIDTH = SIZE[0] - 2 * _EDGE
#: Levels of a colour between paper and itself.
_STEPS = 16
_COLOURS = ("ink", "ink-soft", "line", "down", "up", "hard", "unlisted")

_Point = tuple[float, float]
#: The strip at the foot, from and to; in its own pixels, the ways begin where the middle ends.
_STRIP = (424, 624)
_MIDDLE = 100.0
_START = (310.0, _MIDDLE)
_CURVES: Mapping[str, tuple[tuple[_Point, _Point, _Point], ...]] = {
    "up": (
        ((450, 100), (400, 36), (560, 36)),
        ((740, 36), (920, 36), (1108, 36)),
    ),
    "down": (
        ((450, 100), (400, 164), (560, 164)),
        ((740, 164), (920, 164), (1108, 164)),
    ),
    "hard": (
        ((378, 40), (442, 40), (504, 100)),
        ((566, 160), (630, 160), (692, 100)),
        ((754, 40), (818, 40), (880, 100)),
        ((930, 148), (1000, 148), (1108, 100)),
    ),
}

#: What keeps to one line: a Latin word, or a character, with the marks that cling to it.
_UNIT = re.compile(r"\s+|[“‘《〈（「『]*(?:[!-~À-ɏ]+|.)[，。、；：？！”’》〉）」』…—]*")


def draw(picture: SharePicture, faces: Faces, colours: Mapping[str, str]) -> bytes:
    """The picture as a PNG."""
    canvas = _Canvas(SIZE)
    _draw_head(canvas, picture, faces)
    _draw_words(canvas, picture, faces)
    canvas.image.paste(_ways(picture.way), (0, _STRIP[0]))
    return canvas.png(colours)


class _Canvas:
    """An image of palette indices: paper, and the levels of each colour on it."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.image = Image.new("P", size)

    def text(self, at: _Point, text: str, font: ImageFont.FreeTypeFont, colour: str) -> float:
        """Set a line from its baseline's left; its width."""
        mask, width = _mask_of(text, font)
        self.stamp(mask, (round(at[0]) - 4, round(at[1] - _base(font))), colour)
        return width

    def stamp(self, mask: Image.Image, at: tuple[int, int], colour: str) -> None:
        """Lay a mask over what is there."""
        indices = mask.point(_levels(colour))
        self.image.paste(indices, at, indices.point(_SET))

    def png(self, colours: Mapping[str, str]) -> bytes:
        """The image with its palette."""
        paper = channels(colours["paper"])
        palette = list(paper)
        for name in _COLOURS:
            for step in range(1, _STEPS):
                pairs = zip(paper, channels(colours[name]), strict=True)
                palette += [round(a + (b - a) * step / (_STEPS - 1)) for a, b in pairs]
        self.image.putpalette(palette)
        out = io.BytesIO()
        self.image.save(out, "PNG", compress_level=6)
        return out.getvalue()


#: Whatever is not the paper, wholly.
_SET = [0] + [255] * 255


@cache
def _levels(colour: str) -> list[int]:
    """The palette's index for each level of a mask."""
    start = _COLOURS.index(colour) * (_STEPS - 1)
    levels = (round(level * (_STEPS - 1) / 255) for level in range(256))
    return [start + level if level else 0 for level in levels]


@lru_cache(maxsize=64)  # what the head says is the same in every picture
def _mask_of(text: str, font: ImageFont.FreeTypeFont) -> tuple[Image.Image, float]:
    """A line as a mask, its baseline's left at (4, `_base`); its width."""
    width = font.getlength(text)
    mask = Image.new("L", (math.ceil(width) + 8, round(font.size * 1.6)))
    ImageDraw.Draw(mask).text((4, _base(font)), text, font=font, fill=255, anchor="ls")
    return mask, width


def _base(font: ImageFont.FreeTypeFont) -> float:
    return font.size * 1.2


def _draw_head(canvas: _Canvas, picture: SharePicture, faces: Faces) -> None:
    """The name of the site and what it is."""
    left: float = _EDGE
    if picture.site != picture.title:
        left += canvas.text((left, 92), picture.site, faces.title.at(38), "ink") + 26
    canvas.text((left, 92), picture.subtitle, faces.text.at(30), "ink-soft")


def _draw_words(canvas: _Canvas, picture: SharePicture, faces: Faces) -> None:
    """The way's mark and name, the title, and as much of the description as there is room for."""
    top = 134
    if picture.way:
        canvas.stamp(_mark(picture.way), (_EDGE, top + 12), picture.way)
        canvas.text((_EDGE + 50, top + 44), picture.way_name, faces.title.at(36), picture.way)
        top += 54
    size, lines = _title(picture.title, faces.title)
    for line in lines:
        top += round(size * 1.25)
        canvas.text((_EDGE, top - size * 0.14), line, faces.title.at(size), "ink")
    top += 14
    font = faces.text.at(33)
    for line in _lines(picture.text, font, (_STRIP[0] - top) // 48):
        top += 48
        canvas.text((_EDGE, top), line, font, "ink-soft")


@cache
def _ways(way: str) -> Image.Image:
    """The three ways out of the dotted middle: a page's own in its colour, else all of them."""
    strip = _Canvas((SIZE[0], _STRIP[1] - _STRIP[0]))
    for name in sorted(_CURVES, key=lambda name: name == way):  # the page's own above the others
        pen = _Pen()
        pen.arrow(list(_sample(name)), 13 if name == way else 9)
        strip.stamp(pen.mask(), (0, 0), name if way in ("", name) else "line")
    astray = way not in ("", *_CURVES)  # off the three ways the middle goes on
    dots = _Pen()
    for x in range(_EDGE + 5, 1120 if astray else 300, 24):
        dots.disc((x, _MIDDLE), 5)
    strip.stamp(dots.mask(), (0, 0), way if astray else "ink-soft")
    return strip.image


class _Pen:
    """Draws into the strip at twice its size, so that edges come out smooth."""

    def __init__(self) -> None:
        self._image = Image.new("L", (2 * SIZE[0], 2 * (_STRIP[1] - _STRIP[0])))
        self._draw = ImageDraw.Draw(self._image)

    def disc(self, at: _Point, radius: float) -> None:
        """A filled circle."""
        self._draw.circle((2 * at[0], 2 * at[1]), 2 * radius, fill=255)

    def arrow(self, points: list[_Point], width: float) -> None:
        """A line through points, with round ends and a head at its end."""
        end, before = points[-1], points[-6]
        angle = math.atan2(end[1] - before[1], end[0] - before[0])
        heads = [
            (end[0] - 34 * math.cos(angle + turn), end[1] - 34 * math.sin(angle + turn))
            for turn in (0.7, -0.7)
        ]
        for line in (points, [heads[0], end, heads[1]]):
            doubled = [(2 * x, 2 * y) for x, y in line]
            self._draw.line(doubled, fill=255, width=round(2 * width), joint="curve")
            for at in (line[0], line[-1]):
                self.disc(at, width / 2)

    def mask(self) -> Image.Image:
        """What was drawn, at the strip's size."""
        return self._image.reduce(2)


def _sample(way: str) -> Iterator[_Point]:
    """Points along the curve of a way."""
    start = _START
    yield start
    for one, two, end in _CURVES[way]:
        for step in range(1, 25):
            t = step / 24
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (start, one, two, end)
            yield (
                sum(w * p[0] for w, p in zip(weights, points, strict=True)),
                sum(w * p[1] for w, p in zip(weights, points, strict=True)),
            )
        start = end


def _mark(way: str) -> Image.Image:
    """A way's own shape, 34 pixels high: a triangle either way up, a diamond, a disc."""
    image = Image.new("L", (136, 136))
    shapes = {
        "up": [(68, 10), (132, 126), (4, 126)],
        "down": [(68, 126), (132, 10), (4, 10)],
        "hard": [(68, 2), (134, 68), (68, 134), (2, 68)],
    }
    pen = ImageDraw.Draw(image)
    if way in shapes:
        pen.polygon(shapes[way], fill=255)
    else:
        pen.circle((68, 68), 58, fill=255)
    return image.reduce(4)


def _title(text: str, face: Face) -> tuple[int, list[str]]:
    """The title's size and lines: as large as goes on one line, else smaller on two."""
    for size in (88, 76, 66):
        lines = _lines(text, face.at(size), 2)
        if len(lines) < 2:
            return size, lines
    return 58, _lines(text, face.at(58), 2)


def _lines(text: str, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """The text broken into lines, none begun by closing or ended by opening punctuation."""
    lines, parts = [""], 0.0
    for unit in _units(" ".join(text.split()), font):
        parts += _length(unit, font)
        # Together they are about as long as their parts; only a line that is nearly full is set.
        full = parts > 0.9 * _WIDTH and font.getlength((lines[-1] + unit).rstrip()) > _WIDTH
        if lines[-1] and full:
            if len(lines) == most:
                lines[-1] = _shortened(lines[-1], font)
                break
            lines.append("")
            parts = _length(unit, font)
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines if line.rstrip()]


@lru_cache(maxsize=10_000)
def _length(unit: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(unit)


def _units(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """What keeps to one line; what no line could hold comes letter by letter."""
    sure = _WIDTH / font.size / 2  # no letter is twice as wide as the font is high
    for unit in _UNIT.findall(text):
        if len(unit) > sure and font.getlength(unit) > _WIDTH:
            yield from unit
        else:
            yield unit


def _shortened(line: str, font: ImageFont.FreeTypeFont) -> str:
    """A line that says that more would follow."""
    units = list(_units(line, font))
    while units and font.getlength("".join(units).rstrip() + "…") > _WIDTH:
        units.pop()
    return "".join(units).rstrip(" ,.;:，、；：") + "…"
