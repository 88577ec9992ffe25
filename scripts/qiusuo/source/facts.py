"""The data files to model: languages, directions, claims."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import (
    BARRIERS,
    COMPUTE,
    OUTCOMES,
    WAYS,
    Citation,
    Claim,
    Direction,
    Language,
    Question,
    Start,
    Term,
    Topic,
)
from qiusuo.source.data import FACTS, Data, Form, needed
from qiusuo.source.markdown import citations
from qiusuo.syntax import DEVICES, NAME

_FACTS = (
    *("way", "order", "edited", "focuses", "barriers", "backgrounds", "start", "related"),
    "topics",
)


def read_language(data: Data, code: str, findings: list[Diagnostic]) -> Language:
    """``docs/languages/<code>.yml``."""
    form = Form.of(data, "", findings)
    form.only(("tag", "name", "order", "names", "interface"), optional=("complete",))
    names = {}
    for kind, value in Form.of(data, "names", findings).values.items():
        inner = Form.of(data, f"names.{kind}", findings)
        names[kind] = {key: inner.text(key) for key in value} if inner.values else {}
    interface = Form.of(data, "interface", findings)
    return Language(
        code=code,
        tag=form.text("tag"),
        name=form.text("name"),
        order=form.number("order", 1, 99),
        span=data.span,
        names=names,
        interface={key: interface.text(key) for key in interface.values},
        complete=form.text("complete", ("true", "false")) != "false",
        places=data.places,
    )


def read_direction(
    data: Data, slug: str, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> Direction:
    """``docs/directions/<slug>.yml``."""
    draft = isinstance(data.value, dict) and data.value.get("draft") == "true"
    if draft:  # what is still empty is not there yet
        data = replace(data, value={"barriers": {}, "start": {}, **_filled(data.value)})

    def part(name: str, *keys: str, optional: tuple[str, ...] = ()) -> Form:
        form = Form.of(data, name, findings)
        form.only(() if draft else keys, (*keys, *optional))
        return form

    form = part("", *_FACTS, optional=("draft",))
    form.text("draft", ("true", "false"))
    barriers = part("barriers", *BARRIERS)
    start = part("start", "compute", "months")
    known = tuple(languages[0].names.get("backgrounds", {})) if languages else ()
    return Direction(
        slug=slug,
        span=data.span,
        way=form.text("way", WAYS),
        order=form.number("order", 1, 99_999) if "order" in form.values else 0,
        edited=form.number("edited", 2023, 2100),
        draft=draft,
        focuses=form.words("focuses", least=1),
        barriers={
            name: barriers.number(name, 0, 4)
            for name in BARRIERS
            if name in barriers.values or not draft
        },
        backgrounds=form.words("backgrounds", known, least=1),
        start=Start(start.text("compute", COMPUTE), _months(start)),
        related=form.words("related", least=1),
        topics=form.words("topics", least=1),
        places=data.places,
    )


def _filled(value: Any) -> Any:
    """What has been filled in of a document: without empty values and empty lists."""
    if not isinstance(value, dict):
        return value
    return {key: _filled(part) for key, part in value.items() if part not in (None, [])}


def _months(form: Form) -> tuple[int, int]:
    value = form.values.get("months")
    if "months" not in form.values:
        return (0, 0)
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(month, int) for month in value)
        or not 0 < value[0] <= value[1] <= 240
    ):
        form.odd("months", '"months" is not a span of months', "write months: [from, to]")
        return (0, 0)
    return (value[0], value[1])


def read_claims(
    data: Data, page: str, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> list[Claim]:
    """``docs/claims/<page>.yml``: the claims that one page carries, in the essay's order."""
    form = Form.of(data, "", findings)
    claims = []
    for identifier in form.values:
        inner = Form.of(data, identifier, findings)
        inner.only(("claim", "outcome", "since"))
        since = inner.local("since", languages)
        cited: dict[str, tuple[Citation, ...]] = {}
        for code, text in since.items():
            place = data.place(f"{identifier}.since.{code}")
            cited[code] = tuple(
                Citation(c.key, place, block=identifier) for c in citations(text, place, findings)
            )
        claims.append(
            Claim(
                id=identifier,
                page=page,
                span=data.place(identifier),
                claim=inner.local("claim", languages),
                outcome=inner.text("outcome", OUTCOMES),
                since=since,
                citations=cited,
                places={
                    part: data.place(f"{identifier}.{part}")
                    for part in ("claim", "outcome", "since", *(f"since.{c}" for c in since))
                },
            )
        )
    return claims


def read_terms(
    data: Data, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> list[Term]:
    """``docs/glossary/*.yml``: terms by their slug."""
    codes = tuple(language.code for language in languages)
    complete, others = needed(languages)
    form = Form.of(data, "", findings)
    terms = []
    for slug in _slugs(form):
        inner = Form.of(data, slug, findings)
        inner.only(
            (*complete, "also", "definition", "directions", "works", "topics"),
            optional=(*others, "avoid", "unless", "pinyin"),
        )
        avoid = Form.of(data, f"{slug}.avoid", findings) if "avoid" in inner.values else None
        terms.append(
            Term(
                slug=slug,
                span=data.place(slug),
                names=inner.told(languages),
                also=inner.words("also"),
                avoid={code: avoid.words(code) for code in codes} if avoid else {},
                unless=inner.words("unless") if "unless" in inner.values else (),
                pinyin=inner.text("pinyin"),
                definition=inner.local("definition", languages),
                directions=inner.words("directions", least=1),
                works=inner.words("works"),
                topics=inner.words("topics", least=1),
                places={
                    name: data.place(f"{slug}.{name}")
                    for name in (*codes, "also", "definition", "directions", "works", "topics")
                },
            )
        )
    return terms


def read_topics(
    data: Data, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> list[Topic]:
    """``docs/topics.yml``: the controlled list, in its order."""
    form = Form.of(data, "", findings)
    return [Topic(slug, form.local(slug, languages), data.place(slug)) for slug in _slugs(form)]


def _slugs(form: Form) -> Iterator[str]:
    """The keys that can be part of an address; of a topic, the name of a folder."""
    for key in form.values:
        if NAME.fullmatch(key) and key not in DEVICES:
            yield key
        else:
            form.odd(key, f'the key "{key}"', "use lower-case words with hyphens: kv-cache")


def read_questions(
    data: Data, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> list[Question]:
    """``docs/questions.yml``: a list of everyday phrases with the pages they lead to."""
    complete, others = needed(languages)
    if not isinstance(data.value, list):
        findings.append(FACTS.broken(data.span, "the file is not a list", "begin items with -"))
        return []
    found = []
    for place in range(len(data.value)):
        form = Form.of(data, str(place), findings)
        form.only((*complete, "pages"), optional=others)
        found.append(
            Question(
                {code: form.words(code, least=1) for code in (*complete, *others)},
                form.words("pages", least=1),
                data.place(str(place)),
            )
        )
    return found


__all__ = [
    "FACTS",
    "read_claims",
    "read_direction",
    "read_language",
    "read_questions",
    "read_terms",
    "read_topics",
]
