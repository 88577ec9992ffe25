"""The pages under their own policy and the one of the header files: nothing of them is stopped."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import until
from tests.conftest import Quiet, served

pytestmark = pytest.mark.browser

#: Of the pages of works, one in so many.
_WORKS = 40


@pytest.fixture(scope="module")
def guarded(site: Path) -> Iterator[str]:
    """The site, served with the headers that are made for it."""
    text = (site / "_headers").read_text(encoding="utf-8")
    headers = [line.strip().split(": ", 1) for line in text.splitlines() if ": " in line]
    assert headers

    class Guarded(Quiet):
        def end_headers(self) -> None:
            for name, value in headers:
                self.send_header(name, value)
            super().end_headers()

    with served(site, Guarded) as address:
        yield address


@pytest.fixture
def stopped() -> list[str]:
    """What a policy stopped, and where."""
    return []


@pytest.fixture
def context(browser: Browser, stopped: list[str]) -> Iterator[BrowserContext]:
    """A browser that tells of what a policy stops."""
    context = browser.new_context(service_workers="block")
    context.expose_function("stopped", lambda told: stopped.append(told))
    context.add_init_script(
        """addEventListener("securitypolicyviolation", (event) => window.stopped(
          `${location.pathname}: ${event.effectiveDirective} ${event.blockedURI}`));"""
    )
    yield context
    context.close()


def test_no_page_is_stopped_from_anything(
    site: Path, guarded: str, context: BrowserContext, stopped: list[str]
) -> None:
    paths = sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
    )
    works = [path for path in paths if re.fullmatch(r"(en/)?works/[^/]+/", path)]
    others = [path for path in paths if path not in set(works)]
    assert len(works) > 500 and len(others) > 100
    page = context.new_page()
    for path in (*others, *works[::_WORKS]):
        page.goto(f"{guarded}/{path}", wait_until="load")
        assert stopped == [], path


def test_nothing_that_a_reader_does_is_stopped(
    guarded: str, context: BrowserContext, stopped: list[str]
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{guarded}/en/directions/deployment/")
    page.locator(".citation__link").nth(3).hover()
    expect(page.locator(".citation-card").first).to_be_visible()
    page.get_by_role("button", name="Both languages").click()
    expect(page.locator("[lang=zh] p, p[lang=zh]").first).to_be_visible()
    page.locator("[data-colours-switch]").click()
    page.get_by_role("navigation").get_by_role("link", name="Directions").first.click()
    expect(page.locator("h1#top")).to_have_text("All directions")
    page.goto(f"{guarded}/en/search/?q=quantization")
    expect(page.locator("[data-search-results] a").first).to_be_visible()
    page.goto(f"{guarded}/en/choose/")
    page.locator("main input[type=radio]").nth(1).check()
    page.goto(f"{guarded}/atlas/")
    expect(page.locator("[data-mounted]").first).to_be_visible()
    assert stopped == []


def test_a_policy_that_is_broken_is_told(
    guarded: str, context: BrowserContext, stopped: list[str]
) -> None:
    page = context.new_page()
    page.goto(f"{guarded}/en/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert until(page, lambda: any("style-src" in one for one in stopped))
