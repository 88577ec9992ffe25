"""The atlas, the timeline and the small pictures, by mouse, keys and touch, and without scripts."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qiusuo import source
from qiusuo.site.render import Renderer
from qiusuo.views.atlas_picture import ATLAS, HOME, atlas_picture
from qiusuo.views.timeline import timeline
from qiusuo.views.timeline_picture import narrow_picture, wide_picture
from tests.browser.conftest import Open, axe
from tests.conftest import ROOT
from tests.views.grown import grown

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(opened: Open) -> Open:
    """Open a page, and wait for the scripts of its picture, which come after the rest."""

    def open_page(path: str, **options: object) -> Page:
        page = opened(path, **options)
        if options.get("java_script_enabled", True):
            expect(page.locator("[data-picture]:not([data-mounted])")).to_have_count(0)
        return page

    return open_page


PICTURES = ("", "atlas/", "timeline/")
BOTH = [prefix + path for prefix in ("", "en/") for path in PICTURES]
WIDTHS = (360, 1440)
SHOWN = "svg[role=group]:visible"

#: Pairs of words, or words and a mark, whose boxes meet, and words outside the picture.
_MEETING = """svg => {
  const boxes = [];
  for (const text of svg.querySelectorAll("text")) {
    const lines = [...text.querySelectorAll("tspan[x]")];
    for (const part of lines.length ? lines : [text]) {
      boxes.push({ of: text, name: part.textContent, box: part.getBoundingClientRect() });
    }
  }
  const marks = [...svg.querySelectorAll("a circle, a > path:not(.picture-target)")].map((mark) => (
    { of: mark, name: mark.closest("[data-direction]")?.dataset.direction + " mark",
      box: mark.getBoundingClientRect(), mark: true }));
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
    a.top < b.bottom - 1 && b.top < a.bottom - 1;
  // A font's box is taller than its letters: only the part that letters fill counts.
  const inked = ({ box, mark }) => mark ? box : new DOMRect(
    box.left, box.top + box.height * 0.18, box.width, box.height * 0.64);
  const found = [];
  boxes.forEach((one, n) => {
    for (const other of [...boxes.slice(n + 1), ...marks]) {
      if (one.of !== other.of && meet(inked(one), inked(other))) {
        found.push(`${one.name} / ${other.name}`);
      }
    }
    const room = svg.getBoundingClientRect();
    if (one.box.left < room.left - 1 || one.box.right > room.right + 1) found.push(one.name);
  });
  return found;
}"""

#: Links smaller than 24 by 24 pixels with less than that around them free of other links.
_CROWDED = """svg => {
  const targets = [...svg.querySelectorAll("a")].map((link) => {
    const box = link.getBoundingClientRect();
    const parts = [...link.querySelectorAll("text, circle, path")];
    return {
      link,
      small: box.width < 24 || box.height < 24,
      x: box.left + box.width / 2,
      y: box.top + box.height / 2,
      boxes: parts.map((part) => part.getBoundingClientRect()),
    };
  });
  const away = (one, box) => Math.hypot(
    Math.max(box.left - one.x, 0, one.x - box.right),
    Math.max(box.top - one.y, 0, one.y - box.bottom));
  const found = [];
  for (const one of targets.filter(({ small }) => small)) {
    for (const other of targets) {
      if (one === other) continue;
      const apart = other.small
        ? Math.hypot(one.x - other.x, one.y - other.y) >= 23.5
        : other.boxes.every((box) => away(one, box) >= 11.5);
      if (!apart) found.push(`${one.link.textContent} / ${other.link.textContent}`);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", BOTH)
def test_words_never_meet_and_links_can_be_touched_apart(
    opened: Open, path: str, width: int
) -> None:
    page = opened(path, viewport={"width": width, "height": 900})
    picture = page.locator(SHOWN)
    expect(picture).to_have_count(1)
    assert picture.evaluate(_MEETING) == []
    assert picture.evaluate(_CROWDED) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("count", [15, 150])
def test_words_never_meet_among_many_directions(
    browser: Browser, count: int, code: str, width: int
) -> None:
    atlas = grown(source.load(ROOT)[0].published, count)
    assert len(atlas.directions) == count
    language = next(one for one in atlas.languages if one.code == code)
    renderer = Renderer(ROOT / "overrides")
    line = timeline(atlas, language, "timeline")
    pictures = [
        *(("atlas-picture", atlas_picture(atlas, language, "atlas", frame)) for frame in ATLAS),
        *(("timeline-picture", draw(line)) for draw in (narrow_picture, wide_picture)),
    ]
    drawn = [renderer.html(name, p=picture, t=language) for name, picture in pictures]
    small = [
        renderer.html("atlas-picture", p=atlas_picture(atlas, language, "index", frame), t=language)
        for frame in HOME
    ]
    sheets = ("tokens", "base", "picture", "atlas", "timeline")
    folder = ROOT / "overrides" / "assets" / "stylesheets"
    style = "".join((folder / f"{name}.css").read_text("utf-8") for name in sheets)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(
        f"<!doctype html><html lang={code}><style>{style} body {{ margin: 16px }}</style>"
        '<body data-md-color-scheme="default"><div class="md-typeset">'
        f'{"".join(drawn)}<div class="ways">{"".join(small)}</div></div>'
    )
    shown = page.locator(SHOWN)
    expect(shown).to_have_count(3)
    for picture in shown.all():
        assert picture.evaluate(_MEETING) == []
        assert picture.evaluate(_CROWDED) == []
    page.close()


@pytest.mark.parametrize("path", ["atlas/", "timeline/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_something_is_pointed_at_or_filtered(
    opened: Open, path: str, scheme: str
) -> None:
    page = opened(f"en/{path}?way=up", viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    expect(page.locator("input[value=up]")).to_be_checked()
    page.locator(SHOWN).locator("[data-direction=agents] a").last.hover()
    expect(page.locator("[data-picture-caption]")).not_to_be_empty()
    # What is set aside is dimmed on purpose and comes back by one press.
    assert [told for told in axe(page) if "color-contrast" not in told] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["en/", "en/atlas/", "en/timeline/", "en/directions/theory/"])
def test_axe_finds_every_target_large_enough(opened: Open, path: str, width: int) -> None:
    page = opened(path, viewport={"width": width, "height": 900})
    for year in page.locator("[data-year]:has(.timeline-list__claim) summary").all():
        year.click()
    assert axe(page, rules=["target-size"]) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["atlas/", "timeline/"])
def test_without_scripts_every_link_is_there_and_nothing_that_needs_them(
    opened: Open, path: str, width: int
) -> None:
    page = opened(path, java_script_enabled=False, viewport={"width": width, "height": 900})
    expect(page.locator(".picture-filter")).not_to_be_visible()
    expect(page.locator("[data-picture-caption]")).not_to_be_visible()
    page.locator(SHOWN).locator("[data-direction=theory] a text").first.click()
    page.wait_for_url("**/directions/theory/")


def test_every_link_of_a_picture_leads_to_a_page_and_is_in_the_list(
    opened: Open, site: Path
) -> None:
    for path in ("atlas/", "timeline/"):
        page = opened(path, viewport={"width": 1440, "height": 900})
        ours = _links(page, SHOWN + " [data-direction] a")
        listed = _links(page, ".atlas-list a, .timeline-list a, .timeline-picture__name")
        assert ours
        assert ours <= listed
        for link in ours:
            assert (site / path / link / "index.html").is_file(), link


def _links(page: Page, selector: str) -> set[str]:
    found: list[str] = page.locator(selector).evaluate_all(
        "links => links.map((link) => link.getAttribute('href').split('#')[0])"
    )
    return set(found)


def test_the_keyboard_goes_along_the_ways_in_their_order(opened: Open) -> None:
    page = opened("en/atlas/", viewport={"width": 1440, "height": 900})
    page.locator(SHOWN).locator("[data-direction=deployment] a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    caption = page.locator("[data-picture-caption]")
    expect(caption).to_contain_text("Infrastructure (12)")
    expect(_lit(page, "infrastructure")).to_have_count(1)
    expect(_lit(page, "theory")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(caption).to_contain_text("1. Pope et al. 2023")
    page.keyboard.press("Escape")
    expect(caption).to_be_empty()
    expect(page.locator(".atlas-picture--lit")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/works/pope2023efficiently/")


@pytest.mark.parametrize("path", ["en/atlas/", "timeline/"])
def test_the_caption_does_not_hide_what_is_focused(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 800})
    page.locator("[data-zoom=in]").focus()
    caption = page.locator("[data-picture-caption]")
    told = 0
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const one = document.activeElement.getBoundingClientRect();
              const other = document.querySelector("[data-picture-caption]");
              const box = other.getBoundingClientRect();
              return Boolean(other.textContent) && one.bottom > box.top && one.top < box.bottom;
            }"""
        )
        assert not hidden
        told += bool(caption.inner_text())
    assert told > 10


def _lit(page: Page, slug: str) -> Locator:
    return page.locator(SHOWN).locator(f".atlas-picture__lit[data-direction={slug}]")


def test_a_tie_pointed_at_tells_what_it_ties(opened: Open) -> None:
    page = opened("en/atlas/", viewport={"width": 1440, "height": 900})
    tie = page.locator(SHOWN).locator("[data-tie='deployment infrastructure']")
    tie.dispatch_event("pointerover", {"bubbles": True, "pointerType": "mouse"})
    expect(page.locator("[data-picture-caption]")).to_have_text(
        "Works that both Deployment and Infrastructure cite: 12"
    )
    expect(page.locator(f"{SHOWN} .atlas-picture__lit")).to_have_count(3)


def test_the_first_tap_tells_and_the_second_follows(opened: Open) -> None:
    page = opened("atlas/", viewport={"width": 390, "height": 800}, has_touch=True)
    station = page.locator(SHOWN).locator("[data-direction=alignment] a text").first
    station.tap()
    expect(page.locator("[data-picture-caption]")).to_contain_text("可解释性（4）")
    assert page.url.endswith("/atlas/")
    station.tap()
    page.wait_for_url("**/directions/alignment/")


def test_a_tap_leaves_a_direction_with_its_ties_and_leads_on_by_a_link(opened: Open) -> None:
    page = opened("en/atlas/", viewport={"width": 360, "height": 800}, has_touch=True)
    expect(page.get_by_text("its ties alone stay bright")).to_be_visible()
    page.locator(SHOWN).locator("[data-direction=theory] a text").first.tap()
    arcs = page.locator(f"{SHOWN} [data-tie]")
    own = page.locator(f"{SHOWN} [data-tie~=theory]")
    expect(page.locator(f"{SHOWN} .atlas-picture__arc.atlas-picture__lit")).to_have_count(
        own.count()
    )
    assert 0 < own.count() < arcs.count()
    for arc in arcs.all():
        lit = "theory" in (arc.get_attribute("data-tie") or "").split()
        expect(arc).to_have_css("opacity", "0.95" if lit else "0.06")
    page.locator(SHOWN).tap(position={"x": 230, "y": 262})
    expect(page.locator(".atlas-picture--lit")).to_have_count(0)
    expect(page.locator("[data-picture-caption]")).to_be_empty()
    page.locator(SHOWN).locator("[data-direction=theory] a text").first.tap()
    page.locator("[data-picture-caption]").get_by_role("link", name="Open its page").tap()
    page.wait_for_url("**/en/directions/theory/")


def test_without_scripts_the_atlas_points_to_its_list(opened: Open) -> None:
    page = opened("en/atlas/", java_script_enabled=False)
    expect(page.get_by_text("tap it")).to_be_hidden()
    expect(page.get_by_text("The list below tells every tie")).to_be_visible()


def test_a_tapped_mark_of_the_timeline_leads_to_the_work_from_its_caption(opened: Open) -> None:
    page = opened("en/timeline/", viewport={"width": 390, "height": 800}, has_touch=True)
    page.locator(SHOWN).locator("a.turning[href='../works/deepseek2024v3/']").first.tap()
    caption = page.locator("[data-picture-caption]")
    expect(caption).to_contain_text("DeepSeek-V3 Technical Report")
    expect(caption.locator("a[href*='essay/#claim-']").first).to_be_visible()
    caption.locator("a").first.tap()
    page.wait_for_url("**/en/works/deepseek2024v3/")


@pytest.mark.parametrize("path", ["timeline/", "en/timeline/"])
def test_a_tapped_mark_has_its_card_beside_it_until_one_taps_elsewhere(
    opened: Open, path: str
) -> None:
    page = opened(path, viewport={"width": 390, "height": 800}, has_touch=True)
    marks = page.locator(f"{SHOWN} a.turning")
    caption = page.locator("[data-picture-caption]")
    for number in range(0, marks.count(), 17):
        mark = marks.nth(number)
        mark.scroll_into_view_if_needed()
        mark.tap()
        expect(caption.locator("a").first).to_have_attribute(
            "href", mark.get_attribute("href") or ""
        )
        expect(mark).to_have_class("turning picture-told")
        apart, inside = mark.evaluate(
            """mark => {
              const at = mark.getBoundingClientRect();
              const card = document.querySelector("[data-picture-caption]").getBoundingClientRect();
              return [Math.max(card.top - at.bottom, at.top - card.bottom),
                card.left >= 0 && card.right <= innerWidth && card.top >= 0 &&
                card.bottom <= innerHeight];
            }"""
        )
        assert 0 <= apart <= 16
        assert inside
        page.keyboard.press("Escape")  # it may lie over the next
        expect(caption).to_be_empty()
    marks.first.tap()
    expect(caption).not_to_be_empty()
    page.locator("h2#list").tap()
    expect(caption).to_be_empty()
    expect(page.locator(".picture-told")).to_have_count(0)


def test_a_legend_tells_every_mark_of_the_timeline(opened: Open) -> None:
    page = opened("en/timeline/", java_script_enabled=False)
    legend = page.get_by_role("list", name="What the marks mean")
    for way in ("down", "up", "hard", "unlisted", "elsewhere"):
        expect(page.locator(f"{SHOWN} .way--{way} a .m").first).to_be_visible()
        expect(legend.locator(f".way--{way}")).to_be_visible()
    expect(legend).to_contain_text("turning point")
    expect(legend).to_contain_text("The essay, August 2023; between its lines")
    expect(legend.get_by_text("tap it")).to_be_hidden()


def test_a_way_is_shown_alone_and_kept_in_the_address(opened: Open) -> None:
    page = opened("atlas/", viewport={"width": 1440, "height": 900})
    page.locator("label.way--hard").click()
    aside = page.locator(f"{SHOWN} .picture-aside")
    expect(aside.locator("[data-direction=agents]")).to_have_count(1)
    expect(aside.locator("[data-direction=theory]")).to_have_count(0)
    expect(page.locator("#agents")).not_to_be_visible()
    expect(page.locator("#theory")).to_be_visible()
    assert page.url.endswith("?way=hard")
    again = opened("atlas/?way=hard", viewport={"width": 390, "height": 800})
    expect(again.locator("#agents")).not_to_be_visible()
    again.locator("input[name=way]:checked").press("ArrowRight")
    expect(again.locator("input[value=unlisted]")).to_be_checked()
    expect(again.locator("#evaluation")).to_be_visible()


def test_the_timeline_shows_one_direction_alone(opened: Open) -> None:
    page = opened("en/timeline/", viewport={"width": 1440, "height": 900})
    page.locator("select[name=direction]").select_option("theory")
    rows = page.locator(f"{SHOWN} [data-direction]")
    expect(page.locator(f"{SHOWN} [data-direction]:not(.picture-aside)")).to_have_count(1)
    year = page.locator("[data-year]").filter(
        has=page.locator("summary", has_text=re.compile(r"^2025"))
    )
    shown = page.locator(f"{SHOWN} [data-direction=theory] a[href*=works]").count()
    listed = page.locator("[data-year] li:not([hidden])").count()
    assert shown == listed > 20
    year.locator("summary").click()
    expect(year.locator("li:not([hidden])").first).to_be_visible()
    expect(year.locator("[data-count]")).to_have_text(str(year.locator("li:visible").count()))
    assert page.url.endswith("?direction=theory")
    page.locator("label.way--up").click()
    expect(page.locator("select[name=direction]")).to_have_value("")
    expect(page.locator(f"{SHOWN} [data-direction]:not(.picture-aside)")).to_have_count(3)
    page.locator("input[name=way]").first.check(force=True)
    expect(page.locator(f"{SHOWN} .picture-aside")).to_have_count(0)
    expect(rows.first).to_be_visible()


def test_zoom_by_buttons_and_by_drag(opened: Open) -> None:
    page = opened("atlas/", viewport={"width": 1440, "height": 1000})
    picture = page.locator(SHOWN)
    whole = picture.get_attribute("viewBox")
    height = picture.evaluate("e => e.getBoundingClientRect().height")
    out, more = page.locator("[data-zoom=out]"), page.locator("[data-zoom=in]")
    expect(out).to_be_disabled()
    more.click()
    more.click()
    expect(out).to_be_enabled()
    zoomed = picture.get_attribute("viewBox")
    assert zoomed != whole
    assert abs(picture.evaluate("e => e.getBoundingClientRect().height") - height) < 1
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.6, max(box["y"], 100) + 300
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y - 80, steps=5)
    page.mouse.up()
    dragged = picture.get_attribute("viewBox") or ""
    assert float(dragged.split()[0]) > float((zoomed or "").split()[0])
    assert page.url.endswith("/atlas/")
    page.locator("[data-zoom=reset]").click()
    expect(picture).to_have_attribute("viewBox", whole or "")
    expect(out).to_be_disabled()


def test_what_is_focused_in_a_zoomed_picture_is_in_sight(opened: Open) -> None:
    page = opened("atlas/", viewport={"width": 1440, "height": 1000})
    for _ in range(3):
        page.locator("[data-zoom=in]").click()
    picture = page.locator(SHOWN)
    station = picture.locator("[data-direction=infrastructure] a").first
    station.focus()
    seen = station.evaluate(
        """link => {
          const inner = link.getBoundingClientRect();
          const outer = link.ownerSVGElement.getBoundingClientRect();
          return inner.top >= outer.top && inner.bottom <= outer.bottom &&
            inner.left >= outer.left && inner.right <= outer.right;
        }"""
    )
    assert seen


def test_a_direction_says_where_it_stands(opened: Open) -> None:
    page = opened("en/directions/theory/", viewport={"width": 390, "height": 800})
    locator = page.get_by_role("link", name="See the whole atlas")
    expect(locator.locator(".locator__here")).to_have_count(1)
    expect(locator.locator(".locator__here")).to_have_class("locator__here way--hard")
    locator.click()
    page.wait_for_url("**/en/atlas/#theory")
    expect(page.locator("#theory")).to_be_in_viewport()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["", "en/atlas/", "timeline/", "en/directions/theory/"])
def test_nothing_moves_while_a_page_with_a_picture_opens(
    opened: Open, path: str, width: int
) -> None:
    page = opened(path, viewport={"width": width, "height": 900})
    shifted = page.evaluate(
        """() => new Promise((tell) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => setTimeout(() => tell(sum)));
        })"""
    )
    assert shifted < 0.01


def test_pictures_need_no_inline_style_or_script(opened: Open) -> None:
    for path in (*BOTH, "en/directions/theory/"):
        page = opened(path, java_script_enabled=False)
        parts = page.locator("[data-picture], .ways, .locator")
        html = "".join(parts.evaluate_all("parts => parts.map((part) => part.outerHTML)"))
        assert html
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", html), path


def test_pictures_are_light(opened: Open, site: Path) -> None:
    for path in BOTH:
        page = (site / path / "index.html").read_bytes()
        assert len(gzip.compress(page)) < 60_000, path
    html = opened("en/directions/theory/").locator(".locator").evaluate("e => e.outerHTML")
    assert len(gzip.compress(html.encode())) < 1_000
