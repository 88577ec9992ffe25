"""The card of a citation: by mouse, keyboard and touch, in both languages, at any width."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, axe

pytestmark = pytest.mark.browser
PAGES = ("directions/deployment/", "en/directions/deployment/")


def inside_viewport(page: Page) -> bool:
    box = page.locator(".citation-card").bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    return bool(box["x"] >= 0 and box["x"] + box["width"] <= size["width"])


@pytest.mark.parametrize("path", PAGES)
def test_by_mouse(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 1440, "height": 800})
    link = page.locator(".citation__link").nth(3)
    key = (link.get_attribute("href") or "").partition("#ref-")[2]
    link.hover()
    card = page.locator(".citation-card")
    expect(card.locator(".citation-card__work")).to_have_attribute("href", f"../../works/{key}/")
    expect(card.locator(".citation-card__by")).not_to_be_empty()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


@pytest.mark.parametrize("path", PAGES)
def test_by_keyboard(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 1440, "height": 800})
    link = page.locator(".citation__link").nth(3)
    page.locator(".citation__link").nth(2).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    while page.evaluate("document.activeElement.id") != link.get_attribute("id"):
        page.keyboard.press("Tab")
    card = page.locator(".citation-card")
    expect(card.locator(".citation-card__work")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.citation-card__work')")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == link.get_attribute("id")


@pytest.mark.parametrize("path", PAGES)
def test_by_touch_a_tap_shows_and_the_card_leads_on(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 740}, has_touch=True)
    before = page.url
    links = page.locator(".citation__link")
    for number in range(0, links.count(), 9):
        links.nth(number).scroll_into_view_if_needed()
        links.nth(number).tap()
        expect(page.locator(".citation-card__by")).to_be_visible()
        assert inside_viewport(page)
        assert page.url == before
        page.touchscreen.tap(4, 300)
        expect(page.locator(".citation-card")).to_have_count(0)
    links.nth(0).scroll_into_view_if_needed()
    links.nth(0).tap()
    page.locator(".citation-card__work").tap()
    page.wait_for_url("**/works/*/")


def test_bibtex_is_copied(opened: Open) -> None:
    page = opened(
        "en/directions/deployment/",
        viewport={"width": 1440, "height": 800},
        permissions=["clipboard-read", "clipboard-write"],
    )
    link = page.locator(".citation__link[href$='#ref-leviathan2023fast']").first
    link.hover()
    copy = page.locator(".citation-card__copy")
    copy.click()
    expect(copy).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "@inproceedings{leviathan2023fast,"
    )


def test_nothing_is_fetched_before_it_is_needed_and_then_once(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport={"width": 1440, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.wait_for_timeout(300)
    assert "cards.json" not in asked
    for number in (1, 4, 6):
        page.locator(".citation__link").nth(number).hover()
        expect(page.locator(".citation-card__by")).to_be_visible()
    assert asked.count("cards.json") == 1


def test_a_failed_fetch_says_so_and_the_next_try_succeeds(opened: Open) -> None:
    page = opened("en/directions/theory/", viewport={"width": 1440, "height": 800})
    # A fault that the browser itself does not complain of.
    page.route("**/cards.json", lambda route: route.fulfill(body="no JSON"), times=1)
    first, second = page.locator(".citation__link").nth(0), page.locator(".citation__link").nth(2)
    first.hover()
    expect(page.locator(".citation-card__note")).to_contain_text("could not be loaded")
    second.hover()
    expect(page.locator(".citation-card__by")).to_be_visible()


def test_axe_finds_nothing_on_an_open_card(opened: Open) -> None:
    page = opened("directions/deployment/", viewport={"width": 390, "height": 800}, has_touch=True)
    page.locator(".citation__link").nth(2).tap()
    expect(page.locator(".citation-card__by")).to_be_visible()
    assert axe(page, ".citation-card") == []


def test_a_hostile_title_stays_text(opened: Open) -> None:
    page = opened("en/directions/theory/", viewport={"width": 1440, "height": 800})
    title = '<img src=x onerror="window.hit=1"></style><script>window.hit=1</script>'
    card = {
        **dict.fromkeys(["former", "authors", "year", "venue", "why", "doubt"], title),
        "title": title,
        "work": "./",
        "bib": "./",
        "links": [["arXiv", "javascript:window.hit=1"], ["URL", "https://example.org/"]],
    }
    key = (page.locator(".citation__link").first.get_attribute("href") or "").partition("#ref-")[2]
    page.route("**/cards.json", lambda route: route.fulfill(body=json.dumps({key: card})))
    page.locator(".citation__link").first.hover()
    expect(page.locator(".citation-card__work")).to_have_text(title)
    assert page.evaluate("window.hit") is None
    assert page.locator(".citation-card__link[href^='javascript']").count() == 0
