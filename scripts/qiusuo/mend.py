"""``qiusuo check --fix``: what is mechanical, mended in the files that have it."""

from collections.abc import Collection, Iterable
from pathlib import Path

from qiusuo import checks
from qiusuo.diagnostics import Diagnostic, Edit, Report
from qiusuo.source import characters, edit, load
from qiusuo.source.journal import write_together

#: One edit may show another; texts come to rest after two rounds, three at most.
_ROUNDS = 8


def mend(root: Path, paths: Collection[str]) -> dict[str, int]:
    """Make the edits that findings in these files carry; the number of edits by file."""
    made: dict[str, int] = {}
    for _ in range(_ROUNDS):
        atlas, findings = load(root)
        chosen = _edits([*findings, *checks.check(atlas)], paths)
        changed: dict[Path, str] = {}
        for name, edits in chosen.items():
            path = root / name
            text = path.read_bytes().decode("utf-8")
            mended, count = edit.edited(text, edits)
            if mended != text:
                changed[path] = mended
                made[name] = made.get(name, 0) + count
        write_together(root, changed)
        if not chosen:
            break
    return made


def _edits(findings: Iterable[Diagnostic], paths: Collection[str]) -> dict[str, list[Edit]]:
    """The edits of each file; those of characters alone where there are any, as they go first."""
    by_file: dict[str, list[Edit]] = {}
    first: set[str] = set()
    for finding in sorted(findings, key=lambda one: one.rule not in characters.RULES):
        if not finding.edits or not Report((finding,)).within(paths).findings:
            continue
        name = finding.span.path
        if finding.rule in characters.RULES:
            first.add(name)
        elif name in first:
            continue  # its place was found in the text as it will be
        by_file.setdefault(name, []).extend(finding.edits)
    return by_file
