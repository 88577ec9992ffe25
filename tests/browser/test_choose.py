"""The chooser: answered by mouse, keyboard and touch; explained; the same without scripts."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from qiusuo import source
from qiusuo.model import Atlas
from qiusuo.views.fit import Fit, fit, rank
from tests.browser.conftest import Open, axe, moved, small
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 800}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return source.load(ROOT)[0]


@pytest.fixture(scope="module")
def real(atlas: Atlas) -> Fit:
    assert atlas.chooser is not None
    return fit(atlas, atlas.chooser, tuple(atlas.languages[0].names["backgrounds"]))


def mounted(page: Page) -> None:
    """Wait until the chooser's script, which is fetched by its page alone, is at work."""
    expect(page.locator("form[data-mounted]")).to_be_attached()


def ranking(page: Page) -> list[str]:
    mounted(page)
    found: list[str] = page.locator("[data-direction]").evaluate_all(
        "all => all.map(one => one.dataset.direction)"
    )
    return found


def answer(page: Page, question: str, choice: str) -> None:
    mounted(page)
    page.locator(f"input[name='{question}'][value='{choice}']").check()


def test_nothing_is_ranked_before_an_answer(opened: Open) -> None:
    page = opened("choose/", viewport=WIDE)
    expect(page.locator("[data-choose-ranking]")).to_be_hidden()
    expect(page.locator("[data-choose-hint]")).to_be_visible()
    example = page.locator("[data-choose-hint] a").first
    example.click()
    page.wait_for_url(re.compile(r"\?know="))
    expect(page.locator("[data-choose-ranking]")).to_be_visible()


def test_answers_rank_and_stand_in_the_address(opened: Open, real: Fit) -> None:
    page = opened("en/choose/", viewport=WIDE)
    given = [("know", "nlp"), ("have", "one-gpu"), ("wait", "12"), ("enjoy", "opening")]
    for number in range(1, 5):
        answer(page, *given[number - 1])
        answers = [f"{question}={choice}" for question, choice in given[:number]]
        expect(page).to_have_url(re.compile(re.escape("?" + "&".join(answers)) + "$"))
        places = rank(real, answers)
        assert ranking(page) == [real.directions[place.direction].slug for place in places]
        points = page.locator("[data-points]").all_text_contents()
        assert points == [f"{place.points} points".replace("-", "−") for place in places]
    again = opened("en/choose/?" + page.url.partition("?")[2], viewport=WIDE)
    assert ranking(again) == ranking(page)
    expect(again.locator("input[name='know'][value='nlp']")).to_be_checked()
    page.locator("button[type='reset']").click()
    expect(page.locator("[data-choose-ranking]")).to_be_hidden()
    expect(page).to_have_url(re.compile("/en/choose/$"))


def test_a_place_is_shared_by_equals(opened: Open, real: Fit) -> None:
    page = opened("choose/?wait=6", viewport=WIDE)
    points = [place.points for place in rank(real, ["wait=6"])]
    shared = [str(1 + sum(other > one for other in points)) for one in points]
    assert page.locator("[data-place]").all_text_contents() == shared
    assert len(set(shared)) < len(shared)


def test_what_is_shown_of_a_direction_adds_up(opened: Open) -> None:
    page = opened("choose/?know=systems&know=statistics&have=laptop&wait=3&enjoy=field")
    for item in page.locator("[data-direction]").all():
        shown = item.locator(".points:not([hidden])").evaluate_all(
            """all => all.filter(one => !one.closest("[hidden], .reason--uncounted"))
              .map(one => Number(one.textContent.replace("−", "-")))"""
        )
        total = item.locator("[data-points]").text_content() or ""
        assert sum(shown) == int(total.partition(" ")[0].replace("−", "-"))


def test_reasons_against_are_told_too(opened: Open) -> None:
    page = opened("en/choose/?know=nlp&have=laptop&wait=3", viewport=WIDE)
    theory = page.locator("[data-direction='theory']")
    theory.locator("summary").click()
    against = theory.locator(".candidate__sides section").nth(1)
    expect(against).to_contain_text("Mathematics barrier: very high")
    expect(against).to_contain_text("It takes one GPU to begin; you have a laptop")
    expect(against).to_contain_text("Even a quick first result takes 6 months")
    expect(against).to_contain_text("None of what you know is among its usual backgrounds")
    against.get_by_role("link", name="Mathematics barrier").click()
    page.wait_for_url("**/en/directions/theory/#barriers")
    expect(page.locator("#barriers")).to_be_in_viewport()


def test_the_essay_is_quoted_as_the_essay_and_leads_to_its_block(opened: Open) -> None:
    page = opened("choose/?know=mathematics", viewport=WIDE)
    said = page.locator("[data-direction='theory'] blockquote")
    expect(said).to_contain_text("文章，2023")
    expect(said.locator(".outcome")).to_have_text("部分应验")
    expect(said.locator(".points")).to_have_text("+1")
    said.locator(".claims__where").click()
    page.wait_for_url("**/directions/theory/#fits.1")
    expect(page.locator("[id='fits.1'] .voice-label__claim")).to_have_text("T3")
    evaluation = opened("choose/?know=statistics").locator("[data-direction='evaluation']")
    expect(evaluation).to_contain_text("文章没有说过")


