"""Work done in processes of its own: what fails is known."""

import time
from pathlib import Path

import pytest

from qiusuo.both import able
from qiusuo.site.processes import Processes

pytestmark = pytest.mark.skipif(not able(), reason="one processor, or a system that does not fork")


def test_work_is_done_and_waited_for(tmp_path: Path) -> None:
    processes = Processes()
    for name in ("one", "two"):
        processes.split(name, (tmp_path / name).mkdir)
    assert processes.running
    assert processes.wait() == []
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}
    assert not processes.running


def test_what_fails_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def failing() -> None:
        raise ValueError("no more ink")

    processes = Processes()
    processes.split("one", failing)
    processes.split("two", (tmp_path / "two").mkdir)
    assert processes.wait() == ["one"]
    assert "no more ink" in capfd.readouterr().err


def test_what_is_ended_ends_what_it_began(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def waiting() -> None:
        try:
            (tmp_path / "begun").touch()
            time.sleep(600)
        finally:
            (tmp_path / "ended").touch()

    processes = Processes()
    processes.split("one", waiting)
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    processes.end()
    assert (tmp_path / "ended").exists()
    assert capfd.readouterr().err == ""
