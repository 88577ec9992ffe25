"""How text stands: Chinese as Chinese, English as English, and all of it on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qiusuo.site.build import build
from tests.browser.conftest import Open
from tests.conftest import copy_library, served

pytestmark = pytest.mark.browser

_STRESSED = "他们*很*认真，读过 *Kites* 一书。"


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented library, with stress and a title on a Chinese page."""
    library: Path = copy_library(tmp_path_factory.mktemp("typography") / "library")
    page = library / "docs/zh/index.md"
    page.write_text(page.read_text("utf-8").replace("::ways", f"{_STRESSED}\n\n::ways"), "utf-8")
    other = library / "docs/en/index.md"
    other.write_text(
        other.read_text("utf-8").replace("::ways", "They take *care* with 风筝.\n\n::ways"), "utf-8"
    )
    assert build(library, library / "site") == 0
    with served(library / "site") as address:
        yield address


def style(page: Page, selector: str, name: str) -> str:
    found: str = page.locator(selector).evaluate(
        "(one, name) => getComputedStyle(one).getPropertyValue(name)", name
    )
    return found


def test_chinese_is_stressed_by_dots_and_titles_lean_only_in_their_language(
    browser: Browser, kites: str
) -> None:
    page = browser.new_page()
    page.goto(f"{kites}/")
    stressed, title = "em:not([lang])", "em[lang=en]"
    assert page.locator(stressed).text_content() == "很"
    assert style(page, stressed, "font-style") == "normal"
    assert "dot" in style(page, stressed, "text-emphasis-style")
    assert page.locator(title).text_content() == "Kites"
    assert style(page, title, "font-style") == "italic"
    assert style(page, title, "text-emphasis-style") == "none"
    page.goto(f"{kites}/en/")
    assert style(page, "em", "font-style") == "italic"
    assert page.locator("p > span[lang=zh]").text_content() == "风筝"
    page.close()


def test_lines_are_as_long_as_each_language_reads_well(opened: Open) -> None:
    """36 Chinese characters, and 60 to 75 Latin letters."""
    size = {"width": 1440, "height": 900}
    for path, sample, least, most in (
        ("middle-layer/", "汉", 34, 38),
        ("en/middle-layer/", "the quick brown fox jumps over a lazy dog ", 60, 78),
    ):
        page = opened(path, viewport=size)
        letters = page.locator(".page > p[id]").first.evaluate(
            """(one, sample) => {
              const probe = one.cloneNode();
              probe.style.cssText = "position: absolute; white-space: pre; max-width: none";
              probe.textContent = sample.repeat(10);
              one.after(probe);
              const width = probe.getBoundingClientRect().width / (10 * sample.length);
              probe.remove();
              return parseFloat(getComputedStyle(one).maxWidth) / width;
            }""",
            sample,
        )
        assert least <= letters <= most


@pytest.mark.parametrize("path", ["directions/deployment/", "en/directions/deployment/"])
def test_on_paper_it_is_an_article(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 800, "height": 1000}, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer", ".search"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    link = page.locator("li.reference .reference__link").first
    shown = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert (link.get_attribute("href") or "?") in shown
    # Dark ink, though the screen is dark.
    assert style(page, ".page > p[id] >> nth=0", "color") == "rgb(32, 29, 26)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_with_colours_of_the_reader_nothing_is_told_by_a_background_alone(opened: Open) -> None:
    page = opened("en/directions/deployment/#what.1", forced_colors="active")
    steps = page.locator(".direction-facts .meter").first.locator(".meter__step")
    filled = [style_of(one) for one in (steps.nth(0), steps.nth(3))]
    assert filled[0] != filled[1]
    expect(page.locator(":target")).to_have_css("outline-style", "solid")


def style_of(one: object) -> str:
    """The colour of a box."""
    found: str = one.evaluate("one => getComputedStyle(one).backgroundColor")  # type: ignore[attr-defined]
    return found
