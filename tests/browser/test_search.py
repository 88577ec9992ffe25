"""The search field: by keyboard, by touch, in both languages, with any input and with faults."""

import gzip

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Open, axe

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}


def results(page: Page) -> list[str]:
    """Where the results lead, once nothing more will come."""
    expect(page.locator("[data-search-results]").first).not_to_have_attribute("aria-busy", "true")
    return [
        link.get_attribute("href") or ""
        for link in page.locator("[data-search-results] a[role=option]").all()
    ]


def paste(page: Page, query: str) -> None:
    """Turn to the search by its key, and put a query there at once."""
    page.keyboard.press("/")
    page.keyboard.insert_text(query)


def write(page: Page, query: str) -> None:
    """Turn to the search by its key, and write a query, key by key."""
    page.keyboard.press("/")
    page.keyboard.type(query)


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_it_is_called_by_key(opened: Open, key: str) -> None:
    page = opened("en/directions/theory/", viewport=WIDE)
    page.keyboard.press(key)
    expect(page.locator("input[type=search]").first).to_be_focused()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("en/", "speculative decoding"),  # a term
        ("en/", "bandwidth bound"),  # in the text only
        ("en/", "memory bandwith"),  # with a letter missing
        ("", "显存"),
    ],
)
def test_nothing_is_fetched_before_use_and_little_up_to_the_first_results(
    opened: Open, path: str, query: str
) -> None:
    page = opened(path, viewport=WIDE)
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.wait_for_timeout(400)
    assert [r.url for r in asked if "search-" in r.url and "-call" not in r.url] == []
    assert [r.url for r in asked if "/search/" in r.url or "/pagefind/" in r.url] == []
    page.evaluate(
        """() => {
          const list = document.querySelector("[data-search-results]");
          performance.clearResourceTimings();
          new MutationObserver(() => {
            if (list.querySelector("a")) self.firstAt ??= performance.now();
          }).observe(list, { childList: true, subtree: true });
        }"""
    )
    # In one step, or a machine that is busy meanwhile finds time to get ready for a query.
    page.evaluate(
        """(query) => {
          document.querySelector("[data-search] input").focus();
          document.execCommand("insertText", false, query);
        }""",
        query,
    )
    expect(page.locator("[data-search-results] a").first).to_be_visible()
    results(page)
    until = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter((one) => one.responseEnd <= firstAt).map((one) => one.name)"""
    )
    assert any("names.json" in url for url in until)
    wanted = {request.url: request for request in asked if request.url in until}
    assert wanted.keys() == set(until)
    bodies = [response.body() for one in wanted.values() if (response := one.response())]
    size = sum(len(gzip.compress(body)) for body in bodies)
    print(f"{query}: {size / 1000:.1f} kB up to the first results")  # seen with -s
    assert size < 60_000


@pytest.mark.parametrize(
    ("path", "query", "first", "said"),
    [
        ("", "speculative decoding", "/directions/deployment/", "投机解码"),
        ("en/", "投机解码", "/en/directions/deployment/", "speculative decoding"),
        ("en/", "quantization", "/en/directions/deployment/", "quantisation"),
        ("", "優化器", "", "优化器"),
    ],
)
def test_a_term_is_found_across_languages_and_said(
    opened: Open, path: str, query: str, first: str, said: str
) -> None:
    page = opened(path, viewport=WIDE)
    paste(page, query)
    expect(page.locator("[data-search-status]").first).to_contain_text(said)
    assert first in results(page)[0]


def test_results_are_grouped_by_language_the_readers_first(opened: Open) -> None:
    page = opened("", viewport=WIDE)
    paste(page, "投机解码")
    expect(page.locator("[data-search-status]").first).to_contain_text("投机解码")
    results(page)
    expect(page.locator(".search__language")).to_have_text("其他语言")
    languages = [
        link.get_attribute("lang")
        for link in page.locator("[data-search-results] a[role=option]").all()
    ]
    assert languages == sorted(languages, reverse=True)
    assert set(languages) == {"zh", "en"}


def test_by_keyboard_alone_to_the_marked_section(opened: Open) -> None:
    page = opened("en/", viewport=WIDE)
    write(page, "speculative decoding")
    field = page.locator("input[type=search]").first
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-search-status]").first).to_contain_text("results")
    results(page)
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[data-search-results] [aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/directions/deployment/#focus-decoding")
    expect(page.locator(".page mark", has_text="speculative decoding").first).to_be_visible()
    assert "mark=" not in page.url
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]").first).to_be_hidden()


def test_nothing_fires_during_composition(opened: Open) -> None:
    page = opened("", viewport=WIDE)
    page.keyboard.press("/")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"selectionStart": 2, "selectionEnd": 2, "text": "ji"})
    page.wait_for_timeout(400)
    assert results(page) == []
    client.send("Input.insertText", {"text": "剪枝"})
    expect(page.locator("[data-search-results] a").first).to_be_visible()


def test_the_stale_never_overwrites_the_fresh(opened: Open) -> None:
    page = opened("en/", viewport=WIDE)
    page.keyboard.press("/")
    for text in ("theory", "", "pruning"):
        page.locator("input[type=search]").first.fill(text)
    expect(page.locator("[data-search-status]").first).to_contain_text("pruning")
    assert "/en/directions/deployment/" in results(page)[0]


@pytest.mark.parametrize(
    "query",
    [
        "   ",
        "x" * 10_000,
        "!?。，（）",
        "🪁🪁",
        "<script>window.hit=1</script>",
        '"><img src=x onerror=window.hit=1>',
        "(a|b)*[c]{2}\\",
        "שלום",
        "\ud800 lone",
        "a\u202eb",
    ],
)
def test_any_input_gets_an_answer(opened: Open, query: str) -> None:
    page = opened("en/", viewport=WIDE)
    page.keyboard.press("/")
    page.evaluate(
        """q => { const f = document.querySelector("input[type=search]");
          f.value = q; f.dispatchEvent(new InputEvent("input", { bubbles: true })); }""",
        query,
    )
    expect(page.locator("[data-search-status]").first).not_to_be_empty()
    results(page)
    assert page.evaluate("window.hit") is None


def test_an_empty_result_offers_topics(opened: Open) -> None:
    page = opened("en/", viewport=WIDE)
    write(page, "qqqqzzzz")
    expect(page.locator("[data-search-status]").first).to_contain_text("Nothing found")
    page.locator(".search__topics a", has_text="Inference").click()
    page.wait_for_url("**/en/topics/inference/")


def test_chinese_that_no_page_has_gives_no_junk(opened: Open) -> None:
    page = opened("", viewport=WIDE)
    paste(page, "葫芦娃")
    expect(page.locator("[data-search-status]").first).to_contain_text("没有找到")
    expect(page.locator(".search__topics a").first).to_be_visible()


def test_missing_data_is_said_and_the_next_try_succeeds(opened: Open) -> None:
    page = opened("en/", viewport=WIDE)
    page.route("**/names.json", lambda route: route.fulfill(body="{"))
    write(page, "prun")
    expect(page.locator("[data-search-status]").first).to_contain_text("could not be loaded")
    page.unroute("**/names.json")
    page.keyboard.type("ing")
    expect(page.locator("[data-search-results] a[role=option]").first).to_be_visible()


def test_missing_full_text_leaves_the_names(opened: Open) -> None:
    page = opened("en/", viewport=WIDE)
    script = {"body": "throw 1", "content_type": "text/javascript"}
    page.route("**/pagefind.js", lambda route: route.fulfill(**script))
    write(page, "pruning")
    expect(page.locator("[data-search-status]").first).to_contain_text("titles and terms only")
    assert results(page)


@pytest.mark.parametrize("path", ["search/", "en/search/"])
def test_the_search_page_shares_a_query_and_filters(opened: Open, path: str) -> None:
    page = opened(f"{path}?q=attention", viewport={"width": 390, "height": 800})
    box = page.locator("[data-search-page]")
    expect(box.locator("input[type=search]")).to_have_value("attention")
    expect(box.locator("[data-search-results] a").first).to_be_visible()
    expect(box.locator("[data-search-results]")).not_to_have_attribute("aria-busy", "true")
    everything = box.locator("a[role=option]").count()
    box.locator("select[name=way]").select_option("down")
    assert 0 < box.locator("a[role=option]").count() < everything
    box.locator("input[type=search]").fill("pruning")
    page.wait_for_url("**/?q=pruning")


def test_by_touch_on_a_phone(opened: Open) -> None:
    page = opened("", viewport={"width": 390, "height": 800}, has_touch=True)
    page.locator("[data-search-open]").tap()
    page.keyboard.insert_text("剪枝")
    result = page.locator("[data-search-results] a[role=option]").first
    expect(result).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    result.tap()
    page.wait_for_url("**/directions/deployment/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_results_open(opened: Open, scheme: str) -> None:
    page = opened("en/", viewport=WIDE, color_scheme=scheme)
    write(page, "pruning")
    expect(page.locator("[data-search-results] a[role=option]").first).to_be_visible()
    results(page)
    assert axe(page) == []


def test_a_term_is_explained_where_it_is_first_used(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport=WIDE)
    terms = page.locator("a.term")
    slugs = [(term.get_attribute("href") or "").partition("#")[2] for term in terms.all()]
    assert len(slugs) > 10
    assert len(slugs) == len(set(slugs))
    terms.first.hover()
    card = page.locator(".citation-card")
    expect(card.locator(".citation-card__why")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    terms.nth(1).focus()
    terms.first.click()
    page.wait_for_url("**/en/glossary/#*")


def test_what_only_looks_like_a_term_asks_no_other_host(opened: Open) -> None:
    page = opened("en/directions/deployment/", viewport=WIDE)
    terms = page.locator("a.term")
    terms.first.evaluate("link => { link.href = 'https://elsewhere.example/glossary/#x'; }")
    terms.first.hover()
    expect(page.locator(".citation-card__note")).to_be_visible()  # it says that it has nothing
    expect(page.locator(".citation-card__why")).to_have_count(0)
    page.keyboard.press("Escape")
    terms.nth(1).hover()
    expect(page.locator(".citation-card__why")).not_to_be_empty()


@pytest.mark.parametrize(
    ("path", "query", "name", "meaning"),
    [
        ("en/", "speculative decoding", "speculative decoding", "proposes"),
        ("", "speculative decoding", "投机解码", "便宜的一"),
        ("en/", "投机解码", "speculative decoding", "proposes"),
        ("en/", "RLHF", "reinforcement learning from human feedback", "reward"),
    ],
)
def test_a_terms_meaning_stands_above_the_results_and_leads_to_the_glossary(
    opened: Open, path: str, query: str, name: str, meaning: str
) -> None:
    page = opened(path, viewport=WIDE)
    paste(page, query)
    told = page.locator(".search__meaning").first
    expect(told.locator("a")).to_have_text(name)
    expect(told.locator(".search__definition")).to_contain_text(meaning)
    results(page)
    assert axe(page, "[data-search-panel]") == []
    above = told.bounding_box()
    below = page.locator("[data-search-results] a").first.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    page.keyboard.insert_text(" and more of it")
    results(page)
    expect(told).to_be_hidden()
    page.locator("input[type=search]").first.fill(query)
    told.locator("a").click()
    page.wait_for_url(f"**/{path}glossary/#*")


def test_a_meaning_that_cannot_be_loaded_leaves_the_way_to_it(opened: Open) -> None:
    page = opened("en/", viewport=WIDE)
    page.route("**/terms.json", lambda route: route.fulfill(body="no JSON"))
    paste(page, "KV cache")
    expect(page.locator(".search__meaning a").first).to_have_text("KV cache")
    results(page)
    expect(page.locator(".search__definition").first).to_be_empty()


_BEGUN = """async ({ excerpt, content }) => {
  const { begun } = await import(new URL("/assets/javascripts/search-engine.js", location.href));
  return begun(excerpt, content);
}"""


@pytest.mark.parametrize(
    ("before", "excerpt", "shown"),
    [
        ("", "Models \x02learn\x03 fast.", "Models \x02learn\x03 fast."),
        ("It ends. ", "Models \x02learn\x03.", "Models \x02learn\x03."),
        ("It ends. Some large ", "models \x02learn\x03.", "Some large models \x02learn\x03."),
        ("x" * 200, "by Hu et al. 2023. They \x02learn\x03.", "They \x02learn\x03."),
        ("x" * 200, "by Hu et al. 2023 \x02learn\x03.", "…by Hu et al. 2023 \x02learn\x03."),
        ("word " * 40, "models \x02learn\x03.", "…models \x02learn\x03."),
        ("前一句完。那些大", "模型会\x02学\x03。", "那些大模型会\x02学\x03。"),
        ("字" * 100, "到此为止。模型\x02学\x03。", "模型\x02学\x03。"),
        ("字" * 100, "；模型\x02学\x03得", "…模型\x02学\x03得…"),
        (None, "models \x02learn\x03.", "…models \x02learn\x03."),
    ],
)
def test_a_snippet_begins_with_a_sentence_or_an_ellipsis(
    opened: Open, before: str | None, excerpt: str, shown: str
) -> None:
    page = opened("en/")
    plain = excerpt.replace("\x02", "").replace("\x03", "")
    content = "another text" if before is None else before + plain + " And more."
    assert page.evaluate(_BEGUN, {"excerpt": excerpt, "content": content}) == shown
