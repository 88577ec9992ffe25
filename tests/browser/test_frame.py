"""What stands around a page: colours, menu, sections, the way to the top."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 800}
PHONE = {"width": 390, "height": 800}


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


@pytest.mark.parametrize(("system", "shown"), [("light", "default"), ("dark", "slate")])
def test_colours_are_the_systems_until_others_are_chosen(
    opened: Open, system: str, shown: str
) -> None:
    page = opened("en/", color_scheme=system)
    switch = page.locator("[data-colours-switch]")
    assert scheme(page) == shown
    expect(switch).to_have_attribute("title", "Colours: the system’s")
    page.emulate_media(color_scheme="dark" if system == "light" else "light")
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", shown)
    told = []
    for _ in range(3):
        switch.click()
        told.append((switch.get_attribute("aria-label"), scheme(page)))
    assert told[:2] == [("Colours: light", "default"), ("Colours: dark", "slate")]
    assert told[2][0] == "Colours: the system’s"


def test_chosen_colours_are_there_before_anything_is_painted(opened: Open) -> None:
    page = opened("en/", color_scheme="light")
    for _ in range(2):
        page.locator("[data-colours-switch]").click()
    paper = page.locator("meta[name=theme-color]").first
    assert paper.get_attribute("content") == "#17181a"
    page.route("**/frame.js", lambda route: None)  # it never comes
    page.goto(page.url + "essay/", wait_until="commit")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("kept", ["", "purple", "{}", "slate"])
def test_colours_that_are_none_are_the_systems(opened: Open, kept: str) -> None:
    page = opened("en/", color_scheme="dark")
    page.evaluate("kept => localStorage.setItem('colours', kept)", kept)
    page.reload()
    assert scheme(page) == "slate"


def test_the_menu_opens_and_closes_by_keys(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport=PHONE)
    menu = page.locator(".menu-button")
    expect(menu).to_have_attribute("aria-expanded", "false")
    links = page.locator(".md-nav--primary a")
    expect(links.first).to_be_hidden()  # so that no key leads into what can not be seen
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(links.first).to_be_visible()
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(links.first).to_be_hidden()


def test_without_scripts_the_menu_opens_and_nothing_promises_more(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport=PHONE, java_script_enabled=False)
    expect(page.locator("[data-colours-switch]")).to_be_hidden()
    page.locator("label.md-header__button[for='__drawer']").click()
    expect(page.locator(".md-nav--primary a").first).to_be_visible()
    page.locator(".md-overlay").click(position={"x": 380, "y": 400})
    expect(page.locator(".md-nav--primary a").first).to_be_hidden()


def test_the_section_that_is_read_is_marked(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport=WIDE)
    links = page.locator(".md-sidebar--secondary a[href^='#']")
    active = page.locator(".md-sidebar--secondary a.md-nav__link--active")
    assert links.count() > 4
    expect(active).to_have_count(0)
    for place in (2, links.count() - 2):
        wanted = links.nth(place).get_attribute("href")
        page.locator(f"[id='{(wanted or '')[1:]}']").evaluate("e => e.scrollIntoView()")
        expect(active).to_have_attribute("href", wanted or "")
        passed = page.locator(".md-sidebar--secondary a.md-nav__link--passed")
        expect(passed).to_have_count(place)
        expect(active).to_be_in_viewport()
    expect(page.locator(".md-header__title--active")).to_have_count(1)


def test_who_turns_back_is_offered_the_top(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport=PHONE)
    top = page.locator(".md-top")
    expect(top).to_have_attribute("hidden", "")
    page.evaluate("scrollTo({ top: 4000, behavior: 'instant' })")
    # What is scrolled is told with the next frame.
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    )
    expect(top).to_have_attribute("hidden", "")
    page.evaluate("scrollTo({ top: 3800, behavior: 'instant' })")
    expect(top).not_to_have_attribute("hidden", "")
    top.click()
    expect(page.locator("h1")).to_be_in_viewport()


def test_an_address_opens_what_is_closed(opened: Open) -> None:
    page = opened("en/essay/", viewport=WIDE)
    page.evaluate(
        """() => {
          const closed = document.createElement("details");
          closed.append(document.createElement("p"));
          closed.lastChild.id = "within";
          closed.lastChild.textContent = "here";
          document.querySelector(".page").append(closed);
        }"""
    )
    expect(page.locator("#within")).to_be_hidden()
    page.evaluate("location.hash = 'within'")
    expect(page.locator("#within")).to_be_visible()
    expect(page.locator("#within")).to_be_in_viewport()


def test_on_paper_everything_is_open_and_afterwards_as_it_was(opened: Open) -> None:
    page = opened("en/works/", viewport=WIDE)
    closed = page.locator("details:not([open])").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == closed
