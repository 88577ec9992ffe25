"""The rules explained.

For each, a file beside this one has its law in the languages other than English, why there is such
a law, how to mend what breaks it, and an example made on the invented library of the tests, which
try them all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qiusuo.model import LocalText

#: What a reader would not see in an example.
_UNSEEN = re.compile(r"[\r\t\u00a0\u0400-\u04ff\u200b-\u200f\u202a-\u202e\u3000\ufeff]| +(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Change:
    """A `good` text in `file`, and the `bad` one that may stand there instead."""

    file: str
    good: str
    bad: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule asks for, and what breaks it.

    Either changes of text, the first of them the one to show, which stand in place of `instead`
    where that is not the good text (at the file's end where it is empty), in an `encoding`; or
    paths, of the files that there are.
    """

    changes: tuple[Change, ...] = ()
    instead: str | None = None
    encoding: str = "utf-8"
    good_paths: tuple[str, ...] = ()
    bad_paths: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file that the example shows, or nothing where it shows paths."""
        return self.changes[0].file if self.changes else ""

    @property
    def good(self) -> str:
        """What the rule asks for, as a reader is to see it."""
        return _seen(self.changes[0].good) if self.changes else "\n".join(self.good_paths)

    @property
    def bad(self) -> str:
        """What breaks the rule, with signs for what can not be seen."""
        if not self.changes:
            return "\n".join(self.bad_paths)
        if self.encoding != "utf-8":
            return "".join(f"⟨{byte:02X}⟩" for byte in self.changes[0].bad.encode(self.encoding))
        return _seen(self.changes[0].bad)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the handbook says of a rule; `law` is in the languages other than English."""

    name: str
    subject: str
    law: LocalText = field(default_factory=dict)
    why: LocalText = field(default_factory=dict)
    mend: LocalText = field(default_factory=dict)
    example: Example = Example()


_FOLDER = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def names() -> frozenset[str]:
    """The names of the rules that have an entry."""
    return frozenset(path.stem for path in _FOLDER.glob("*.yml"))


@cache
def handbook() -> Mapping[str, Entry]:
    """Every entry by the name of its rule."""
    return {
        name: _entry(
            name, yaml.load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=_Loader)
        )
        for name in sorted(names())
    }


def _entry(name: str, data: Mapping[str, Any]) -> Entry:
    return Entry(
        name,
        data["subject"],
        law=data["law"],
        why=data["why"],
        mend=data["mend"],
        example=_example(data["example"]),
    )


def _example(data: Mapping[str, Any]) -> Example:
    if "file" not in data:
        return Example(good_paths=tuple(data["good"]), bad_paths=tuple(data["bad"]))
    changes = [
        Change(one["file"], one["good"], one["bad"]) for one in (data, *data.get("also", ()))
    ]
    return Example(tuple(changes), data.get("instead"), data.get("encoding", "utf-8"))


def _seen(text: str) -> str:
    """A text with a sign for every character that can not be seen."""
    return _UNSEEN.sub(
        lambda odd: "".join(f"⟨U+{ord(c):04X}⟩" for c in odd.group()), text.strip("\n")
    )
