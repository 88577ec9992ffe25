"""The chooser's arithmetic: fair to the facts, the same in Python and in the browser, explained."""

import hashlib
import itertools
import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

from qiusuo import source
from qiusuo.model import QUESTIONS, Atlas, Chooser
from qiusuo.views.chooser import ChooserView, chooser_view
from qiusuo.views.fit import Fit, fit, plain, rank
from qiusuo.views.weights import points_view, weights_view
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return source.load(ROOT)[0]


@pytest.fixture(scope="module")
def chooser(atlas: Atlas) -> Chooser:
    assert atlas.chooser is not None
    return atlas.chooser


@pytest.fixture(scope="module")
def real(atlas: Atlas, chooser: Chooser) -> Fit:
    return fit(atlas, chooser, tuple(atlas.languages[0].names["backgrounds"]))


@pytest.fixture
def small(library: Path) -> Fit:
    atlas = source.load(library)[0]
    assert atlas.chooser is not None
    return fit(atlas, atlas.chooser, ("physics", "hardware", "domain-expert", "nlp"))


def first(fit: Fit, *answers: str) -> str:
    return fit.directions[rank(fit, answers)[0].direction].slug


def points(fit: Fit, *answers: str) -> dict[str, int]:
    return {fit.directions[p.direction].slug: p.points for p in rank(fit, answers)}


def test_points_are_those_of_the_file(small: Fit) -> None:
    # Kites: engineering 2, mathematics 1, domain 3; no compute; one to two months; flight.
    assert points(small) == {"kites": -1, "wind": -1}
    assert points(small, "know=hardware") == {"kites": 2, "wind": 2}
    assert points(small, "know=domain-expert") == {"kites": 1, "wind": 1}
    assert points(small, "have=laptop") == {"kites": 1 - 1, "wind": 1}
    assert points(small, "wait=1") == {"kites": 0, "wind": 0}
    assert points(small, "enjoy=building", "enjoy=speed") == {"kites": 1, "wind": 1}


def test_of_several_backgrounds_the_best_counts(small: Fit) -> None:
    assert points(small, "know=hardware", "know=domain-expert")["wind"] == 2
    assert points(small, "know=nlp", "know=domain-expert")["wind"] == 1


def test_the_essay_counts_once_and_for_its_own_direction(small: Fit) -> None:
    assert points(small, "wait=3") == {"kites": -1 + 2 + 1 + 1, "wind": -1 + 2 + 1}
    assert points(small, "wait=3", "know=physics") == {"kites": 6, "wind": 5}


def test_equals_keep_the_order_of_the_atlas(small: Fit) -> None:
    assert [place.direction for place in rank(small, ())] == [0, 1]


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ("know=mathematics have=one-gpu wait=24 enjoy=proving", "theory"),
        ("know=physics have=one-gpu wait=12 enjoy=proving enjoy=opening", "theory"),
        ("know=machine-learning have=one-gpu wait=12 enjoy=opening", "interpretability"),
        ("know=machine-learning have=cluster wait=24 enjoy=training", "capability"),
        ("know=operations have=one-node wait=12 enjoy=building", "infrastructure"),
        ("know=systems have=one-gpu wait=6 enjoy=speed", "deployment"),
        ("know=security have=one-gpu wait=6 enjoy=breaking", "alignment"),
        ("know=software-engineering have=laptop wait=6 enjoy=building", "agents"),
        ("know=domain-expert have=laptop wait=6 enjoy=field", "applications"),
        ("know=statistics have=laptop wait=6 enjoy=measuring", "evaluation"),
    ],
)
def test_familiar_cases_come_out_as_we_would_say(real: Fit, answers: str, wanted: str) -> None:
    assert first(real, *answers.split()) == wanted


def test_every_direction_is_first_for_somebody(atlas: Atlas, chooser: Chooser, real: Fit) -> None:
    backgrounds = tuple(atlas.languages[0].names["backgrounds"])
    every = itertools.product(
        *(
            [f"{question}={choice}" for choice in chooser.choices(question, backgrounds)]
            for question in QUESTIONS
        )
    )
    assert {first(real, *answers) for answers in every} == {d.slug for d in atlas.directions}


def choices_of(chooser: Chooser, question: str, backgrounds: tuple[str, ...]) -> list[list[str]]:
    """Every way in which a question can be answered on the page, none included."""
    named = [f"{question}={choice}" for choice in chooser.choices(question, backgrounds)]
    return [
        list(chosen)
        for number in range(chooser.most(question) + 1)
        for chosen in itertools.combinations(named, number)
    ]


@cache  # few of them differ
def told(direction: int, points: int, rows: tuple[int, ...]) -> str:
    return f"{direction}:{points}:{','.join(map(str, rows))}"


def ranking(fit: Fit, answers: list[str]) -> str:
    return " ".join(told(one.direction, one.points, one.rows) for one in rank(fit, answers))


SCRIPT = """
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
const { rank } = await import(process.argv[1]);
const { numbers, ways } = JSON.parse(readFileSync(0, "utf8"));
const [know, have, wait, enjoy] = ways;
const found = know.map((k) => {
  const hash = createHash("sha256");
  for (const h of have) for (const w of wait) for (const e of enjoy) {
    const places = rank(numbers, [...k, ...h, ...w, ...e]);
    hash.update(places.map((p) => `${p.direction}:${p.points}:${p.rows}`).join(" ") + "\\n");
  }
  return hash.digest("hex");
});
console.log(JSON.stringify(found));
"""


