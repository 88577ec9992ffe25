"""Both languages side by side: what a reader sees, presses and finds kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from qiusuo.site.build import build
from qiusuo.source import load
from tests.browser.conftest import axe
from tests.conftest import copy_library, served
from tests.translated import edit, stand_alone

pytestmark = pytest.mark.browser

Start = Callable[..., Page]

KITES = "directions/kites/"
WIDE = {"width": 1440, "height": 700}
PHONE = {"width": 390, "height": 700}

#: The ids of what stands on the page, in order: its own, and of what was set beside.
_ORDER = """Array.from(
  document.querySelectorAll(":is(.page, .side-by-side__row) > :not(.side-by-side__row)"),
  (one) => (one.matches("[data-block]") ? one
    : one.querySelector("[data-block], .side-by-side__other > [id], table[id]"))?.id
).filter(Boolean)"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with blocks that are behind in each language, and a page in one language only."""
    root = copy_library(tmp_path_factory.mktemp("side-by-side") / "风筝")
    stand_alone(root)
    edit(root, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    edit(root, "docs/zh/directions/kites.md", "再折一只", "折一只")
    # A language may cite the works of a block in an order of its own.
    edit(
        root,
        "docs/en/directions/kites.md",
        "A bowed spar lifts more [@diaz2018bow], and silk more than paper [@evans2022silk].",
        "Silk lifts more than paper [@evans2022silk], and a bowed spar too [@diaz2018bow].",
    )
    assert build(root, root / "site") == 0
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Iterator[str]:
    with served(root / "site") as address:
        yield address


@pytest.fixture
def start(browser: Browser, site: str) -> Iterator[Start]:
    """Open a page, for a reader who already reads side by side or not; nothing may complain."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str, on: bool = False, **options: object) -> Page:
        options.setdefault("viewport", WIDE)
        options.setdefault("service_workers", "block")  # which would answer what a test withholds
        context = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if on:
            page.goto(f"{site}/search/")
            page.evaluate("localStorage.setItem('side-by-side', '1')")
        page.goto(f"{site}/{path}")
        if on:
            expect(page.locator(".side-by-side__other").first).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def holds(page: Page, condition: str) -> None:
    """Wait until a condition holds; wait_for_function evaluates text, which the policy forbids."""
    page.evaluate(
        f"""() => new Promise((done) => {{
          const look = () => ({condition} ? done() : setTimeout(look, 20));
          look();
        }})"""
    )


def control(page: Page) -> Locator:
    return page.locator("button[data-side-by-side]")


def other(page: Page, name: str, lang: str = "en") -> Locator:
    return page.locator(f"[id='{lang}--{name}']")


def top(place: Locator) -> float:
    found: float = place.evaluate("(one) => one.getBoundingClientRect().top")
    return found


def places(root: Path, code: str) -> list[str]:
    """The headings and blocks of a page as the model has them."""
    pair = load(root)[0].pair_by_slug["directions/kites"]
    page = next(page for page in pair.pages if page.language == code)
    found = [(one.span, one.id) for one in page.sections]
    found += [(one.span, one.address) for one in page.blocks]
    return [name for _, name in sorted(found)]


@pytest.mark.parametrize(("code", "beside", "path"), [("zh", "en", ""), ("en", "zh", "en/")])
def test_each_block_stands_beside_its_counterpart(
    root: Path, start: Start, code: str, beside: str, path: str
) -> None:
    page = start(path + KITES)
    expect(
        page.get_by_role("button", name="双语对照" if code == "zh" else "Both languages")
    ).to_have_count(1)
    single = page.evaluate(_ORDER)
    assert single == places(root, code)
    control(page).click()
    expect(control(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".side-by-side__other")).to_have_count(len(places(root, beside)))
    wanted = [name for one in places(root, code) for name in (one, f"{beside}--{one}")]
    assert page.evaluate(_ORDER) == wanted
    assert page.evaluate(
        "[...document.querySelectorAll('[id]')].length ==="
        " new Set([...document.querySelectorAll('[id]')].map((one) => one.id)).size"
    )
    for name in places(root, code):
        mine, theirs = page.locator(f"[id='{name}']"), other(page, name, beside)
        assert theirs.evaluate("(one) => one.closest('[lang]').lang") == beside
        left, right = mine.bounding_box(), theirs.bounding_box()
        assert left is not None and right is not None
        assert left["x"] + left["width"] <= right["x"]
        assert abs(left["y"] - right["y"]) < 12  # rows are aligned by the first line of each
    # The outline is the page's own.
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    names = page.locator(".side-by-side__other").get_by_role("heading")
    expect(names).to_have_count(0)
    control(page).click()
    expect(control(page)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".side-by-side__other")).to_have_count(0)
    assert page.evaluate(_ORDER) == single


def test_nothing_is_fetched_unasked_and_the_counterpart_once(start: Start, site: str) -> None:
    page = start("essay/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page.goto(f"{site}/{KITES}", wait_until="networkidle")
    assert not [url for url in asked if "counterpart" in url or url.startswith("/en/")]
    for pressed in ("true", "false", "true"):
        control(page).click()
        expect(control(page)).to_have_attribute("aria-pressed", pressed)
        expect(other(page, "what.1")).to_have_count(0 if pressed == "false" else 1)
    assert [url for url in asked if url.startswith("/en/")] == [f"/en/{KITES}"]


def test_the_keyboard_turns_it_on_and_off(start: Start) -> None:
    page = start(KITES)
    control(page).focus()
    page.keyboard.press("Enter")
    expect(other(page, "what.1")).to_be_visible()
    expect(control(page)).to_be_focused()
    page.keyboard.press("Space")
    expect(other(page, "what.1")).to_have_count(0)


def test_on_a_phone_the_languages_alternate(start: Start) -> None:
    page = start(KITES, viewport=PHONE, has_touch=True)
    box = control(page).bounding_box()
    assert box is not None and min(box["width"], box["height"]) >= 24
    control(page).tap()
    mine, theirs = page.locator("[id='what.1']"), other(page, "what.1")
    expect(theirs).to_be_visible()
    above, below = mine.bounding_box(), theirs.bounding_box()
    assert above is not None and below is not None
    assert above["y"] + above["height"] <= below["y"]
    sizes = [one.evaluate("(one) => getComputedStyle(one).fontSize") for one in (mine, theirs)]
    assert sizes[0] == sizes[1]
    for width in (320, 360, 390):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    theirs.locator(".citation__link").tap()
    expect(page.locator(".citation-card__by")).to_be_visible()


def test_without_scripts_there_is_no_control(start: Start) -> None:
    page = start(KITES, java_script_enabled=False)
    expect(page.locator("[id='what.1']")).to_be_visible()
    expect(control(page)).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["directions/wind/", "en/directions/wind/", "works/adler2019kite/", "404.html"]
)
def test_a_page_without_a_pair_has_no_control(start: Start, path: str) -> None:
    page = start("essay/", on=True)
    page.goto(page.url.replace("essay/", path))
    expect(page.locator("h1").first).to_be_visible()
    expect(control(page)).to_have_count(0)
    expect(page.locator("html.reads-both")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "told"),
    [("", "另一种语言的文字没有取到"), ("en/", "The other language could not be loaded")],
)
def test_a_failure_is_told_and_leaves_the_page_as_it_was(
    start: Start, path: str, told: str
) -> None:
    page = start(path + KITES)
    before = page.locator(".page").inner_html()
    pattern = "**/directions/kites/"
    page.route(pattern, lambda route: route.abort())
    control(page).click()
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    expect(control(page)).to_have_attribute("aria-pressed", "false")
    assert page.locator(".page").inner_html() == before
    page.keyboard.press("Escape")
    expect(page.get_by_text(told)).to_have_count(0)
    page.unroute(pattern)
    control(page).click()
    expect(page.locator(".side-by-side__other").first).to_be_visible()
    expect(page.get_by_text(told)).to_have_count(0)


def test_who_arrives_offline_reads_the_page_as_it_is(start: Start, site: str) -> None:
    page = start("essay/", on=True)
    page.route("**/en/directions/kites/", lambda route: route.abort())
    page.goto(f"{site}/{KITES}")
    expect(page.get_by_text("另一种语言的文字没有取到")).to_be_visible()
    expect(page.locator("[id='what.1']")).to_be_visible()
    expect(page.locator("html.reads-both")).to_have_count(0)


def test_the_wish_is_kept_from_page_to_page(start: Start) -> None:
    page = start("en/essay/")
    control(page).click()
    expect(other(page, "voices", "zh")).to_be_visible()
    page.get_by_role("link", name="K1", exact=True).first.click()
    page.wait_for_url(f"**/en/{KITES}#what.1")
    expect(other(page, "what.1", "zh")).to_be_visible()
    expect(control(page)).to_have_attribute("aria-pressed", "true")
    control(page).click()
    expect(other(page, "what.1", "zh")).to_have_count(0)
    page.goto(page.url.replace(f"{KITES}#what.1", "glossary/"))
    expect(control(page)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".side-by-side__other")).to_have_count(0)


def test_it_works_where_nothing_can_be_kept(start: Start, site: str) -> None:
    page = start("essay/")
    page.add_init_script(
        """const { getItem } = Storage.prototype;
        Storage.prototype.setItem = () => { throw new Error("full"); };
        Storage.prototype.getItem = function (name) {
          if (name === "side-by-side") throw new Error("refused");
          return getItem.call(this, name);
        };"""
    )
    page.goto(f"{site}/{KITES}")
    control(page).click()
    expect(other(page, "what.1")).to_be_visible()


def test_the_block_being_read_stays_where_it_is(start: Start) -> None:
    for viewport in (WIDE, PHONE):
        page = start(KITES, viewport=viewport)
        for name in ("what.2", "focus-shape.2", "since.1"):
            block = page.locator(f"[id='{name}']")
            block.evaluate("(one) => one.scrollIntoView({ behavior: 'instant' })")
            before = top(block)
            for shown in (1, 0):
                control(page).click()
                expect(other(page, name)).to_have_count(shown)
                assert abs(top(block) - before) <= 2


def test_a_page_at_its_top_stays_there(start: Start) -> None:
    page = start("en/")
    control(page).click()
    expect(other(page, "top", "zh")).to_be_visible()
    assert page.evaluate("scrollY") == 0


def test_a_block_that_began_above_the_window_is_read_on_at_the_same_part(start: Start) -> None:
    page = start(KITES, viewport={"width": 390, "height": 300})
    block = page.locator("[id='start.1']")
    read = """(one) => {
      const edge = document.querySelector('.md-header').getBoundingClientRect().bottom;
      const { top, height } = one.getBoundingClientRect();
      return (edge - top) / height;
    }"""
    block.evaluate("(one) => one.scrollIntoView({ behavior: 'instant', block: 'end' })")
    page.evaluate("window.scrollBy({ top: -20, behavior: 'instant' })")
    before = block.evaluate(read)
    assert before > 0
    control(page).click()
    expect(other(page, "start.1")).to_have_count(1)
    assert abs(block.evaluate(read) - before) < 0.02


def test_an_address_leads_to_its_block(start: Start) -> None:
    page = start(f"{KITES}#focus-shape", on=True)
    heading = page.locator("#focus-shape")
    expect(heading).to_be_in_viewport()
    assert 0 < top(heading) < 200
    expect(other(page, "focus-shape")).to_be_in_viewport()


def test_reload_and_back_find_the_place_again(start: Start, site: str) -> None:
    page = start(KITES, on=True)
    block = page.locator("[id='since.1']")
    block.evaluate("(one) => one.scrollIntoView({ behavior: 'instant' })")
    before = top(block)
    holds(page, "history.state?.place?.id === 'since.1'")
    page.reload()
    expect(other(page, "since.1")).to_be_in_viewport()
    assert abs(top(block) - before) <= 2
    page.goto(f"{site}/essay/")
    expect(other(page, "voices")).to_be_visible()
    page.go_back()
    expect(other(page, "since.1")).to_be_in_viewport()
    assert abs(top(block) - before) <= 2


def test_the_language_switch_leads_to_the_same_block(start: Start) -> None:
    page = start(KITES, on=True)
    page.locator("[id='what.2']").evaluate("(one) => one.scrollIntoView({ behavior: 'instant' })")
    switch = page.locator("a[data-language-switch]")
    expect(switch).to_have_attribute("href", f"../../en/{KITES}#what.2")
    switch.click()
    page.wait_for_url(f"**/en/{KITES}#what.2")
    expect(other(page, "what.2", "zh")).to_be_in_viewport()
    assert 0 < top(page.locator("[id='what.2']")) < 200


def test_links_lead_where_they_led(start: Start, site: str) -> None:
    page = start("essay/", on=True)
    page.goto(f"{site}/{KITES}")
    page.locator(".side-by-side__other").get_by_role("link", name="Wind", exact=True).click()
    page.wait_for_url("**/en/directions/wind/#focus-shape")
    page.go_back()
    label = other(page, "what.1").locator(".voice-label__claim")
    expect(label).to_have_attribute("href", f"{site}/en/essay/#claim-K1")
    term = page.locator(".side-by-side__other .term").first
    expect(term).to_have_attribute("href", f"{site}/en/glossary/#lift")


def test_citations_have_this_pages_numbers_and_references(start: Start) -> None:
    page = start(KITES, on=True)
    for key in ("diaz2018bow", "evans2022silk"):
        mine = page.locator(f"[id='cite-{key}-1']")
        theirs = other(page, f"cite-{key}-1")
        number = mine.inner_text()
        expect(theirs).to_have_text(number)
        expect(theirs).to_have_attribute("aria-label", f"Reference {number.strip('[]')}")
        expect(theirs).to_have_attribute("href", f"#ref-{key}")
    theirs.click()
    expect(page.locator("#ref-evans2022silk")).to_be_in_viewport()
    page.locator("#ref-evans2022silk .reference__back").click()
    expect(page.locator("#cite-evans2022silk-1")).to_be_in_viewport()


def test_cards_open_in_both_columns(start: Start) -> None:
    page = start(KITES, on=True)
    card = page.locator("#citation-card")
    for link in (page.locator("#cite-adler2019kite-1"), other(page, "cite-adler2019kite-1")):
        link.hover()
        expect(card.locator(".citation-card__by")).to_be_visible()
        expect(card).to_have_attribute("lang", "zh")
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)
    for inside, lang, told in (
        (".side-by-side__own", "zh", "把风筝托住的力。"),
        (".side-by-side__other", "en", "The force that holds a kite up."),
    ):
        page.locator(f"{inside} .term[href$='#lift']").first.hover()
        expect(card).to_contain_text(told)
        expect(card).to_have_attribute("lang", lang)
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)


def test_what_has_moved_on_is_marked_in_both_columns(start: Start) -> None:
    page = start(KITES, on=True)
    marked = page.locator(".side-by-side__own.side-by-side__drifted")
    assert marked.evaluate_all("all => all.map((one) => one.id)") == [
        *("focus-shape.1", "start.1", "open.1")
    ]
    for name in ("focus-shape.1", "start.1", "open.1"):
        wrapper = page.locator(".side-by-side__other", has=other(page, name))
        expect(wrapper).to_have_class("side-by-side__other side-by-side__drifted")
    told = page.locator(".newer").all_inner_texts()
    assert told == ["英文版此处有更新", "Updated in the Chinese version", "英文版此处有更新"]
    control(page).click()
    expect(page.locator(".side-by-side__drifted")).to_have_count(0)
    expect(page.locator(".newer")).to_have_count(2)


def test_a_block_without_a_counterpart_stands_alone(root: Path, start: Start) -> None:
    page = start(KITES)
    text = (root / "site/en/directions/kites/index.html").read_text(encoding="utf-8")
    assert '<p data-block="" id="focuses.1">' in text
    text = text.replace('id="focuses.1"', 'id="focuses.9"', 1)

    def answer(route: Route) -> None:
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    page.route(f"**/en/{KITES}", answer)
    control(page).click()
    expect(other(page, "focuses.9")).to_be_visible()
    order = page.evaluate(_ORDER)
    at = order.index("focuses")
    assert order[at + 1 : at + 4] == ["en--focuses", "en--focuses.9", "focuses.1"]
    for name in ("focus-shape", "since.1", "related.1"):
        left = page.locator(f"[id='{name}']").bounding_box()
        right = other(page, name).bounding_box()
        assert left is not None and right is not None
        assert abs(left["y"] - right["y"]) < 12


def test_components_are_shown_once_or_in_pairs(start: Start, site: str) -> None:
    page = start(KITES, on=True)
    expect(page.locator(".direction-facts")).to_have_count(1)
    expect(page.locator(".references")).to_have_count(1)
    page.goto(f"{site}/essay/")
    expect(other(page, "claim-K1")).to_contain_text("It flies.")
    assert (
        page.locator("#claim-K1").evaluate("(one) => one.nextElementSibling.id") == "en--claim-K1"
    )
    page.goto(f"{site}/en/glossary/")
    meaning = page.locator(".glossary .side-by-side__other[lang=zh]")
    expect(meaning).to_have_text("把风筝托住的力。")


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_paper_has_two_columns(start: Start, viewport: dict[str, int]) -> None:
    page = start(KITES, on=True, viewport=viewport)
    page.emulate_media(media="print")
    expect(control(page)).to_be_hidden()
    for name in ("what.1", "barriers", "since.1"):
        left = page.locator(f"[id='{name}']").bounding_box()
        right = other(page, name).bounding_box()
        assert left is not None and right is not None
        assert left["x"] + left["width"] <= right["x"]
        row = page.locator(".side-by-side__row", has=other(page, name))
        expect(row).to_have_css("break-inside", "avoid")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [KITES, f"en/{KITES}", "essay/", "en/glossary/", "en/"])
def test_axe_finds_nothing_and_all_fits(start: Start, path: str, scheme: str) -> None:
    page = start(path, on=True, color_scheme=scheme)
    for width in (320, 390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
