"""The comparison: sorted, put side by side, by mouse, keys and touch; plain without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from qiusuo import source
from tests.browser.conftest import Open, moved, small
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 800}


def order(page: Page) -> list[str]:
    found: list[str] = page.locator(".compare__table tbody tr").evaluate_all(
        "rows => rows.map(row => row.dataset.slug)"
    )
    return found


def test_a_heading_sorts_and_sorts_back(opened: Open) -> None:
    page = opened("en/compare/", viewport=WIDE)
    atlas = source.load(ROOT)[0]
    facts = list(atlas.directions_in_order())
    assert order(page) == [d.slug for d in facts]
    head = page.locator("th[data-column='mathematics']")
    expect(page.locator("th[data-column='direction']")).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert page.locator("th[aria-sort]").count() == 1
    by_level = sorted(facts, key=lambda d: d.barriers["mathematics"])
    assert order(page) == [d.slug for d in by_level]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert order(page)[0] == "theory"
    assert page.url.endswith("?sort=-mathematics")
    expect(page.locator("[data-compare-sorted]")).to_have_text(
        "Sorted by Mathematics, highest first."
    )
    page.locator("th[data-column='direction'] button").click()
    assert order(page) == [d.slug for d in facts]
    assert "?" not in page.url


def test_keys_alone_sort_and_choose(opened: Open) -> None:
    page = opened("compare/", viewport=WIDE)
    page.locator("th[data-column='direction'] button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("th[data-column='compute']")).to_have_attribute("aria-sort", "ascending")
    assert order(page)[0] == "applications"
    boxes = page.locator("input[name='with']")
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-compare-status]")).to_contain_text("再选一个")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    side = page.locator("[data-compare-side]")
    expect(side).to_be_visible()
    assert side.locator("thead th").count() == 2
    page.locator("[data-compare-bar] a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#side-by-side")).to_be_in_viewport()
    side.locator("thead button").first.focus()
    page.keyboard.press("Enter")
    expect(side).to_be_hidden()
    expect(page.locator("input[name='with']:focus")).to_have_count(1)


def test_side_by_side_says_what_the_table_says_and_why(opened: Open) -> None:
    page = opened("en/compare/?with=deployment&with=theory&with=agents", viewport=WIDE)
    side = page.locator("table.side")
    assert side.locator("thead th a").all_text_contents() == ["Deployment", "Agents", "Theory"]
    facts = side.locator("tbody tr")
    assert facts.count() == page.locator(".compare__table thead th").count() - 1
    mathematics = facts.nth(2)
    expect(mathematics.locator("th")).to_have_text("Mathematics")
    expect(mathematics.locator("td").nth(2)).to_contain_text("very high (4/4)")
    expect(mathematics.locator("td").nth(2)).to_contain_text("This is the gate: probability")
    expect(mathematics.locator("td").nth(2)).to_be_visible()
    expect(side.locator(".compare__reason").first).to_be_visible()


def test_three_at_most(opened: Open) -> None:
    several = "&".join(f"with={slug}" for slug in ("theory", "agents", "alignment", "capability"))
    page = opened(f"compare/?{several}", viewport=WIDE)
    expect(page.locator("input[name='with']:checked")).to_have_count(3)
    expect(page.locator("input[name='with']:disabled")).to_have_count(6)
    expect(page.locator("[data-compare-status]")).to_contain_text("最多三个")
    page.locator("input[name='with']:checked").first.uncheck()
    assert page.locator("input[name='with']:disabled").count() == 0
    page.locator("[data-compare-clear]").click()
    expect(page.locator("[data-compare-bar]")).to_be_hidden()
    assert "?" not in page.url


def test_an_address_that_means_nothing_changes_nothing(opened: Open) -> None:
    page = opened("compare/?sort=luck&with=nobody&sort=-x", viewport=WIDE)
    assert order(page)[0] == "capability"
    expect(page.locator("[data-compare-side]")).to_be_hidden()


def test_a_phone_gets_cards_that_touch_sorts_and_chooses(opened: Open) -> None:
    page = opened("en/compare/", viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.locator(".compare__table thead")).not_to_be_in_viewport()
    page.locator("select[name='sort']").select_option("-months")
    assert order(page)[0] == "theory"
    for slug in ("theory", "evaluation"):
        page.locator(f"input[value='{slug}']").tap()
    page.locator("[data-compare-bar] a").tap()
    expect(page.locator("#side-by-side")).to_be_in_viewport()
    cell = page.locator("table.side tbody tr").first.locator("td").first
    expect(cell.locator(".side__of")).to_have_text("Theory")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_it_is_a_plain_table(opened: Open) -> None:
    page = opened("en/compare/", viewport=WIDE, java_script_enabled=False)
    rows = page.locator(".compare__table tbody tr")
    assert rows.count() == 9
    expect(rows.first).to_contain_text("very high (4/4)")
    for name in (".compare__order", ".compare__pick >> nth=0", "[data-compare-side]"):
        expect(page.locator(name)).to_be_hidden()
    assert page.locator(".compare button:visible").count() == 0


def test_the_other_language_shows_the_same(opened: Open) -> None:
    page = opened("compare/", viewport=WIDE)
    page.locator("th[data-column='works'] button").click()
    page.locator("input[value='agents']").check()
    page.locator("a[data-language-switch]").click()
    page.wait_for_url(re.compile(r"/en/compare/\?sort=works&with=agents"))
    expect(page.locator("th[data-column='works']")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("input[value='agents']")).to_be_checked()


@pytest.mark.parametrize("path", ["compare/", "en/compare/?with=theory&with=agents"])
def test_what_is_pressed_is_large_enough_and_nothing_moves(opened: Open, path: str) -> None:
    page = opened(path, viewport=WIDE)
    assert small(page.locator(".compare").locator("button, label, select")) == []
    assert moved(page) < 0.01