def test_of_many_backgrounds_three_may_be_named(opened: Open) -> None:
    page = opened("choose/?know=nlp&know=systems&know=physics&know=security", viewport=WIDE)
    boxes = page.locator("input[name='know']")
    expect(boxes.and_(page.locator(":checked"))).to_have_count(3)
    expect(boxes.and_(page.locator(":disabled"))).to_have_count(9)
    page.locator("input[value='security']").uncheck()
    expect(boxes.and_(page.locator(":disabled"))).to_have_count(0)
    assert page.url.endswith("?know=nlp&know=systems")


def test_keys_alone(opened: Open) -> None:
    page = opened("en/choose/", viewport=WIDE)
    page.locator("input[name='know']").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("input[name='know']").first).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
    expect(page.locator("input[name='have'][value='']")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name='have'][value='laptop']")).to_be_checked()
    expect(page.locator("[data-choose-said]")).to_have_text(
        "First: Agents, Evaluation, Applications."
    )
    page.locator("[data-direction] summary").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-direction] details").last).to_have_attribute("open", "")


def test_a_phone_sees_the_first_while_it_answers(opened: Open) -> None:
    page = opened("choose/", viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator("label:has(input[value='security'])").tap()
    bar = page.locator("[data-choose-bar]")
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("排在最前：对齐")
    bar.locator("a").tap()
    expect(page.locator("#ranking")).to_be_in_viewport()
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_three_go_side_by_side(opened: Open) -> None:
    page = opened("en/choose/?know=security&have=one-gpu", viewport=WIDE)
    first = ranking(page)[:3]
    page.locator("[data-choose-compare]").click()
    page.wait_for_url("**/en/compare/?**")
    expect(page.locator("table.side thead a")).to_have_count(3)
    links = page.locator("table.side thead a").evaluate_all("all => all.map(a => a.href)")
    assert {link.rstrip("/").rpartition("/")[2] for link in links} == set(first)


def test_the_other_language_ranks_the_same(opened: Open) -> None:
    page = opened("choose/", viewport=WIDE)
    answer(page, "know", "physics")
    page.locator("a[data-language-switch]").click()
    page.wait_for_url("**/en/choose/?know=physics**")
    assert ranking(page)[0] == "theory"


def test_without_scripts_the_tables_give_the_same(opened: Open, atlas: Atlas, real: Fit) -> None:
    """Both for who reads off background and compute, and for who adds up all four answers."""
    page = opened("en/choose/", java_script_enabled=False)
    expect(page.locator(".choose__form")).to_be_hidden()
    expect(page.locator("[data-choose-ranking]")).to_be_hidden()
    assert atlas.chooser is not None
    titles = {d.slug: atlas.page("en", d.page_slug).title for d in real.directions}  # type: ignore[union-attr]
    backgrounds = tuple(atlas.languages[0].names["backgrounds"])
    haves = atlas.chooser.choices("have", backgrounds)
    shown = [one.locator("a").all_text_contents() for one in page.locator(".ready ol").all()]
    wanted = [
        [titles[real.directions[place.direction].slug] for place in rank(real, answers)[:3]]
        for answers in itertools.product(
            [f"know={one}" for one in backgrounds], [f"have={one}" for one in haves]
        )
    ]
    assert shown == wanted

    rows: dict[str, dict[str, int]] = {}
    for row in page.locator("table.answers tbody tr").all():
        worth = {}
        for text in row.locator(".worth").all_text_contents():
            title, _, points = text.rpartition(" ")
            worth[title] = int(points.replace("−", "-"))
        rows[(row.locator("th").text_content() or "").strip()] = worth
    chosen = ["Whatever the answers", "Physics", "one GPU", "24 months", "Deriving and proving"]
    chosen += [name for name in rows if name.startswith("T3")]
    chosen += [name for name in rows if re.match(r"(D6|G6|I5|I6|C7).*\bone GPU\b", name)]
    sums = {title: sum(rows[name].get(title, 0) for name in chosen) for title in titles.values()}
    answers = ["know=physics", "have=one-gpu", "wait=24", "enjoy=proving"]
    assert sums == {
        titles[real.directions[place.direction].slug]: place.points for place in rank(real, answers)
    }


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
@pytest.mark.parametrize("path", ["choose/", "en/choose/?know=nlp&have=laptop"])
def test_what_is_pressed_is_large_enough_and_nothing_moves(
    opened: Open, path: str, viewport: dict[str, int]
) -> None:
    page = opened(path, viewport=viewport)
    assert small(page.locator(".choose").locator("button, label, summary")) == []
    assert moved(page) < 0.01


def test_how_it_counts_is_folded_and_all_there_on_paper(opened: Open) -> None:
    page = opened("en/choose/", viewport=PHONE)
    tables = page.locator("table.weights, table.answers")
    folded = page.locator("details.fold:not([open])")
    assert folded.count() == tables.count() - 1
    expect(tables.last).to_be_hidden()
    folded.last.locator("summary").click()
    expect(tables.last).to_be_visible()
    assert axe(page) == []
    page.emulate_media(media="print")
    for table in tables.all():
        assert table.evaluate("(one) => one.checkVisibility() && one.offsetHeight > 50")
