"""How a text has changed, word by word, with little of what has not."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

#: A Latin word is one token; so is every other character.
_TOKEN = re.compile(r"[A-Za-z0-9@_'-]+|.", re.DOTALL)
#: What stays the same between two changes is shown as changed when it is as short as this.
_SHORT = 2
#: Characters of what stays the same that are shown beside a change.
_CONTEXT = 24


class Part(StrEnum):
    """What became of a run of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text, and what became of it."""

    part: Part
    text: str


def change(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one text to the other, what is far from any change left out."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = [
        (i, j, n)
        for i, j, n in matcher.get_matching_blocks()
        if i == j == 0
        or (i + n, j + n) == (len(old), len(new))
        or len("".join(old[i : i + n]).strip()) > _SHORT
    ]
    places = [(0, 0, 0), *blocks, (len(old), len(new), 0)]
    runs: list[Run] = []
    for (i, j, n), (to_i, to_j, _) in pairwise(places):
        runs.append(Run(Part.SAME, "".join(old[i : i + n])))
        runs.append(Run(Part.GONE, "".join(old[i + n : to_i])))
        runs.append(Run(Part.NEW, "".join(new[j + n : to_j])))
    runs = [run for run in runs if run.text]
    return tuple(
        Run(run.part, _shortened(run.text, number == 0, number == len(runs) - 1))
        if run.part is Part.SAME
        else run
        for number, run in enumerate(runs)
    )


def _shortened(text: str, first: bool, last: bool) -> str:
    """What stays the same, cut away from the changes beside it."""
    if len(text) <= 2 * _CONTEXT:
        return text
    begin = "" if first else re.sub(r"[A-Za-z0-9@_'-]+$", "", text[:_CONTEXT])
    end = "" if last else re.sub(r"^[A-Za-z0-9@_'-]+", "", text[-_CONTEXT:])
    return f"{begin}…{end}"
