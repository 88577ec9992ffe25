"""Every rule: the invented library is clean, and each spoiled copy gives its finding in place."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from qiusuo import checks, source
from qiusuo.diagnostics import Diagnostic, Report
from tests.checks.pulls import PULLS, Change, Pull
from tests.checks.spoils import SPOILS, Spoil


def findings(root: Path) -> tuple[Diagnostic, ...]:
    atlas, found = source.load(root)
    return Report.of([*found, *checks.check(atlas, found)]).findings


def faults(root: Path, rule: str = "") -> tuple[Diagnostic, ...]:
    """The findings without notices, but with those of `rule`.

    Whatever changes a text is a notice to whoever keeps the translation; that is told elsewhere.
    """
    report = Report(findings(root))
    return tuple(f for f in report.findings if f in report.faults or f.rule.name == rule)


def make(root: Path, changes: Sequence[Change], at: tuple[str, str] | None) -> tuple[str, int, int]:
    """Make the changes, and say where their finding is expected."""
    texts: dict[str, str] = {}
    for file, old, new in changes:
        path = root / file
        if new is None:
            path.unlink()
            continue
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        before = texts.get(file, before)
        assert old in before
        texts[file] = before.replace(old, new, 1) if old else before + new
    for file, text in texts.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(text.replace("¦", "").encode("utf-8"))
    if at is None:
        name, text = next(item for item in texts.items() if "¦" in item[1])
        offset = text.index("¦")
    else:
        name, needle = at
        text = (root / name).read_bytes().decode("utf-8")
        offset = text.index(needle.replace("¦", "")) + needle.index("¦")
    line = text.count("\n", 0, offset) + 1
    return name, line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def test_the_invented_library_is_clean(library: Path) -> None:
    assert findings(library) == ()


@pytest.mark.parametrize("edit", SPOILS, ids=str)
def test_a_spoiled_contribution_is_told(library: Path, edit: Spoil) -> None:
    changes = ((edit.file, edit.old, edit.new), *edit.also)
    expected = make(library, changes, edit.at)
    found = findings(library)
    places = [(f.span.path, f.span.line, f.span.column) for f in found if f.rule.name == edit.rule]
    assert expected in places, [f.as_text() for f in found]
    # Nothing else: a contributor is not to be sent after consequences.
    others = Counter(f.rule.name for f in found) - Counter([edit.rule])
    assert others == Counter(edit.more), [f.as_text() for f in found]
    for finding in found:
        assert finding.message


@pytest.mark.parametrize("pull", PULLS, ids=lambda pull: pull.title)
def test_a_spoiled_pull_request_gives_its_finding_and_nothing_else(
    library: Path, pull: Pull
) -> None:
    expected = make(library, pull.changes, pull.at)
    told = faults(library, pull.rule)
    found = [(f.rule.name, f.span.path, f.span.line, f.span.column) for f in told]
    assert found == [(pull.rule, *expected)]


def test_every_rule_has_a_spoiled_example() -> None:
    rules = {rule.name for rule in (*source.RULES, *checks.RULES)}
    shown = {edit.rule for edit in SPOILS}
    # These are about bytes, not text, and are tried in test_bytes.py.
    assert rules - shown == {"text-is-utf8", "file-is-readable"}
    assert shown <= rules


def test_rules_are_named_once() -> None:
    names = [rule.name for rule in (*source.RULES, *checks.RULES)]
    assert len(names) == len(set(names))
