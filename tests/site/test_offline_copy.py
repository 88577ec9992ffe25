"""The copy to take along: every link in it names a file that is there."""

import re
import shutil
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from qiusuo.site.build import build
from qiusuo.site.offline_copy import NAME, from_disk, write_offline_copy
from tests.conftest import copy_library, served


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose site, below a path of its host, offers a copy."""
    root = copy_library(tmp_path_factory.mktemp("offline") / "a kite 风筝")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
        assert build(root, root / "site", offline=True) == 0
    return root


@pytest.fixture(scope="module")
def copy(built: Path) -> Path:
    """The unpacked copy."""
    with zipfile.ZipFile(built / "site" / NAME) as archive:
        archive.extractall(built / "disk 盘")
    return built / "disk 盘" / "qiusuo"


def test_the_site_offers_the_copy_only_if_there_is_one(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (built / "site/en/directions/kites/index.html").read_text("utf-8")
    assert f'href="../../../{NAME}"' in page
    monkeypatch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
    assert build(built, built / "plain") == 0
    assert NAME not in (built / "plain/en/directions/kites/index.html").read_text("utf-8")
    assert not (built / "plain" / NAME).exists()


def test_every_link_names_a_file(copy: Path) -> None:
    dead = []
    pages = list(copy.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "data-worker" not in html
        for link in re.findall(r'\b(?:href|src|action)="([^"]*)"', html):
            parts = urlsplit(unescape(link))
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = page.parent / unquote(parts.path)
            if not target.is_file():
                dead.append(f"{page.relative_to(copy)}: {link}")
            elif parts.fragment and target.suffix == ".html":
                assert f'id="{parts.fragment}"' in target.read_text("utf-8"), (page, link)
    assert dead == []


def test_the_same_site_makes_the_same_copy(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    site = Path(shutil.copytree(built / "site", tmp_path / "site"))
    first = (site / NAME).read_bytes()
    (site / NAME).unlink()
    write_offline_copy(site, "https://example.org/atlas/", again)
    assert again.read_bytes() == first


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("../", "../index.html"),
        ("./", "index.html"),
        ("../b/?q=1&amp;r=2#x", "../b/index.html?q=1&amp;r=2#x"),
        ("/atlas/", "../index.html"),
        ("/other/", "/other/"),
        ("#x", "#x"),
        ("https://example.org/b/", "https://example.org/b/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("../b/%E9%A3%8E.md", "../b/%E9%A3%8E.md"),
    ],
)
def test_links_are_led_to_files(link: str, wanted: str) -> None:
    known = {"index.html", "a/index.html", "b/index.html", "b/风.md"}
    page = from_disk(f'<a href="{link}">', "a/index.html", known, "/atlas/")
    assert page == f'<a href="{wanted}">'


@pytest.mark.browser
def test_the_copy_opens_from_disk(copy: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((copy / "index.html").as_uri())
    assert page.locator("body").evaluate("o => getComputedStyle(o).fontFamily") != ""
    assert page.locator(".md-header").evaluate("o => getComputedStyle(o).position") == "sticky"
    why = page.locator(".search__why-not")
    expect(why).to_have_text("不能搜索")
    why.click()
    expect(page.locator(".search__from-disk")).to_contain_text("python3 -m http.server")
    page.locator("a[data-language-switch]").click()
    expect(page.locator(".search__from-disk")).to_contain_text("menus")
    page.get_by_role("link", name="Home").first.click()
    page.get_by_role("link", name="Kites").first.click()
    page.locator(".citation__link").first.click()
    expect(page.locator(":target")).to_be_visible()
    page.close()
    assert {urlsplit(url).scheme for url in asked} == {"file"}


@pytest.mark.browser
def test_the_copy_has_its_search_once_it_is_served(copy: Path, browser: Browser) -> None:
    page = browser.new_page()
    with served(copy) as address:
        page.goto(f"{address}/en/index.html")
        page.keyboard.press("/")
        page.keyboard.insert_text("silk")
        link = page.locator("[data-search-results] a[role=option]").first
        expect(link).to_have_attribute("href", re.compile("directions/kites/"))
        page.close()
