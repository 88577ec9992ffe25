"""The page of figures says what the tests do."""

import re
from collections.abc import Iterator

import pytest

from qiusuo.handbook import names
from tests import attacks
from tests.addresses import listed
from tests.conftest import ROOT
from tests.fuzz.seeds import FOUND
from tests.fuzz.targets import TARGETS
from tests.site.test_same_bytes import EDITS
from tests.test_faults import COMMANDS, WAITING

PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")


def rows(heading: str) -> Iterator[list[str]]:
    """The rows of the first table below a heading, without its head."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = re.search(r"^\|.*\n\| --- .*\n((?:\|.*\n)+)", part, re.MULTILINE)
    assert table is not None
    for line in table[1].splitlines():
        yield [cell.strip().strip("*`") for cell in line.strip("|").split(" | ")]


def test_attacks_are_counted_by_kind() -> None:
    told = {row[0]: int(row[1]) for row in rows("Attacks")}
    whole = told.pop("all")
    assert told == {kind: len(inputs) for kind, inputs in attacks.TABLES.items()}
    assert whole == sum(told.values())


def test_every_target_of_fuzzing_has_its_row() -> None:
    told = [re.split("[` ]", row[0])[0] for row in rows("Input of any kind")]
    assert told == list(TARGETS)
    assert f"one of the {sum(map(len, FOUND.values()))} texts" in PAGE.replace("\n", " ")


def test_every_fault_is_counted() -> None:
    told = list(rows("Runs that are cut short"))
    commands = [re.sub(r" \(.*files\)|`", "", row[0]) for row in told]
    assert commands == list(COMMANDS)
    kills = 0
    for row in told:
        count, *ends = map(int, re.findall(r"\d+", row[1]))
        assert count == sum(ends), row
        kills += count
    assert f"That is {kills} kills" in PAGE
    waiting = PAGE.split("Two runs at once: ")[1].split(" wait for another run")[0]
    assert waiting.count("`") == 2 * len(WAITING)


@pytest.mark.parametrize(
    ("what", "count"),
    [
        ("addresses that ever were", len(listed())),
        ("rules that name a fault", len(names())),
        ("the same bytes with and without what earlier builds left", len(EDITS)),
    ],
)
def test_what_else_is_counted(what: str, count: int) -> None:
    (row,) = [row for row in rows("Same bytes, links, addresses, policy") if what in row[0]]
    assert re.findall(r"\d+", row[1]) == [str(count)]


def test_every_test_that_is_named_is_there() -> None:
    for path in re.findall(r"`((?:tests|requirements)/[^`]*)`", PAGE):
        assert (ROOT / path).exists(), path
