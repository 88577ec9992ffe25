"""The site below a path of its host, as on most static hosts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from qiusuo.site.build import build
from tests.conftest import served

pytestmark = pytest.mark.browser


def test_everything_works_below_a_path(
    library: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
    assert build(library, library / "host" / "atlas") == 0
    with served(library / "host") as address:
        page = browser.new_page()
        failed: list[str] = []
        page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
        page.goto(f"{address}/atlas/en/directions/kites/")
        page.locator(".citation__link").first.hover()
        expect(page.locator(".citation-card__by")).to_be_visible()
        page.keyboard.press("/")
        page.keyboard.insert_text("升力")
        link = page.locator("[data-search-results] a[role=option]").first
        expect(link).to_have_attribute(
            "href", f"{address}/atlas/en/directions/kites/?mark=%E5%8D%87%E5%8A%9B#focus-shape"
        )
        # A second query at once: what pagefind has on the first must not be shown for it.
        page.locator("input[type=search]").first.fill("sing")
        expect(page.locator(".search__snippet mark").first).to_have_text("sing?")
        page.locator("input[type=search]").first.fill("升力")
        expect(link).to_have_attribute("href", re.compile("focus-shape$"))
        link.click()
        page.wait_for_url("**/atlas/en/directions/kites/**")
        page.locator("button[data-side-by-side]").click()
        expect(page.locator("[id='zh--what.1']")).to_be_visible()
        page.locator("a[data-language-switch]").click()
        page.wait_for_url("**/atlas/directions/kites/**")
        expect(page.locator("[id='en--what.1']")).to_be_visible()
        assert failed == []
        page.goto(f"{address}/atlas/en/404.html")
        home = page.locator(".not-found a").first.get_attribute("href")
        assert home == "/atlas/en/"
        page.close()
