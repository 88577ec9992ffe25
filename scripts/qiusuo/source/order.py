"""Entries of a file in the order of their keys, so that each has one place and merges stay easy."""

import re

from qiusuo.diagnostics import Diagnostic, Edit, Rule, Severity
from qiusuo.model import Span

SORTED = Rule(
    "entries-are-sorted",
    "Works of a library file, and terms of a glossary file, stand in the order of their keys.",
    Severity.WARNING,
    fixable=True,
)

#: Where an entry begins, its key in a group.
WORKS = re.compile(r"^@(?!(?:string|comment|preamble)\b)\w+\{\s*([^,\s]+)", re.M | re.I)
TERMS = re.compile(r"^([^\s#:'\"-][^:\n]*):", re.MULTILINE)


def told(text: str, span: Span, entries: re.Pattern[str], findings: list[Diagnostic]) -> None:
    """Report the first entry of a file that stands out of order, with the edit that sorts them."""
    found = list(entries.finditer(text))
    keys = [match[1] for match in found]
    if keys == sorted(keys):
        return
    starts = [_above(text, match.start()) for match in found]
    blocks = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    bodies = [block.rstrip("\n") for block in blocks]
    gaps = [block[len(body) :] for block, body in zip(blocks, bodies, strict=True)]
    order = sorted(range(len(keys)), key=lambda place: keys[place])
    moved = [place for place, old in enumerate(order) if place != old]
    first, last = moved[0], moved[-1]
    # Blank lines stay where they are: the last entry of a file has none after it.
    new = "".join(bodies[order[n]] + gaps[n] for n in range(first, last + 1))
    old = "".join(blocks[first : last + 1])
    late = next(n for n, key in enumerate(keys[1:], 1) if key < keys[n - 1])
    findings.append(
        SORTED.broken(
            span.within(text, found[late].start(1), len(keys[late])),
            f'"{keys[late]}" stands after "{keys[late - 1]}"',
            edits=(Edit(span.within(text, starts[first], len(old)), old, new),),
        )
    )


def _above(text: str, start: int) -> int:
    """Where the comment begins that stands right above an entry, or the entry itself."""
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before : start - 1].strip()
        if not line or line.endswith("}") or line[0] not in "#%":
            break
        start = before
    return start
