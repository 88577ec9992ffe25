"""Every further language built by a process of its own, while the first is being built."""

import contextlib
import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs.exceptions import Abort


def able() -> bool:
    """Whether it pays: the system can split a process in two, and has processors for both."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and _processors() > 1


def _processors() -> int:
    return len(os.sched_getaffinity(0))


def end_with(parent: int) -> None:
    """Have the system end this process, and what it becomes, when its parent has ended.

    Linux tells. Elsewhere a process that is left alone goes on to its end, in a folder that the
    next build clears away.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:  # it had ended before that was said
        os._exit(1)


_PARENT_DEATH = 1  # PR_SET_PDEATHSIG of Linux


@dataclass
class Processes:
    """Processes that were split off and have not been waited for."""

    _running: dict[str, "_Process"] = field(default_factory=dict)

    def split(self, name: str, work: Callable[[], str]) -> None:
        """Do something in a process of its own, which ends when it has told the result."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        reading, writing = os.pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid:
            os.close(writing)
            self._running[name] = _Process(pid, reading)
            return
        code = 1
        try:
            end_with(parent)
            told = work()
            with os.fdopen(writing, "w", encoding="utf-8") as pipe:
                pipe.write(told)
            code = 0
        except Abort as error:
            print(error, file=sys.stderr)
        except OSError as error:  # a full disk is no fault of the program
            print(f"{name}: {error}", file=sys.stderr)
        except BaseException:
            traceback.print_exc()
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)  # nothing of what the first process began is ended twice

    @property
    def running(self) -> bool:
        """Whether there are any."""
        return bool(self._running)

    def end(self) -> None:
        """End all before they are done."""
        for process in self._running.values():
            os.kill(process.pid, signal.SIGTERM)
        self.wait()

    def wait(self) -> dict[str, str | None]:
        """Wait for all; what each told, or none where it failed."""
        found = {name: process.result() for name, process in self._running.items()}
        self._running.clear()
        return found


@dataclass(frozen=True, slots=True)
class _Process:
    """A process, and the pipe by which it tells its result."""

    pid: int
    pipe: int

    def result(self) -> str | None:
        with os.fdopen(self.pipe, encoding="utf-8") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        return None if status else told
