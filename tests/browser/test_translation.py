"""What readers meet of the translation: the mark, the notice, the state of all pages, the menu."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from qiusuo.cli import main
from qiusuo.site.build import build
from tests.browser.conftest import axe
from tests.conftest import copy_library, served
from tests.translated import edit, speak_esperanto, stand_alone, tell_state

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a library in three languages, with a page alone and blocks behind."""
    root = copy_library(tmp_path_factory.mktemp("translation") / "风筝")
    tell_state(root)
    assert main(["confirm", "--all", "--root", str(root)]) == 0
    speak_esperanto(root)
    stand_alone(root)
    edit(root, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    edit(
        root,
        "docs/zh/directions/kites.md",
        "2. [@kim2021fold] 再折一只",
        "2. [@kim2021fold] 折一只",
    )
    assert build(root, root / "site") == 0
    with served(root / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's page that complains of nothing."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    found = context.new_page()
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("response", lambda r: complaints.append(r.url) if r.status >= 400 else None)
    yield found
    context.close()
    assert complaints == []


def test_the_mark_leads_to_the_newer_block_by_keyboard(page: Page, three: str) -> None:
    page.goto(f"{three}/directions/kites/")
    mark = page.locator(".newer a")
    expect(mark).to_have_count(1)
    expect(mark).to_have_accessible_name("英文版此处有更新")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/directions/kites/#open.1")
    expect(page.locator("[id='open.1']")).to_have_text("Why do they hum?")
    expect(page.locator("[id='open.1']")).to_be_in_viewport()
    # A list that is behind has its mark too, and leads back.
    page.locator(".newer a", has_text="Updated in the Chinese version").click()
    page.wait_for_url("**/directions/kites/#start.1")
    assert "/en/" not in page.url


def test_a_notice_leads_to_the_original_and_reads_as_it(page: Page, three: str) -> None:
    page.goto(f"{three}/en/directions/wind/#open.1")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    notice = page.locator(".original-notice")
    expect(notice).to_contain_text("not been written in English yet")
    expect(page.locator(".original")).to_have_attribute("lang", "zh")
    expect(page.locator("[id='open.1']")).to_be_in_viewport()
    page.locator(".original .citation__link").first.click()
    expect(page.locator("li.reference").first).to_be_in_viewport()
    notice.get_by_role("link", name="Read it in Chinese").click()
    page.wait_for_url("**/directions/wind/")
    assert "/en/" not in page.url
    expect(page.locator(".original-notice")).to_have_count(0)


def test_a_citation_of_an_original_has_its_card(page: Page, three: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(f"{three}/en/directions/wind/")
    page.locator(".citation__link").first.hover()
    expect(page.locator(".citation-card__by")).to_be_visible()


def test_three_languages_are_a_menu_that_needs_no_script(browser: Browser, three: str) -> None:
    for scripts in (True, False):
        context = browser.new_context(
            viewport={"width": 360, "height": 800}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto(f"{three}/eo/directions/wind/")
        page.locator(".language-menu summary").focus()
        page.keyboard.press("Enter")
        menu = page.locator(".language-menu li")
        expect(menu).to_have_text(["中文", "English", "Esperanto"])
        menu.nth(1).click()
        page.wait_for_url("**/en/directions/wind/")
        context.close()


def test_the_search_offers_the_original_among_other_languages(page: Page, three: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{three}/en/")
    page.keyboard.press("/")
    page.keyboard.insert_text("风")
    other = page.locator("[data-search-results] a[role=option][lang=zh]", has_text="风").first
    expect(other).to_be_visible()
    links = page.locator("[data-search-results] a[role=option]").all()
    assert not any("/en/directions/wind/" in (a.get_attribute("href") or "") for a in links)


def test_the_state_of_all_pages_shows_each_change(page: Page, three: str) -> None:
    page.goto(f"{three}/en/translation/")
    block = page.locator(".translation li", has_text="Open questions")
    expect(block.locator("ins")).to_be_hidden()
    block.locator("summary").click()
    expect(block.locator("ins")).to_have_text("hum")
    expect(block.locator("ins")).to_be_visible()
    block.get_by_role("link", name="Open questions").click()
    page.wait_for_url("**/en/directions/kites/#open.1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["directions/kites/", "en/directions/wind/", "eo/directions/wind/", "en/translation/", "eo/"],
)
def test_axe_finds_nothing_and_all_fits(
    browser: Browser, three: str, path: str, scheme: str
) -> None:
    # Without motion, so that no colour is measured on its way to another.
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{three}/{path}")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
    context.close()
