"""The library page: sorted, filtered, sent on, and complete without scripts."""

import pytest
from playwright.sync_api import expect

from qiusuo import source
from tests.browser.conftest import Open
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


def test_it_is_complete_without_scripts(opened: Open) -> None:
    page = opened("works/", java_script_enabled=False)
    atlas, _ = source.load(ROOT)
    assert page.locator("li.work").count() == len(atlas.works)
    expect(page.locator(".library-filter")).not_to_be_visible()


def test_filters_count_and_are_kept_in_the_address(opened: Open) -> None:
    page = opened("en/works/", viewport={"width": 1440, "height": 900})
    page.locator("input[name='find']").press_sequentially("speculative")
    page.locator("select[name='way']").select_option("down")
    found = page.locator("[data-library-found] li.work")
    count = found.count()
    assert 0 < count < 20
    expect(page.locator("[data-library-count]")).to_contain_text(f"{count} of ")
    assert "find=speculative&way=down" in page.url
    again = opened(page.url.partition("/en/")[1].lstrip("/") + page.url.partition("/en/")[2])
    expect(again.locator("[data-library-found] li.work")).to_have_count(count)
    again.locator(".library-filter__clear").click()
    expect(again.locator("[data-library-all]")).to_be_visible()
    assert "?" not in again.url


def test_sorting(opened: Open) -> None:
    page = opened("en/works/?sort=cited", viewport={"width": 1440, "height": 900})
    rows = page.locator("[data-library-found] li.work")
    counts = [int(row.get_attribute("data-cited") or 0) for row in rows.all()]
    assert counts == sorted(counts, reverse=True)
    page.locator("select[name='sort']").select_option("title")
    titles = [row.text_content() or "" for row in rows.locator(".reference__title").all()[:20]]
    ordered = page.evaluate("t => [...t].sort(new Intl.Collator('en').compare)", titles)
    assert titles == ordered


def test_nothing_found_says_what_to_do(opened: Open) -> None:
    page = opened("works/?find=zzzz", viewport={"width": 390, "height": 800})
    expect(page.locator("[data-library-count]")).to_contain_text("减去一个条件")


def test_nothing_fires_during_composition(opened: Open) -> None:
    page = opened("works/", viewport={"width": 1440, "height": 900})
    field = page.locator("input[name='find']")
    field.focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"selectionStart": 2, "selectionEnd": 2, "text": "sh"})
    expect(page.locator("[data-library-all]")).to_be_visible()
    client.send("Input.insertText", {"text": "shazeer"})
    expect(page.locator("[data-library-found] li").first).to_be_visible()


def test_at_10000_works_a_key_sets_no_more_than_a_window(opened: Open) -> None:
    """The time that a key takes depends on the rows it sets; they are bounded at any size."""
    page = opened("en/works/", viewport={"width": 1440, "height": 900})
    page.evaluate(
        """() => {
          const list = document.querySelector(".library__year ul");
          const row = list.querySelector("li.work");
          for (let n = 0; n < 9700; n++) list.append(row.cloneNode(true));
        }"""
    )
    page.locator("input[name='find']").press_sequentially("a")
    assert page.locator("[data-library-found] li.work").count() <= 20
    page.locator("[data-library-more]").click()
    assert page.locator("[data-library-found] li.work").count() <= 40
