"""The library is read with every name, accent and place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Name, Work
from qiusuo.source.bibtex import read_library


def read(text: str) -> tuple[list[Work], list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return read_library(text, "bibliography/x.bib", findings), findings


def one(fields: str) -> Work:
    (work,), findings = read("@misc{key,\n" + fields + "\n}\n")
    assert not findings
    return work


@pytest.mark.parametrize(
    ("written", "names", "others"),
    [
        ("Leviathan, Yaniv", [Name("Leviathan", "Yaniv")], False),
        ("Yaniv Leviathan and A B", [Name("Leviathan", "Yaniv"), Name("B", "A")], False),
        ("{OpenAI}", [Name("OpenAI", corporate=True)], False),
        (
            "{Kites and Winds} and Li, 明",
            [Name("Kites and Winds", "", True), Name("Li", "明")],
            False,
        ),
        ("Srivastava, Aarohi and others", [Name("Srivastava", "Aarohi")], True),
        ("Johannes von Oswald", [Name("von Oswald", "Johannes")], False),
        (r"Fran{\c{c}}ois, Ren{\'e}", [Name("François", "René")], False),
        ("Lukošiūtė, Kamilė", [Name("Lukošiūtė", "Kamilė")], False),
    ],
)
def test_names(written: str, names: list[Name], others: bool) -> None:
    work = one(f"  author = {{{written}}},")
    assert (list(work.authors), work.others) == (names, others)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("{The {BERT} Way}", "The BERT Way"),
        (r"{100\% of \& and \#}", "100% of & and #"),
        (r"{G{\"o}del's na{\"\i}ve $\mu$P}", r"Gödel's naïve μP"),
        ('"Quoted {and} kept"', "Quoted and kept"),
        ("{Two\n   lines}", "Two lines"),
        ("{∞-Width}", "∞-Width"),
    ],
)
def test_titles(written: str, title: str) -> None:
    assert one(f"  title = {written},").title == title


def test_strings_and_months_are_resolved() -> None:
    works, findings = read('@string{k = "Kite"}\n@misc{a, title = k # " Days", month = mar}\n')
    assert not findings
    assert (works[0].title, works[0].get("month")) == ("Kite Days", "3")


def test_fields_know_their_place() -> None:
    work = one("  title = {A},\n  year  = {2020},")
    span = work.place("year")
    assert (work.span.line, work.span.column, span.line, span.column) == (1, 7, 3, 3)


def test_former_titles_are_split() -> None:
    assert one("  formertitle = {One: a; b ; Two},").former_titles == ("One: a; b", "Two")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@misc{a,\n  title = {x\n}\n@misc{b, title = {y}}\n", 1),
        ("@misc{b, title = {y}}\n\n@misc{a title = {x}}\n", 3),
        ("@misc{a, year = 2020, year = 2021}\n", 1),
    ],
)
def test_malformed_entries_are_told_and_the_others_read(text: str, line: int) -> None:
    works, findings = read(text)
    assert [(f.rule.name, f.span.line) for f in findings] == [("bibtex-is-well-formed", line)]
    assert len(works) == 1


@given(st.text(alphabet="@misc{},=\"\\$#% \nab'", max_size=200))
def test_no_text_raises(text: str) -> None:
    read(text)
