"""YAML is read as plain data, each fault at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Language, Span
from qiusuo.source import data, facts


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\na: 2\n", (2, 1)),
        ("a: &x [1]\nb: *x\n", (2, 4)),
        ("a: [1\n", (2, 1)),
        ("a:\n\tb: 1\n", (2, 1)),
        ("? [a]\n: 1\n", (1, 3)),
        ("a: " + "[" * 40 + "]" * 40, (1, 23)),
    ],
)
def test_what_is_not_plain_is_refused_at_its_place(text: str, place: tuple[int, int]) -> None:
    findings: list[Diagnostic] = []
    assert data.parse(text, Span("x.yml"), findings) is None
    assert (findings[0].rule.name, findings[0].span.line, findings[0].span.column) == (
        "data-is-yaml",
        *place,
    )


def test_places_are_named() -> None:
    read = data.parse("a:\n  b: [x, y]\n", Span("x.yml", 3), [])
    assert read is not None
    assert (read.place("a.b").line, read.place("a.b.1").column) == (4, 10)


@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    data.parse(text, Span("x.yml"), [])


LANGUAGES = tuple(
    Language(code, code, code, order, Span(f"docs/languages/{code}.yml"))
    for order, code in enumerate(("zh", "en"), 1)
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("lift:\n", ["lift is not a list of keys"]),
        (
            "lift: {}\n",
            ['"zh", "en", "also", "definition", "directions", "works", "topics" are missing'],
        ),
        (
            "lift:\n  zh: 升力\n  en: lift\n",
            ['"also", "definition", "directions", "works", "topics" are missing'],
        ),
        (
            "lift:\n  zh: 升力\n  en: lift\n  also: []\n  definition:\n    zh: 力\n"
            "  directions: [kites]\n  works: []\n  topics: [flight]\n",
            ['"en" is missing'],
        ),
    ],
)
def test_what_a_half_written_entry_lacks_is_told_together(text: str, messages: list[str]) -> None:
    findings: list[Diagnostic] = []
    read = data.parse(text, Span("docs/glossary/x.yml"), findings)
    assert read is not None
    facts.read_terms(read, LANGUAGES, findings)
    assert [finding.message for finding in findings] == messages
    assert all(finding.help for finding in findings)
    assert findings[-1].help.count("…") == messages[-1].count('"') // 2
