"""The pictures of pages: they say what the page is, in few bytes, and the same ones every time."""

import io
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from qiusuo.exports.fonts import Faces, faces
from qiusuo.exports.share_picture import _lines, draw
from qiusuo.palette import channels, colours
from qiusuo.site import share_pictures
from qiusuo.site.build import build
from qiusuo.views.share_picture import SharePicture
from tests.conftest import ROOT

CSS = (ROOT / "overrides/assets/stylesheets/tokens.css").read_text(encoding="utf-8")
COLOURS = colours(CSS, "default")
FOUND = faces()
BASE = "https://qiusuo.example.org/"

needs_font = pytest.mark.skipif(FOUND is None, reason="no font with Chinese on this machine")


def picture(title: str = "风筝", text: str = "放风筝的人看风。", way: str = "up") -> SharePicture:
    return SharePicture(title, text, "图志", "试验用的图志", way, "向上" if way else "")


def found() -> Faces:
    assert FOUND is not None
    return FOUND


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@needs_font
@pytest.mark.parametrize("way", ["", "down", "up", "hard", "unlisted"])
def test_it_shows_the_way_in_its_colour_in_few_bytes(way: str) -> None:
    data = draw(picture(way=way), found(), COLOURS)
    image = opened(data)
    assert image.size == (1200, 630)
    assert image.mode == "P"
    assert len(data) < 40_000
    shown = {colour for _, colour in image.convert("RGB").getcolors(4096) or []}
    assert channels(COLOURS["ink"]) in shown
    for name in ("down", "up", "hard", "unlisted"):
        wanted = name == way or (way == "" and name != "unlisted")
        assert (channels(COLOURS[name]) in shown) == wanted


@needs_font
def test_it_is_the_same_bytes_every_time() -> None:
    assert draw(picture(), found(), COLOURS) == draw(picture(), found(), COLOURS)
    assert draw(picture(), found(), COLOURS) != draw(picture(title="风"), found(), COLOURS)


@needs_font
@settings(max_examples=40, deadline=None)
@given(
    st.text("风筝线，。“”（）《》 kite-A1é\n", max_size=400),
    st.text("风筝线，。“”（）《》 kite-A1é\n", max_size=400),
)
def test_any_text_leaves_the_edges_free(title: str, text: str) -> None:
    image = opened(draw(picture(title=title, text=text), found(), COLOURS)).convert("L")
    paper = image.getpixel((0, 0))
    for box in ((0, 0, 70, 630), (1140, 0, 1200, 630), (0, 0, 1200, 40)):
        assert image.crop(box).getextrema() == (paper, paper)


@needs_font
@settings(deadline=None)
@given(st.text("风筝线，。、“”（）《》", min_size=1, max_size=200))
def test_punctuation_does_not_begin_or_end_a_line_wrongly(text: str) -> None:
    whole = re.sub("[“（《]+$|^[，。、”）》]+", "", re.sub("[“（《]+(?=[，。、”）》])", "", text))
    lines = _lines(whole, found().text.at(33), 99)
    assert "".join(lines) == whole
    assert not [line for line in lines if re.match("[，。、”）》]", line)]
    assert not [line for line in lines if re.search("[“（《]$", line)]


def test_without_a_font_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "Latin.ttf").write_bytes(b"")
    assert faces([tmp_path, tmp_path / "nowhere"]) is None


def shared(root: Path, page: str) -> dict[str, list[str]]:
    """What a page tells those who share it, by property."""
    html = (root / "site" / page / "index.html").read_text(encoding="utf-8")
    told: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<meta (?:property|name)="((?:og|twitter):.*?)" content="(.*?)"', html
    ):
        told.setdefault(name, []).append(value)
    return told


@needs_font
def test_every_page_tells_where_its_picture_is(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(library, library / "site") == 0
    kites = shared(library, "en/directions/kites")
    assert kites["og:image"] == [f"{BASE}en/directions/kites/share.png"]
    assert opened((library / "site/en/directions/kites/share.png").read_bytes()).size == (1200, 630)
    assert kites["og:url"] == [f"{BASE}en/directions/kites/"]
    assert (kites["og:locale"], kites["og:locale:alternate"]) == (["en_GB"], ["zh_CN"])
    assert kites["twitter:card"] == ["summary_large_image"]
    assert kites["og:image:alt"] == kites["og:title"]
    for page, url in (("", ""), ("works/li2020zhi", "works/"), ("en/topics/flight", "en/topics/")):
        assert shared(library, page)["og:image"] == [f"{BASE}{url}share.png"]
        assert (library / "site" / url / "share.png").exists()
    assert "og:" not in (library / "site/404.html").read_text(encoding="utf-8")

    def drawn_again(*about: object) -> bytes:
        raise AssertionError(about)

    monkeypatch.setattr(share_pictures.drawing, "draw", drawn_again)
    shutil.rmtree(library / "site")
    assert build(library, library / "site") == 0
    assert (library / "site/share.png").exists()


def test_a_machine_without_the_font_builds_without_pictures_and_says_so_once(
    library: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(share_pictures, "faces", lambda: None)
    with caplog.at_level("INFO"):
        assert build(library, library / "site") == 0
    told = [record for record in caplog.records if "no font" in record.getMessage()]
    assert [record.levelname for record in told] == ["INFO"]
    page = shared(library, "en/directions/kites")
    assert "og:image" not in page
    assert page["twitter:card"] == ["summary"]
    assert list((library / "site").rglob("share.png")) == []


def test_without_an_address_nothing_absolute_is_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIUSUO_SITE_URL", "")
    assert build(library, library / "site") == 0
    page = shared(library, "en/directions/kites")
    assert page["og:title"] == ["Kites"]
    assert not {"og:url", "og:image"} & set(page)
    html = (library / "site/en/directions/kites/index.html").read_text(encoding="utf-8")
    assert "canonical" not in html
    assert "noindex" not in html
