"""The glossary by letters, and its filter."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, axe

pytestmark = pytest.mark.browser

SHOWN = ".term-entry:visible"


def _names(page: Page) -> list[str]:
    return page.locator(".term-entry__name").all_inner_texts()


def test_each_language_has_its_own_order_with_letters_to_jump_to(opened: Open) -> None:
    for path, first, last in (("glossary/", "Adam", "注意力图"), ("en/glossary/", "ablation", "Z")):
        page = opened(path, java_script_enabled=False)
        letters = page.locator(".glossary__letter h2").all_inner_texts()
        assert letters == sorted(set(letters))
        jumps = page.get_by_role("navigation", name="letter" if "en" in path else "首字母")
        assert jumps.get_by_role("link").all_inner_texts() == letters
        names = _names(page)
        assert names[0].startswith(first)
        assert any(name.startswith(last) for name in names[-30:])
        jumps.get_by_role("link", name="M", exact=True).click()
        expect(page.locator("#letter-M")).to_be_in_viewport()
        expect(page.locator("[data-glossary-filter]")).to_be_hidden()


def test_a_word_of_a_name_or_of_the_meaning_filters(opened: Open) -> None:
    page = opened("glossary/", viewport={"width": 390, "height": 800})
    total = page.locator(".term-entry").count()
    field = page.locator("[data-glossary-filter] input")
    field.fill("kv")
    expect(page.locator(SHOWN).filter(has_text="键值缓存")).to_have_count(1)
    few = page.locator(SHOWN).count()
    assert 0 < few < 20
    expect(page.locator("[data-glossary-count]")).to_have_text(f"{few} 条符合，共 {total} 条")
    expect(page.locator(".glossary__letter:visible")).to_have_count(
        page.locator(".library__years a:visible").count()
    )
    assert axe(page) == []
    field.fill("没有的词")
    expect(page.locator(SHOWN)).to_have_count(0)
    expect(page.locator("[data-glossary-count]")).to_contain_text("搜索")
    field.fill("")
    expect(page.locator(SHOWN)).to_have_count(total)


@pytest.mark.parametrize("place", ["#ablation", "#%E0%A4%A", "#'\"]"])
def test_a_link_leads_to_its_term_whatever_was_filtered_out(opened: Open, place: str) -> None:
    page = opened("en/glossary/")
    page.locator("[data-glossary-filter] input").fill("kv")
    expect(page.locator("#ablation")).to_be_hidden()
    page.evaluate("(place) => { location.hash = place; }", place)
    if place == "#ablation":
        expect(page.locator("#ablation")).to_be_in_viewport()
    else:
        expect(page.locator("#ablation")).to_be_hidden()
