"""Every rule: the invented library is clean, and each spoiled copy gives its finding in place."""

from collections import Counter
from pathlib import Path

import pytest

from qiusuo import checks, source
from qiusuo.diagnostics import Diagnostic, Report
from tests.checks.spoils import SPOILS, Spoil


def findings(root: Path) -> tuple[Diagnostic, ...]:
    atlas, found = source.load(root)
    return Report.of([*found, *checks.check(atlas)]).findings


def spoil(root: Path, edit: Spoil) -> tuple[str, int, int]:
    """Make the edit, and say where its finding is expected."""
    path = root / edit.file
    place = edit.at
    if edit.new is None:
        path.unlink()
    else:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        assert edit.old in before
        after = before.replace(edit.old, edit.new, 1) if edit.old else before + edit.new
        place = place or (edit.file, after)
        path.write_text(after.replace("¦", ""), encoding="utf-8")
    assert place is not None
    name, needle = place
    text = (root / name).read_text(encoding="utf-8")
    offset = text.index(needle.replace("¦", "")) + needle.index("¦")
    line = text.count("\n", 0, offset) + 1
    return name, line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def test_the_invented_library_is_clean(library: Path) -> None:
    assert findings(library) == ()


@pytest.mark.parametrize("edit", SPOILS, ids=str)
def test_a_spoiled_contribution_is_told(library: Path, edit: Spoil) -> None:
    expected = spoil(library, edit)
    found = findings(library)
    places = [(f.span.path, f.span.line, f.span.column) for f in found if f.rule.name == edit.rule]
    assert expected in places, [f.as_text() for f in found]
    # Nothing else: a contributor is not to be sent after consequences.
    others = Counter(f.rule.name for f in found) - Counter([edit.rule])
    assert others == Counter(edit.more), [f.as_text() for f in found]
    for finding in found:
        assert finding.message


def test_every_rule_has_a_spoiled_example() -> None:
    rules = {rule.name for rule in (*source.RULES, *checks.RULES)}
    shown = {edit.rule for edit in SPOILS}
    # These are about bytes, not text, and are tried in test_bytes.py.
    assert rules - shown == {"text-is-utf8", "file-is-readable"}
    assert shown <= rules


def test_rules_are_named_once() -> None:
    names = [rule.name for rule in (*source.RULES, *checks.RULES)]
    assert len(names) == len(set(names))
