"""Reading the built site in a real browser, as its readers would."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Open, axe, too_small

pytestmark = pytest.mark.browser

#: One page of each kind.
KINDS = (
    *("", "directions/", "directions/deployment/", "middle-layer/", "essay/", "works/"),
    *("contribute/", "works/leviathan2023fast/", "glossary/", "topics/", "topics/inference/"),
    *("search/", "rules/"),
    *("choose/?know=nlp&have=laptop&wait=6", "compare/?with=theory&with=agents"),
    *("atlas/", "timeline/"),
)
#: Pages of each make, whose parts must have their place from the first.
STILL = (
    *("", "directions/", "en/directions/deployment/", "essay/", "en/works/"),
    "works/leviathan2023fast/",
)
BOTH = [prefix + kind for prefix in ("", "en/") for kind in KINDS]


EVERY = [*BOTH, "404.html", "en/404.html"]


_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("path", EVERY)
def test_every_kind_of_page_opens_quietly_and_fits(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 320, "height": 800})
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == 390:
            assert too_small(page) == []
    assert page.locator("html").get_attribute("lang") == ("en" if "en/" in path else "zh")
    levels = page.locator(":is(h1, h2, h3, h4, h5, h6):visible").evaluate_all(
        "all => all.map((one) => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 800}, color_scheme="light")
    for scheme, name in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.reload()  # or rows not drawn yet would keep the colours of the other scheme
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert axe(page) == []


@pytest.mark.parametrize("path", STILL)
def test_nothing_moves_while_a_page_comes(browser: Browser, address: str, path: str) -> None:
    for width in (390, 1440):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.add_init_script(_SHIFTS)
        page.goto(f"{address}/{path}", wait_until="load")
        page.evaluate(
            "document.fonts.ready.then(() => new Promise((settle) => "
            "requestAnimationFrame(() => requestAnimationFrame(settle))))"
        )
        assert page.evaluate("window.shifted") < 0.01
        context.close()


def test_the_language_switch_keeps_page_and_section(opened: Open) -> None:
    page = opened("directions/deployment/", viewport={"width": 1440, "height": 800})
    page.evaluate("document.getElementById('focus-memory').scrollIntoView()")
    switch = page.locator("a[data-language-switch]")
    expect(switch).to_have_attribute("href", "../../en/directions/deployment/#focus-memory")
    switch.click()
    page.wait_for_url("**/en/directions/deployment/#focus-memory")
    assert page.locator("#focus-memory").evaluate("e => e.getBoundingClientRect().top") < 200
    page.locator("a[data-language-switch]").click()
    page.wait_for_url("**/directions/deployment/#focus-memory")
    assert "/en/" not in page.url


def test_without_scripts_everything_is_read_and_the_switch_keeps_the_page(opened: Open) -> None:
    page = opened("en/directions/deployment/", java_script_enabled=False)
    assert page.locator(".citation__link").count() > 20
    assert page.locator("li.reference").count() > 12
    page.locator("a[data-language-switch]").click()
    page.wait_for_url("**/directions/deployment/")
    assert "/en/" not in page.url


def test_a_citation_leads_to_its_reference_and_back(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport={"width": 1440, "height": 800})
    citation = page.locator(".citation__link").nth(4)
    key = (citation.get_attribute("href") or "").partition("#ref-")[2]
    own = citation.get_attribute("id")
    citation.click()
    reference = page.locator(f"[id='ref-{key}']")
    expect(reference).to_be_in_viewport()
    reference.locator(f"a[href='#{own}']").click()
    expect(page.locator(f"[id='{own}']")).to_be_in_viewport()
    reference.locator(".reference__library").click()
    page.wait_for_url(f"**/en/works/{key}/")
    passage = page.locator("[data-cited-by] .citing__place").first
    passage.click()
    page.wait_for_url("**/#*")
    place = page.url.partition("#")[2]
    assert page.locator(f"[id='{place}'] [href$='#ref-{key}']").count() >= 1


def test_a_work_leads_to_the_block_that_cites_it(opened: Open) -> None:
    page = opened("works/", viewport={"width": 1440, "height": 800})
    page.locator("[id='work-leviathan2023fast'] .work__cited a").first.click()
    page.wait_for_url("**/#*")
    place = page.url.partition("#")[2]
    cited = page.locator(f"[id='{place}']").locator("[href$='#ref-leviathan2023fast']")
    assert cited.count() >= 1


def test_claims_lead_to_their_block_and_back(opened: Open) -> None:
    page = opened("essay/", viewport={"width": 1440, "height": 800})
    assert page.locator("tr[id^='claim-']").count() == 72
    page.locator("[id='claim-D5'] .claims__where").click()
    page.wait_for_url("**/directions/deployment/#*")
    block = page.locator(f"[id='{page.url.partition('#')[2]}']")
    block.locator(".voice-label__claim", has_text="D5").click()
    page.wait_for_url("**/essay/#claim-D5")


def test_dark_and_light_can_be_chosen(opened: Open) -> None:
    page = opened("en/", color_scheme="light", viewport={"width": 1440, "height": 800})
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    light = body.evaluate("e => getComputedStyle(e).backgroundColor")
    for _ in range(3):
        if body.get_attribute("data-md-color-scheme") == "slate":
            break
        page.locator("[data-colours-switch]").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert body.evaluate("e => getComputedStyle(e).backgroundColor") != light


@pytest.mark.parametrize(
    ("path", "lang", "home"), [("no/such/", "zh", "/"), ("en/no/such/", "en", "/en/")]
)
def test_a_missing_page_answers_in_its_language(
    browser: Browser, address: str, path: str, lang: str, home: str
) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}/{path}")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == lang
    links = page.locator(".not-found a")
    assert links.first.get_attribute("href") == home
    assert links.nth(1).get_attribute("href") == f"{home}directions/"
    page.close()


def test_a_phone_reader_finds_the_way(opened: Open) -> None:
    page = opened("directions/deployment/", viewport={"width": 390, "height": 800}, has_touch=True)
    page.locator(".menu-button").tap()
    expect(page.locator(".md-nav--primary")).to_be_in_viewport()
