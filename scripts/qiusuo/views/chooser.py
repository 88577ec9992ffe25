"""The chooser: its questions, and what each answer says for and against each direction."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from qiusuo.model import QUESTIONS, Atlas, Chooser, Direction, Language
from qiusuo.views.fit import Reason, plain, rank
from qiusuo.views.fit_words import FitWords, signed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its choices as (value, name), and how many of them may be made."""

    name: str
    title: str
    most: int
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A reason in words, with its points; `row` is that of the answers it goes with, -1 for all."""

    row: int
    kind: str
    points: str
    gain: bool
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim of the essay about whom a direction fits; `rows` are those that count it."""

    claim: str
    voice: str
    voice_name: str
    text: str
    url: str
    outcome: str
    outcome_name: str
    outcome_url: str
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A direction with everything that may speak for it or against it."""

    slug: str
    title: str
    url: str
    way: str
    way_name: str
    lines: tuple[Line, ...]
    none_leads: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """The first directions for one background: for each possession, (title, link, points)."""

    background: str
    firsts: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class ChooserView:
    """The chooser as a page shows it; `numbers` are for the script, `ready` for who has none.

    `examples` are answers to try, as (text, query).
    """

    questions: tuple[Asked, ...]
    examples: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    numbers: str
    ready: tuple[ReadyRow, ...]
    compare: str


def chooser_view(atlas: Atlas, chooser: Chooser, language: Language, here: str) -> ChooserView:
    """The chooser as seen from the page `here`."""
    words = FitWords(atlas, chooser, language, here)
    asked = []
    for question in QUESTIONS:
        values = chooser.choices(question, words.backgrounds)
        choices = tuple((value, words.choice(question, value)) for value in values)
        title = language.say(f"choose_{question}")
        asked.append(Asked(question, title, chooser.most(question), choices))
    candidates = tuple(
        _candidate(words, place, direction) for place, direction in enumerate(words.fit.directions)
    )
    examples = tuple((words.answers(given), "&".join(given)) for given in chooser.examples)
    numbers = json.dumps(plain(words.fit), separators=(",", ":")).replace("<", "\\u003c")
    compare = words.url("compare") if atlas.page(language.code, "compare") else ""
    return ChooserView(tuple(asked), examples, candidates, numbers, tuple(_ready(words)), compare)


def _candidate(words: FitWords, place: int, direction: Direction) -> Candidate:
    lines = [_line(words, -1, reason, direction) for reason in words.fit.costs[place]]
    for group in words.fit.groups:
        if group.name != "essay":
            lines += [
                _line(words, row.id, reason, direction)
                for row in group.rows
                for reason in row.reasons[place]
            ]
    names = tuple(words.language.name_of("backgrounds", key) for key in direction.backgrounds)
    return Candidate(
        direction.slug,
        words.title(direction),
        words.url(direction.page_slug),
        direction.way,
        words.language.name_of("ways", direction.way),
        tuple(lines),
        words.language.say("fit_none_leads", names=words.listed(names)),
        tuple(_sayings(words, place, direction)),
    )


def _line(words: FitWords, row: int, reason: Reason, direction: Direction) -> Line:
    text, anchor = words.reason(reason, direction)
    url = words.url(direction.page_slug, anchor)
    return Line(row, reason.kind, signed(reason.points), reason.points > 0, text, url)


def _sayings(words: FitWords, place: int, direction: Direction) -> Iterator[Saying]:
    """The claims that the essay's blocks under `fits` carry, in their order."""
    language = words.language
    page = words.atlas.page(language.code, direction.page_slug)
    counted = [row for group in words.fit.groups if group.name == "essay" for row in group.rows]
    for block in page.under("fits") if page else ():
        for identifier in block.claims:
            claim = words.atlas.claim_by_id.get(identifier)
            if claim is None:
                continue
            yield Saying(
                identifier,
                block.voice,
                language.say(f"voice_{block.voice}"),
                claim.claim.get(language.code, ""),
                words.url(direction.page_slug, block.address),
                claim.outcome,
                language.name_of("outcomes", claim.outcome),
                words.url("essay", f"claim-{identifier}"),
                tuple(
                    (row.id, signed(row.points[place]))
                    for row in counted
                    if any(reason.about == (identifier,) for reason in row.reasons[place])
                ),
            )


def _ready(words: FitWords) -> Iterator[ReadyRow]:
    """The first three for every background with every possession."""
    haves = words.chooser.choices("have", words.backgrounds)
    for background in words.backgrounds:
        firsts = []
        for have in haves:
            places = rank(words.fit, {f"know={background}", f"have={have}"})[:3]
            found = [(words.fit.directions[one.direction], one.points) for one in places]
            named = [
                (words.title(d), words.url(d.page_slug), signed(points)) for d, points in found
            ]
            firsts.append((words.choice("have", have), tuple(named)))
        yield ReadyRow(words.choice("know", background), tuple(firsts))
