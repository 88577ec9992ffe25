"""Every rule is explained in every language, and its examples are what they say."""

from pathlib import Path

import pytest

from qiusuo import checks, source
from qiusuo.checks import language, punctuation, spacing
from qiusuo.cli import main
from qiusuo.diagnostics import Report
from qiusuo.explain import rules
from qiusuo.handbook import Example, handbook
from qiusuo.mend import mend
from qiusuo.model import Atlas, Passage, Span
from tests.conftest import ROOT, copy_library

RULES = rules()
LANGUAGES = source.load(ROOT)[0].languages


def test_every_rule_has_an_entry_and_every_entry_a_rule() -> None:
    assert sorted(handbook()) == sorted(RULES)


@pytest.mark.parametrize("name", handbook())
def test_an_entry_speaks_every_language(name: str) -> None:
    entry = handbook()[name]
    for one in LANGUAGES:
        for said in (entry.why, entry.mend):
            assert said[one.code].strip()
        if one.code != "en":  # the English law stands with the rule
            assert entry.law[one.code].strip()
        assert one.name_of("rule_subjects", entry.subject) != entry.subject
    texts = [
        Passage(code, text, Span(f"{name}.yml"))
        for one in (entry.law, entry.why, entry.mend, {"en": RULES[name].law})
        for code, text in one.items()
    ]
    assert all(passage.text.rstrip("）)").endswith(("。", ".")) for passage in texts)
    assert all(passage.text.count("`") % 2 == 0 and "``" not in passage.text for passage in texts)
    # The handbook keeps the laws of typography itself.
    atlas = Atlas(languages=LANGUAGES, passages=tuple(texts))
    laws = (*spacing.CHECKS, *punctuation.CHECKS, *language.CHECKS)
    assert [finding.as_text() for law in laws for finding in law(atlas)] == []


def put(root: Path, example: Example, bad: bool) -> None:
    """Make the example, good or bad, of a fresh library."""
    for place, change in enumerate(example.changes):
        path = root / change.file
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        old = change.good if place or example.instead is None else example.instead
        new = change.bad if bad else change.good
        if not bad and new in text:
            continue
        assert old in text
        text = text.replace(old, new, 1) if old else text + new
        path.write_bytes(text.encode(example.encoding if bad else "utf-8"))
    if bad:
        gone = [path for path in example.good_paths if path not in example.bad_paths]
        come = [path for path in example.bad_paths if path not in example.good_paths]
        contents = [(root / path).read_bytes() for path in gone or example.good_paths[:1]]
        for path in gone:
            (root / path).unlink()
        for path, content in zip(come, contents, strict=False):
            name, _, target = path.partition(" -> ")
            (root / name).symlink_to(target) if target else (root / name).write_bytes(content)


@pytest.mark.parametrize("name", handbook())
def test_examples_are_good_and_bad(name: str, tmp_path: Path) -> None:
    example = handbook()[name].example
    assert example.good != example.bad
    for bad in (False, True):
        library = copy_library(tmp_path / str(bad))
        put(library, example, bad)
        atlas, found = source.load(library)
        report = Report.of([*found, *checks.check(atlas)])
        broken = {finding.rule.name for finding in report.findings}
        assert (name in broken) if bad else not broken, report.as_text()
    if RULES[name].fixable:
        mend(tmp_path / "True", ["."])
        for change in example.changes:
            good = (tmp_path / "False" / change.file).read_bytes()
            assert (tmp_path / "True" / change.file).read_bytes() == good


def test_a_rule_is_explained(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "scripts-are-spaced", "--root", str(library)]) == 0
    shown = capsys.readouterr().out
    for text in (
        "scripts-are-spaced (warning)",
        "one space stands between",
        "| 低速升力在2024年测得",
        "| 低速升力在 2024 年测得",
        "qiusuo check --fix",
    ):
        assert text in shown
    arguments = ["explain", "link-resolves", "--language", "zh", "--root", str(library)]
    assert main(arguments) == 0
    assert "断了的链接，读者点了才知道。" in capsys.readouterr().out


def test_an_unknown_rule_gives_the_nearest(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "citation-resolved", "--root", str(library)]) == 2
    assert "citation-resolves" in capsys.readouterr().err


def test_without_a_name_all_are_listed(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--root", str(library)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(RULES)
