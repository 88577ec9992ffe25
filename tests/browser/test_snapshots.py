"""How every kind of page looks, against pictures taken before: ``make snapshots`` takes new ones.

The pages are those of the invented library, so that writing on the real ones changes no picture.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, expect

from qiusuo.site.build import build
from tests.conftest import ROOT, copy_library, served

pytestmark = pytest.mark.browser

TAKEN = Path(__file__).parent / "snapshots"
#: Where a difference is shown: before, now, and what differs.
SHOWN = ROOT / ".snapshots"
TAKE = os.environ.get("SNAPSHOTS") == "take"

KINDS = {
    "home": "",
    "directions": "directions/",
    "direction": "directions/kites/",
    "essay": "essay/",
    "library": "works/",
    "work": "works/li2020zhi/",
    "glossary": "glossary/",
    "topics": "topics/",
    "topic": "topics/flight/",
    "search": "search/",
    "atlas": "atlas/",
    "timeline": "timeline/",
    "compare": "compare/",
    "choose": "choose/",
    "missing": "404.html",
}
#: Components that the invented library has no page of.
_MORE = ("atlas", "timeline", "compare", "choose")
SCHEMES = {"light": "default", "dark": "slate"}
#: Widths, and how much of a page is looked at from its top, in px.
SIZES = {390: 2000, 1440: 1500}

#: A channel that differs by more is another colour; what 256 colours for a picture lose is less.
_COLOUR = 40
#: The share of pixels that may be of another colour.
_SHARE = 0.0005

_PROBE = """<!doctype html><html lang="zh"><body style="margin: 8px; width: 380px">
<p style="font: 20px/1.5 Arial, 'Noto Sans CJK SC', sans-serif">上下求索，“风筝”——Qiusuo 0123</p>
<p style="font: 700 28px/1.5 'Noto Serif CJK SC', serif">理论与可解释性 The hard road</p>
<p style="font: 14px/1.5 monospace">qiusuo check --fix</p>"""


def small(shot: bytes) -> Image.Image:
    """A picture at half its size."""
    return Image.open(io.BytesIO(shot)).convert("RGB").reduce(2)


def keep(name: str, picture: Image.Image) -> None:
    """Put a picture among those to compare with, in 256 colours."""
    TAKEN.mkdir(exist_ok=True)
    few = picture.quantize(256, kmeans=2, dither=Image.Dither.NONE)
    few.save(TAKEN / f"{name}.png", optimize=True)


def taken(name: str) -> Image.Image | None:
    """The picture taken before."""
    path = TAKEN / f"{name}.png"
    return Image.open(path).convert("RGB") if path.exists() else None


def differing(before: Image.Image, now: Image.Image) -> Image.Image:
    """White where two pictures of a size are of another colour."""
    channels = ImageChops.difference(before, now).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return most.point(lambda level: 255 if level > _COLOUR else 0)


def share(mask: Image.Image) -> float:
    """The share of a mask that is white."""
    return mask.histogram()[255] / (mask.width * mask.height)


def complaint(name: str, now: Image.Image) -> str:
    """What is wrong with a picture, or nothing."""
    before = taken(name)
    if before is None:
        return f"{name}: there is no picture yet; run: make snapshots"
    if before.size != now.size:
        mask = None
        told = f"is {now.width} by {now.height} px, and was {before.width} by {before.height}"
    else:
        mask = differing(before, now)
        if share(mask) <= _SHARE:
            return ""
        told = f"differs in {share(mask):.2%} of its pixels"
    sheet = Image.new("RGB", (3 * now.width + 20, max(before.height, now.height)), "gray")
    sheet.paste(before, (0, 0))
    sheet.paste(now, (now.width + 10, 0))
    if mask is not None:
        sheet.paste(Image.new("RGB", now.size, "red"), (2 * now.width + 20, 0), mask)
    SHOWN.mkdir(exist_ok=True)
    sheet.save(SHOWN / f"{name}.png")
    return f"{name} {told}: see .snapshots/{name}.png; if it is meant, run: make snapshots"


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the invented library, with a page of each component."""
    library = copy_library(tmp_path_factory.mktemp("snapshots") / "library")
    for name in _MORE:
        for code in ("zh", "en"):
            text = f"---\ntitle: {name}\ndescription: {name}\n---\n\n# {name}\n\n::{name}\n"
            (library / f"docs/{code}/{name}.md").write_text(text, encoding="utf-8")
    assert build(library, library / "site") == 0
    with served(library / "site") as address:
        yield address


@pytest.fixture(scope="module")
def same_letters(browser: Browser) -> None:
    """Skip where text is drawn otherwise than where the pictures were taken."""
    page = browser.new_page(viewport={"width": 400, "height": 220})
    page.set_content(_PROBE)
    probe = small(page.screenshot())
    page.close()
    if TAKE:
        keep("letters", probe)
        return
    before = taken("letters")
    if before is not None and (before.size != probe.size or share(differing(before, probe)) > 0):
        pytest.skip("fonts or browser draw letters otherwise than where the pictures were taken")


@pytest.mark.usefixtures("same_letters")
@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_pages_look_as_they_did(browser: Browser, kites: str, kind: str, code: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    complaints = []
    for scheme, name in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{kites}/{'en/' if code == 'en' else ''}{KINDS[kind]}", wait_until="load")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            picture = small(page.screenshot(animations="disabled"))
            title = f"{kind}-{code}-{scheme}-{width}"
            if TAKE:
                keep(title, picture)
            else:
                complaints.append(complaint(title, picture))
    context.close()
    assert [told for told in complaints if told] == []


def test_a_change_of_a_word_or_of_a_colour_is_seen() -> None:
    page = Image.new("RGB", (200, 400), "#fbf9f4")
    word, faint, gone = page.copy(), page.copy(), page.copy()
    word.paste("#201d1a", (20, 20, 60, 24))
    faint.paste("#f3f1ec", (0, 0, 200, 400))
    gone.paste("#9c2f1d", (0, 0, 200, 2))
    assert share(differing(page, page)) == 0
    assert share(differing(page, word)) > _SHARE
    assert share(differing(page, faint)) == 0
    assert share(differing(page, gone)) > _SHARE