def test_script_and_python_agree_on_every_answer(atlas: Atlas, chooser: Chooser, real: Fit) -> None:
    backgrounds = tuple(atlas.languages[0].names["backgrounds"])
    ways = [choices_of(chooser, question, backgrounds) for question in QUESTIONS]
    script = (ROOT / "overrides/assets/javascripts/choose-rank.js").as_uri()
    run = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, script],
        input=json.dumps({"numbers": plain(real), "ways": ways}),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    know, *others = ways
    assert len(found) == len(know)
    for digest, known in zip(found, know, strict=True):
        ours = hashlib.sha256()
        for rest in itertools.product(*others):
            answers = [*known, *itertools.chain.from_iterable(rest)]
            ours.update(f"{ranking(real, answers)}\n".encode())
        assert ours.hexdigest() == digest, known


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_table_adds_up_to_the_ranking(
    atlas: Atlas, chooser: Chooser, real: Fit, code: str
) -> None:
    """Who adds up the rows of the page by hand gets what the script gets."""
    language = next(one for one in atlas.languages if one.code == code)
    groups = {group.name: group for group in points_view(atlas, chooser, language, "choose")}
    backgrounds = tuple(language.names["backgrounds"])
    titles = []
    for direction in real.directions:
        page = atlas.page(code, direction.page_slug)
        assert page is not None
        titles.append(page.title)

    def row(name: str, number: int) -> dict[str, int]:
        found = groups[name].rows[number]
        return {title: int(n.replace("−", "-")) for title, n in (*found.plus, *found.minus)}

    answers = {"know": "security", "have": "one-gpu", "wait": "12", "enjoy": "breaking"}
    sums = dict.fromkeys(titles, 0)
    rows = [row("start", 0)]
    for question, choice in answers.items():
        rows.append(row(question, chooser.choices(question, backgrounds).index(choice)))
    given = {f"{question}={choice}" for question, choice in answers.items()}
    essay = next(group for group in real.groups if group.name == "essay")
    rows += [row("essay", n) for n, one in enumerate(essay.rows) if given & set(one.when)]
    for one in rows:
        for title, worth in one.items():
            sums[title] += worth
    assert sums == {titles[place.direction]: place.points for place in rank(real, given)}


def view(atlas: Atlas, chooser: Chooser, code: str) -> ChooserView:
    language = next(one for one in atlas.languages if one.code == code)
    return chooser_view(atlas, chooser, language, "choose")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_point_has_its_reason(atlas: Atlas, chooser: Chooser, real: Fit, code: str) -> None:
    """The lines of a direction that a row shows add up to what the row is worth to it."""
    for place, candidate in enumerate(view(atlas, chooser, code).candidates):
        shown: dict[int, int] = {}
        for line in candidate.lines:
            worth = int(line.points.replace("−", "-"))
            assert worth, line
            assert "{" not in line.text and "fit_" not in line.text, line
            shown[line.row] = shown.get(line.row, 0) + worth
        for saying in candidate.sayings:
            for row, text in saying.rows:
                shown[row] = shown.get(row, 0) + int(text.replace("−", "-"))
        rows = [row for group in real.groups for row in group.rows]
        worths = {row.id: row.points[place] for row in rows if row.points[place]}
        if real.base[place]:
            worths[-1] = real.base[place]
        assert shown == worths


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_essays_words_lead_to_the_block_that_carries_them(
    atlas: Atlas, chooser: Chooser, code: str
) -> None:
    found = view(atlas, chooser, code).candidates
    sayings = {saying.claim: saying for one in found for saying in one.sayings}
    assert set(sayings) == {"C7", "D6", "D7", "I5", "I6", "I7", "A5", "G6", "P5", "T3", "N5"}
    assert {word.claim for word in chooser.words} <= set(sayings)
    for claim, saying in sayings.items():
        page, block = atlas.carriers[(code, claim)]
        assert block.section == "fits"
        assert saying.url == f"../{page.slug}/#{block.address}"
        assert saying.voice == block.voice
        assert saying.text == atlas.claim_by_id[claim].claim[code]
    silent = [one.slug for one in found if not one.sayings]
    assert silent == ["evaluation"]


def test_all_weights_are_shown(atlas: Atlas, chooser: Chooser) -> None:
    shown = weights_view(atlas, chooser, atlas.languages[1], "choose")
    numbers = [points for group in shown.groups for _, points in group.rules]
    for group in shown.groups:
        for text, _ in group.rules:
            assert "{" not in text and "weigh_" not in text
    barriers, wait, enjoy = chooser.barriers, chooser.wait, chooser.enjoy
    weights = [*barriers.costs, *barriers.met, chooser.know.leads]
    weights += [chooser.have.enough, chooser.have.short, wait.sure, wait.hopeful, wait.late]
    weights += [wait.slow, *enjoy.levels, enjoy.topic]
    signed = [f"{n:+}".replace("-", "−") for n in weights if n]
    said = [f"+{n}" if n else "0" for n in dict.fromkeys(chooser.outcomes.values())]
    assert sorted(numbers) == sorted([*signed, *said])
