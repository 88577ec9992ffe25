"""The page of rules, and the panel that names what is wrong in the preview."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qiusuo.explain import rules
from tests.browser.conftest import Open, axe
from tests.conftest import ROOT, copy_library, served
from tests.site.test_preview import rebuild

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["rules/", "en/rules/"])
def test_every_rule_stands_at_its_anchor_with_two_examples(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 390, "height": 800})
    for name in rules():
        rule = page.locator(f".rule:has(#{name})")
        expect(rule).to_have_count(1)
        expect(rule.locator(".rule__example--bad pre")).not_to_be_empty()
        expect(rule.locator(".rule__example--good pre")).not_to_be_empty()
        expect(rule.locator(".rule__other")).to_have_attribute(
            "lang", "zh" if path.startswith("en/") else "en"
        )
    page.locator(".rule-index a", has_text="scripts-are-spaced").click()
    expect(page.locator("#scripts-are-spaced")).to_be_in_viewport()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The preview of the invented library after a change that has an error and a warning."""
    library: Path = copy_library(tmp_path_factory.mktemp("preview") / "library")
    for code in ("zh", "en"):
        text = (ROOT / "docs" / code / "rules.md").read_text(encoding="utf-8")
        path = library / "docs" / code / "rules.md"
        path.write_text(text.replace("(contribute.md#style)", "(index.md)"), encoding="utf-8")
    rebuild(library, first=True)
    for code, old, new in (("en", "@iyer2024lift", "@nobody"), ("zh", "2024 年", "2024年")):
        path = library / "docs" / code / "directions/kites.md"
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    rebuild(library)
    with served(library / "site") as address:
        yield address


@pytest.fixture
def kites(browser: Browser, preview: str) -> Iterator[Page]:
    """The page of the direction that was changed, on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{preview}/en/directions/kites/")
    yield page
    context.close()


def test_the_panel_names_place_rule_and_help(kites: Page) -> None:
    panel = kites.get_by_role("region", name="Something is wrong with the content")
    expect(panel).to_be_in_viewport()
    expect(panel.get_by_role("alert")).to_contain_text("1 error, 1 warning")
    first, second = panel.get_by_role("listitem").all()
    expect(first).to_contain_text("docs/en/directions/kites.md:41:41")
    expect(first).to_contain_text("on this page")
    expect(first).to_contain_text('no work "nobody"')
    expect(second).to_contain_text("docs/zh/directions/kites.md:41:11")
    expect(second).to_contain_text("run: qiusuo check --fix")
    first.get_by_role("link", name="citation-resolves").click()
    kites.wait_for_url("**/en/rules/#citation-resolves")
    expect(kites.locator("#citation-resolves")).to_be_in_viewport()


def test_the_panel_folds_by_keyboard_and_hides_nothing_for_good(kites: Page) -> None:
    panel = kites.get_by_role("region", name="Something is wrong with the content")
    kites.locator(".findings summary").focus()
    kites.keyboard.press("Enter")
    expect(panel.get_by_role("listitem").first).to_be_hidden()
    kites.keyboard.press("Enter")
    expect(panel.get_by_role("listitem").first).to_be_visible()
    kites.evaluate("scrollTo(0, document.body.scrollHeight)")
    bottom = kites.locator(".md-footer").evaluate("e => e.getBoundingClientRect().bottom")
    top = panel.evaluate("e => e.getBoundingClientRect().top")
    assert bottom <= top


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_panel(browser: Browser, preview: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{preview}/directions/kites/")
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
    context.close()
