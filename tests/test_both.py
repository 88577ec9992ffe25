"""Two things are done at once, and what fails fails here."""

import os
import signal
import sys
from pathlib import Path

import pytest

from qiusuo import checks
from qiusuo.both import MANY, Aside, able, both
from qiusuo.source import begin_reading, load
from qiusuo.views.occurrence import Occurrences

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else the runner of the tests has begun does not use what is split."""
    monkeypatch.setattr("threading.active_count", lambda: 1)


def test_both_results_are_told() -> None:
    assert both(lambda: "here", lambda: ["字", 1]) == ("here", ["字", 1])


@pytest.mark.skipif(not able(), reason="one processor, or a system that does not fork")
def test_two_processes_do_it() -> None:
    assert len(set(both(os.getpid, os.getpid))) == 2


def test_what_can_not_be_told_is_done_here() -> None:
    _, found = both(lambda: None, lambda: lambda: "here")
    assert found() == "here"


def test_either_may_fail() -> None:
    def failing() -> None:
        raise ValueError("no more ink")

    for one, other in ((failing, int), (int, failing)):
        with pytest.raises(ValueError, match="no more ink"):
            both(one, other)


def test_what_is_read_and_checked_by_two_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    atlas, read = load(ROOT)
    found = list(checks.check(atlas, read))
    monkeypatch.setattr(sys.modules[load.__module__], "MANY", 1)
    monkeypatch.setattr(checks, "MANY", 1)
    again = load(ROOT)
    assert again == (atlas, read)
    assert list(checks.check(*again)) == found


def test_more_is_told_than_a_pipe_holds() -> None:
    aside = Aside(lambda: "字" * 1_000_000)
    assert aside.result() == "字" * 1_000_000


@pytest.mark.skipif(not able(), reason="one processor, or a system that does not fork")
def test_what_is_not_wanted_any_more_is_ended() -> None:
    reading, writing = os.pipe()

    def work() -> None:
        os.write(writing, str(os.getpid()).encode())
        signal.pause()  # for ever

    aside = Aside(work)
    process = int(os.read(reading, 20))
    aside.close()
    aside.close()
    os.close(reading)
    os.close(writing)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.skipif(not able(), reason="one processor, or a system that does not fork")
def test_another_process_may_ask() -> None:
    aside = Aside(lambda: "found")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, aside.result().encode())
        os._exit(0)
    os.waitpid(child, 0)
    aside.close()
    assert os.read(reading, 100) == b"found"
    os.close(reading)
    os.close(writing)


def test_what_was_begun_to_be_read_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = load(ROOT)
    monkeypatch.setattr(sys.modules[load.__module__], "MANY", 1)
    begun = begin_reading(ROOT)
    assert begun is not None
    assert load(ROOT, None, begun) == plain


def test_a_small_project_is_not_begun(library: Path) -> None:
    assert begin_reading(library) is None


def test_what_is_told_by_half_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_half(writing: int, work: object) -> None:
        os.write(writing, (100).to_bytes(8, "big") + b"half")
        os._exit(1)

    monkeypatch.setattr("qiusuo.both._tell", by_half)
    assert Aside(lambda: "here").result() == "here"


def test_what_is_counted_by_two_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = load(ROOT)[0]
    assert len(atlas.pages) >= MANY

    def counted() -> list[tuple[str, list[tuple[tuple[str, str], int]]]]:
        return [(slug, list(each.items())) for slug, each in Occurrences(atlas).counts.items()]

    by_two = counted()
    monkeypatch.setattr("qiusuo.both.able", lambda: False)
    assert counted() == by_two
    assert len(by_two) > 50
