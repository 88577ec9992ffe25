"""The weights of the chooser: ``docs/chooser.yml``."""

from dataclasses import replace

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import (
    BARRIERS,
    COMPUTE,
    OUTCOMES,
    QUESTIONS,
    Barriers,
    Chooser,
    Enjoy,
    Have,
    Joy,
    Know,
    Language,
    Wait,
    Word,
)
from qiusuo.source.data import Data, Form

#: No weight is heavier than this, nor lighter than its opposite.
_HEAVIEST = 20


def read_chooser(
    data: Data, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> Chooser:
    """The weights, with a finding for each part that is not as it should be."""
    names = languages[0].names if languages else {}
    backgrounds = tuple(names.get("backgrounds", {}))
    form = Form.of(data, "", findings)
    form.only(("barrier", *QUESTIONS, "essay", "examples"))
    essay = Form.of(data, "essay", findings)
    essay.only(("outcomes", "claims"))
    outcomes = Form.of(data, "essay.outcomes", findings)
    outcomes.only(OUTCOMES)
    chooser = Chooser(
        span=data.span,
        barriers=_barriers(Form.of(data, "barrier", findings)),
        know=_know(Form.of(data, "know", findings), backgrounds),
        have=_have(Form.of(data, "have", findings)),
        wait=_wait(Form.of(data, "wait", findings)),
        enjoy=_enjoy(Form.of(data, "enjoy", findings), tuple(names.get("joys", {}))),
        outcomes={outcome: _weight(outcomes, outcome) for outcome in OUTCOMES},
        places=data.places,
    )
    choices = {question: chooser.choices(question, backgrounds) for question in QUESTIONS}
    claims = Form.of(data, "essay.claims", findings)
    words = [
        _word(Form.of(data, claims.name(claim), findings), claim, choices)
        for claim in claims.values
    ]
    listed = form.values.get("examples", [])
    if not isinstance(listed, list):
        form.odd("examples", '"examples" is not a list', "begin items with -")
        listed = []
    examples = [
        _answers(Form.of(data, f"examples.{place}", findings), choices)
        for place in range(len(listed))
    ]
    return replace(chooser, words=tuple(words), examples=tuple(examples))


def _weight(form: Form, key: str) -> int:
    return form.number(key, -_HEAVIEST, _HEAVIEST) if key in form.values else 0


def _barriers(form: Form) -> Barriers:
    form.only(("costs", "met"))
    return Barriers(_by_level(form, "costs"), _by_level(form, "met"))


def _by_level(form: Form, key: str) -> tuple[int, ...]:
    weights = form.numbers(key, -_HEAVIEST, _HEAVIEST)
    if key in form.values and weights and len(weights) != 5:
        form.odd(key, f'"{key}" has {len(weights)} weights', "give one for each level, 0 to 4")
    return weights if len(weights) == 5 else (0,) * 5


def _know(form: Form, backgrounds: tuple[str, ...]) -> Know:
    form.only(("most", "leads", "meets"))
    meets = Form.of(form.data, form.name("meets"), form.findings)
    meets.only((), optional=BARRIERS)
    return Know(
        form.number("most", 1, 9),
        _weight(form, "leads"),
        {barrier: meets.words(barrier, backgrounds) for barrier in BARRIERS},
    )


def _have(form: Form) -> Have:
    form.only(("enough", "short", "meets"))
    meets = Form.of(form.data, form.name("meets"), form.findings)
    meets.only((), optional=COMPUTE)
    return Have(
        _weight(form, "enough"),
        _weight(form, "short"),
        {what: meets.number(what, 0, 4) for what in COMPUTE if what in meets.values},
    )


def _wait(form: Form) -> Wait:
    form.only(("months", "sure", "hopeful", "late", "slow"))
    slow = Form.of(form.data, form.name("slow"), form.findings)
    slow.only(("from", "points"))
    return Wait(
        form.numbers("months", 1, 240),
        _weight(form, "sure"),
        _weight(form, "hopeful"),
        _weight(form, "late"),
        slow.number("from", 1, 240),
        _weight(slow, "points"),
    )


def _enjoy(form: Form, names: tuple[str, ...]) -> Enjoy:
    form.only(("most", "levels", "topic", "topics", "joys"))
    joys = Form.of(form.data, form.name("joys"), form.findings)
    found = []
    for name in joys.values:
        if name not in names:
            joys.odd(name, f'no name for "{name}"', "name it in docs/languages under joys")
        inner = Form.of(form.data, joys.name(name), form.findings)
        inner.only((), optional=("barrier", "topics"))
        if len(inner.values) != 1:
            joys.odd(name, f'"{name}" is not one thing', "give it either a barrier or topics")
        found.append(Joy(name, inner.text("barrier", BARRIERS), inner.words("topics", least=1)))
    return Enjoy(
        form.number("most", 1, 9),
        _by_level(form, "levels"),
        _weight(form, "topic"),
        form.number("topics", 0, _HEAVIEST),
        tuple(found),
    )


def _word(form: Form, claim: str, choices: dict[str, tuple[str, ...]]) -> Word:
    form.only((), optional=("for", "against"))
    suits, bars = (
        _answers(Form.of(form.data, form.name(key), form.findings), choices)
        if key in form.values
        else ()
        for key in ("for", "against")
    )
    return Word(claim, suits, bars)


def _answers(form: Form, choices: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Answers to questions, as ``question=choice``."""
    form.only((), optional=QUESTIONS)
    found = []
    for question in QUESTIONS:
        if question == "wait":
            given = tuple(str(months) for months in form.numbers(question, 1, 240))
            for place, months in enumerate(given):
                if months not in choices["wait"]:
                    known = ", ".join(choices["wait"])
                    form.odd(f"wait.{place}", f"{months} is no choice", f"one of: {known}")
        else:
            given = form.words(question, choices[question])
        found += [f"{question}={choice}" for choice in given]
    return tuple(found)
