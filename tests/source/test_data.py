"""YAML is read as plain data, each fault at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Span
from qiusuo.source import data


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
