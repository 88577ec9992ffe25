"""Entries out of order are told at their place, and one edit sorts them, nothing lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Span
from qiusuo.source import data, order
from qiusuo.source.bibtex import read_library
from qiusuo.source.edit import edited

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


def sort(text: str, entries: re.Pattern[str]) -> tuple[str, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    order.told(text, Span("x"), entries, findings)
    return edited(text, [edit for finding in findings for edit in finding.edits])[0], findings


@given(KEYS, st.booleans(), st.booleans())
def test_works_are_sorted_with_their_comments(keys: list[str], spaced: bool, ended: bool) -> None:
    gap = "\n\n" if spaced else "\n"
    text = "@string{z = {Z}}\n\n" + gap.join(
        f"% on {key}\n@misc{{{key}, title = {{T {key}}}}}" for key in keys
    )
    text += "\n" if ended else ""
    made, findings = sort(text, order.WORKS)
    assert bool(findings) == (keys != sorted(keys))
    works = {work.key: work.title for work in read_library(made, "x.bib", [])}
    assert list(works) == sorted(keys)
    assert works == {key: f"T {key}" for key in keys}
    assert re.findall(r"% on (\w)\n@misc\{(\w)", made) == [(key, key) for key in sorted(keys)]
    assert sorted(made) == sorted(text)
    assert sort(made, order.WORKS) == (made, [])


@given(KEYS)
def test_terms_are_sorted(keys: list[str]) -> None:
    text = "# head\n\n" + "".join(f"{key}:\n  zh: 一\n  en: {key}\n" for key in keys)
    made, _ = sort(text, order.TERMS)
    read = data.parse(made, Span("x.yml"), [])
    assert read is not None
    assert list(read.value) == sorted(keys)
    assert sort(made, order.TERMS) == (made, [])


def test_the_place_is_that_of_the_first_entry_out_of_order() -> None:
    _, (finding,) = sort("b: 1\na: 2\nc: 3\n", order.TERMS)
    assert str(finding.span) == "x:2:1"
    assert finding.message == '"a" stands after "b"'
