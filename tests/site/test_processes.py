"""Work done in processes of its own: what it tells comes back, and what fails is known."""

import pytest

from qiusuo.site.processes import Processes, able

pytestmark = pytest.mark.skipif(not able(), reason="one processor, or a system that does not fork")


def test_what_was_told_comes_back_whole() -> None:
    processes = Processes()
    processes.split("short", lambda: "字")
    processes.split("long", lambda: "x" * 1_000_000)
    assert processes.running
    assert processes.wait() == {"short": "字", "long": "x" * 1_000_000}
    assert not processes.running


def test_what_fails_tells_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def failing() -> str:
        raise ValueError("no more ink")

    processes = Processes()
    processes.split("one", failing)
    processes.split("two", lambda: "done")
    assert processes.wait() == {"one": None, "two": "done"}
    assert "no more ink" in capfd.readouterr().err
