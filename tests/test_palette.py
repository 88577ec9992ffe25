"""The colours: every pair that is used can be read, and the ways differ to every eye."""

import itertools
import math
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from qiusuo.palette import SCHEMES, channels, colours
from tests.conftest import ROOT

STYLES = ROOT / "overrides/assets/stylesheets"
CSS = (STYLES / "tokens.css").read_text(encoding="utf-8")
ALL = {scheme: colours(CSS, scheme) for scheme in SCHEMES}

#: What lies behind text, and behind lines and shapes.
SURFACES = ("paper", "raised", "sunk", "mark")
BEHIND_SHAPES = ("paper", "raised", "sunk")
WAYS = ("down", "up", "hard")
OUTCOMES = ("held", "partly", "overtaken", "open", "personal")
#: Text, on any surface; WCAG 2.2, 1.4.3: 4.5 to 1.
TEXT = ("ink", "ink-soft", "accent", *WAYS, "unlisted", *OUTCOMES)
#: Text on a fill: buttons, and choices that are made.
ON_FILLS = tuple(("paper", fill) for fill in TEXT)
#: The edges of fields, rings of focus, meters and lines that tell something; 1.4.11: 3 to 1.
SHAPES = ("edge", "ink-soft", "accent", *WAYS, "unlisted", *OUTCOMES)
#: Rules between what space divides already: they tell nothing, so nothing is asked of them.
DECORATION = ("line",)

#: Full dichromacy in linear RGB, from Machado, Oliveira and Fernandes, "A Physiologically-based
#: Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15(6), 2009), severity 1.0.
VISIONS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
#: In OKLab, where 0.02 is just noticeable side by side: six times that is seen across a page.
APART = 0.12

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    """Linear light, each channel from 0 to 1."""
    r, g, b = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    )
    return r, g, b


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    luminances = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        for colour in (one, other)
    )
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


def oklab(rgb: Triple) -> Triple:
    """Linear RGB in Ottosson's OKLab (2020), whose distances are even to the eye."""
    r, g, b = rgb
    long, medium, short = (
        math.copysign(abs(x) ** (1 / 3), x)
        for x in (
            0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
            0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
            0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
        )
    )
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def seen(colour: str, vision: str) -> Triple:
    """A colour as somebody sees it."""
    rgb = linear(colour)
    r, g, b = (
        min(1.0, max(0.0, sum(weight * c for weight, c in zip(row, rgb, strict=True))))
        for row in VISIONS[vision]
    )
    return oklab((r, g, b))


def test_both_schemes_have_the_same_colours() -> None:
    assert list(ALL["default"]) == list(ALL["slate"])
    assert len(ALL["default"]) > 15


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_every_surface(scheme: str) -> None:
    found = ALL[scheme]
    pairs = [*itertools.product(TEXT, SURFACES), *ON_FILLS]
    poor = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_can_be_seen_on_every_surface(scheme: str) -> None:
    found = ALL[scheme]
    pairs = itertools.product(SHAPES, BEHIND_SHAPES)
    poor = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 3} == {}


def test_every_colour_belongs_to_a_declared_pair() -> None:
    assert set(ALL["default"]) == {*SURFACES, *TEXT, *SHAPES, *DECORATION}


def declared(property: str) -> Mapping[str, set[str]]:
    """The tokens that the style sheets use for a property, with the sheets."""
    used: dict[str, set[str]] = {}
    for path in STYLES.glob("*.css"):
        for value in re.findall(rf"[{{;\s]{property}:([^;}}]*)", path.read_text(encoding="utf-8")):
            for token in re.findall(r"var\(--q-([\w-]+)", value):
                if token in ALL["default"]:
                    used.setdefault(token, set()).add(path.name)
    return used


def test_style_sheets_use_colours_for_what_they_are_declared() -> None:
    text = declared("color")
    assert {token for token in text if token not in (*TEXT, "paper")} == {"edge"}
    assert text["edge"] == {"page.css"}  # the figure 404, as large as a shape
    backgrounds = declared("background(?:-color)?")
    assert set(backgrounds) <= {*SURFACES, *SHAPES, *TEXT}
    lines = declared("(?:border|outline|stroke|text-decoration)(?:-[a-z-]+)?")
    # A line in a surface's colour is a rim that sets words off from what is behind them.
    assert set(lines) <= {*SHAPES, *TEXT, *DECORATION, *SURFACES}


def test_style_sheets_have_no_colours_of_their_own() -> None:
    own = re.compile(r"(?:#|%23)[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")
    colours = {
        path.name: set(own.findall(path.read_text("utf-8"))) for path in STYLES.glob("*.css")
    }
    # What stands before the style sheet has come can ask for no tokens, and repeats them.
    known = colours.pop("tokens.css")
    for name in ("first.css", "icon.css"):  # nor can what is drawn within an address
        assert {one.replace("%23", "#") for one in colours.pop(name)} <= known
    assert {name for name, found in colours.items() if found} == set()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_three_ways_differ_to_every_eye(scheme: str, vision: str) -> None:
    eyes = {way: seen(ALL[scheme][way], vision) for way in WAYS}
    apart = {
        pair: round(math.dist(eyes[pair[0]], eyes[pair[1]]), 3)
        for pair in itertools.combinations(WAYS, 2)
    }
    assert {pair: distance for pair, distance in apart.items() if distance < APART} == {}


def test_what_stands_outside_the_style_sheets_has_their_colours() -> None:
    html = (ROOT / "overrides/main.html").read_text(encoding="utf-8")
    theme = re.findall(r'name="theme-color" content="(#\w+)"', html)
    assert theme == [ALL[scheme]["paper"] for scheme in SCHEMES]
    icon = Path(ROOT, "overrides/assets/images/favicon.svg").read_text(encoding="utf-8")
    wanted = {ALL["default"][name] for name in ("paper", *WAYS)}
    assert set(re.findall("#[0-9a-f]{6}", icon)) == wanted
