"""What a program takes: time, processor time and memory, of all its processes together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: When the memory of a run is first looked at and how often then, in seconds. Five times a second
#: cost a build by two processors a fiftieth of its time, and one by a single processor nothing.
_FIRST, _LOOK = 0.1, 0.5


class FailedError(RuntimeError):
    """What was to be measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of processors, and the most memory at one time, in MB."""

    seconds: float
    processor: float
    memory: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a program to its end; what it prints is told only if it fails."""
    with started(command, folder, environment) as process:
        watch = _Memory(process.pid)
        begun = time.monotonic()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = watch.most()
    if process.returncode:
        raise FailedError(f"{' '.join(command)} in {folder} gave {process.returncode}")
    # The usage of a process that has been waited for includes that of its children.
    return Cost(seconds, usage.ru_utime + usage.ru_stime, memory)


@contextmanager
def started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program in a group of its own, ended with all that it started."""
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()


class _Memory:
    """Looks at a process and its children until asked; what they share is counted once."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> float:
        self._done.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        pause = _FIRST
        while not self._done.wait(pause):
            pause = _LOOK
            self._most = max(self._most, sum(map(_share, _family(self._pid))) / 1024)


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has ended
    return found


def _share(pid: int) -> int:
    """A process's share of memory in kB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
