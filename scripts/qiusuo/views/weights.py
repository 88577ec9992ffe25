"""How the chooser counts: its weights in words, and the table of what every answer is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

from qiusuo.model import BARRIERS, COMPUTE, OUTCOMES, Atlas, Chooser, Language
from qiusuo.views.fit import Row
from qiusuo.views.fit_words import FitWords, signed


@dataclass(frozen=True, slots=True)
class TableRow:
    """What an answer adds to directions and takes from them: (title, points)."""

    answer: str
    url: str
    plus: tuple[tuple[str, str], ...]
    minus: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The rows of a question, and how those that apply are counted."""

    name: str
    title: str
    note: str
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """The weights of a question, as (what is the case, points)."""

    title: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WeightsView:
    """What counts and how much, and what it takes to clear which barrier."""

    groups: tuple[WeightGroup, ...]
    meets: tuple[str, ...]


def weights_view(atlas: Atlas, chooser: Chooser, language: Language, here: str) -> WeightsView:
    """The weights in words."""
    words = FitWords(atlas, chooser, language, here)
    name = language.name_of
    able = {
        "compute": tuple(name("compute", key) for key in COMPUTE if chooser.have.meets.get(key)),
        **{
            barrier: tuple(name("backgrounds", key) for key in known)
            for barrier, known in chooser.know.meets.items()
            if known
        },
    }
    meets = tuple(
        language.say(
            "weigh_meets", barrier=name("barriers", barrier), names=words.listed(able[barrier])
        )
        for barrier in BARRIERS
        if able.get(barrier)
    )
    return WeightsView(tuple(_weights(words)), meets)


def points_view(
    atlas: Atlas, chooser: Chooser, language: Language, here: str
) -> tuple[TableGroup, ...]:
    """The table of what every answer is worth, as seen from the page `here`."""
    return tuple(_table(FitWords(atlas, chooser, language, here)))


def _weights(words: FitWords) -> Iterator[WeightGroup]:
    """Every weight in words, in the order of the file."""
    chooser, say, name = words.chooser, words.language.say, words.language.name_of
    have, wait, enjoy = chooser.have, chooser.wait, chooser.enjoy

    def by_level(key: str, weights: tuple[int, ...]) -> list[tuple[str, int]]:
        return [
            (say(key, level=name("levels", str(level))), points)
            for level, points in enumerate(weights)
            if points
        ]

    said: dict[int, list[str]] = {}
    for outcome in OUTCOMES:
        points = chooser.outcomes.get(outcome, 0)
        said.setdefault(points, []).append(name("outcomes", outcome))
    rules = {
        "weigh_barriers": [
            *by_level("weigh_cost", chooser.barriers.costs),
            *by_level("weigh_met", chooser.barriers.met),
        ],
        "choose_know": [(say("weigh_leads"), chooser.know.leads)],
        "choose_have": [(say("weigh_enough"), have.enough), (say("weigh_short"), have.short)],
        "choose_wait": [
            (say("weigh_sure"), wait.sure),
            (say("weigh_hopeful"), wait.hopeful),
            (say("weigh_late"), wait.late),
            (say("weigh_slow", n=wait.slow_from), wait.slow),
        ],
        "choose_enjoy": [
            *by_level("weigh_work", enjoy.levels),
            (say("weigh_topic", n=enjoy.topics), enjoy.topic),
        ],
        "table_essay": [
            (say("weigh_said", outcome=words.listed(tuple(outcomes))), points)
            for points, outcomes in said.items()
        ],
    }
    for title, found in rules.items():
        yield WeightGroup(say(title), tuple((text, signed(points)) for text, points in found))


def _table(words: FitWords) -> Iterator[TableGroup]:
    say = words.language.say
    start = _table_row(words, say("table_whatever"), "", words.fit.base)
    yield TableGroup("start", say("table_start"), "", (start,))
    for group in words.fit.groups:
        if group.name == "essay":
            rows = tuple(_essay_row(words, row) for row in group.rows)
            yield TableGroup("essay", say("table_essay"), say("table_essay_note"), rows)
            continue
        rows = tuple(
            _table_row(words, words.answers(row.when), "", row.points) for row in group.rows
        )
        note = "table_best" if group.best else "table_all"
        if words.chooser.most(group.name) == 1:
            note = "table_one"
        yield TableGroup(group.name, say(f"choose_{group.name}"), say(note), rows)


def _essay_row(words: FitWords, row: Row) -> TableRow:
    said = {reason.about[0]: place for place, some in enumerate(row.reasons) for reason in some}
    claim, place = next(iter(said.items()))
    text = f"{claim}{words.language.say('colon')}{words.answers(row.when)}"
    carrier = words.atlas.carriers.get((words.language.code, claim))
    slug = words.fit.directions[place].page_slug
    url = words.url(slug, carrier[1].address if carrier else "")
    return _table_row(words, text, url, row.points)


def _table_row(words: FitWords, answer: str, url: str, points: tuple[int, ...]) -> TableRow:
    pairs = sorted(zip(words.fit.directions, points, strict=True), key=lambda pair: -abs(pair[1]))
    told = [(words.title(direction), worth) for direction, worth in pairs]
    return TableRow(
        answer,
        url,
        tuple((title, signed(worth)) for title, worth in told if worth > 0),
        tuple((title, signed(worth)) for title, worth in told if worth < 0),
    )
