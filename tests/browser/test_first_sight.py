"""What is seen of a page before its style sheet has come."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Open, moved

pytestmark = pytest.mark.browser

PAGES = [
    *("", "en/", "directions/capability/", "en/directions/agents/", "en/essay/", "glossary/"),
    *("en/works/brown2020language/", "choose/", "en/atlas/"),
]
#: Each element that is seen: its place, and how its text is set. In Chinese, quotation marks and
#: dashes get a wider font with the style sheet (tokens.css), which can add a line at the end.
_SEEN = """() => (self.seen ??= [...document.querySelectorAll(".md-content *")].filter(
  (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
)).map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const fonts = style.fontFamily.replace(/"Han (Serif )?Marks", /, "");
  const text = [style.color, style.fontSize, style.fontWeight, style.lineHeight, fonts];
  const place = [x, y, width, ...(one.matches(":lang(zh)") ? [] : [height])];
  return [one.tagName, ...place.map(Math.round), ...text].join(" ");
})"""


class Early:
    """Opens pages whose style sheet does not come until it is let through."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.held: list[Route] = []

    def open(self, path: str, **options: object) -> Page:
        self.context = self.browser.new_context(service_workers="block", **options)  # type: ignore[arg-type]
        page = self.context.new_page()
        page.route("**/*.css", lambda route: self.held.append(route))
        page.goto(f"{self.address}/{path}", wait_until="commit")
        page.locator(".md-footer").wait_for(state="attached")
        return page

    def let_through(self, page: Page) -> None:
        while self.held:
            self.held.pop().continue_()
        page.locator("html[data-mounted]").wait_for(state="attached")
        page.evaluate("new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)))")


@pytest.fixture
def early(browser: Browser, address: str) -> Iterator[Early]:
    one = Early(browser, address)
    yield one
    one.context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "colours"), [(390, "light"), (320, "dark")])
def test_a_phone_shows_the_first_words_where_they_will_stay(
    early: Early, path: str, width: int, colours: str
) -> None:
    page = early.open(path, viewport={"width": width, "height": 800}, color_scheme=colours)
    first = page.evaluate(_SEEN)
    expect(page.locator(".md-content h1")).to_be_visible()
    assert len(first) > 1 or path == "en/essay/"  # which begins with a heading
    early.let_through(page)
    assert page.evaluate(_SEEN) == first
    assert moved(page) == 0


def test_where_there_is_room_nothing_is_shown_without_its_style(early: Early) -> None:
    page = early.open("en/directions/agents/", viewport={"width": 1440, "height": 800})
    assert page.evaluate(_SEEN) == []
    early.let_through(page)
    expect(page.locator(".md-content h1")).to_be_visible()


def test_without_the_style_sheet_all_of_the_text_is_shown_in_the_end(early: Early) -> None:
    page = early.open("en/directions/agents/", viewport={"width": 390, "height": 800})
    last = page.locator(".references__list > li").last
    assert last.evaluate("one => getComputedStyle(one).visibility") == "hidden"
    _let_time_pass(page)
    assert last.evaluate("one => getComputedStyle(one).visibility") == "visible"


def _let_time_pass(page: Page) -> None:
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")


@pytest.mark.parametrize("comes", [True, False])
def test_who_has_the_style_sheet_sees_nothing_without_it(
    opened: Open, address: str, comes: bool
) -> None:
    page = opened("en/", viewport={"width": 390, "height": 800})
    expect(page.locator("html.kept")).to_have_count(0)
    held: list[Route] = []
    page.route("**/*.css", lambda route: held.append(route))
    page.goto(f"{address}/en/directions/agents/", wait_until="commit")
    page.locator(".md-footer").wait_for(state="attached")
    seen: Callable[[], object] = lambda: page.evaluate("getComputedStyle(document.body).opacity")  # noqa: E731
    assert seen() == "0"
    if comes:
        held.pop().continue_()
        page.locator("html[data-mounted]").wait_for(state="attached")
    else:
        _let_time_pass(page)
    assert seen() == "1"
    for one in held:
        one.continue_()
