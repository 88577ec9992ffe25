"""Two things done at once, each by a processor of its own."""

import contextlib
import os
import pickle
import signal
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Here = TypeVar("Here")
There = TypeVar("There")

#: From how many pages on it pays to read, check or count them with two processes.
MANY = 40

#: The bytes that tell how many follow.
_SIZE = 8


def able() -> bool:
    """Whether it pays to split this process: the system can, and has processors for both."""
    return (
        hasattr(os, "fork")
        and hasattr(os, "sched_getaffinity")
        and len(os.sched_getaffinity(0)) > 1
    )


class Aside(Generic[There]):
    """A result that a second process works out, if that can be, until it is asked for.

    That process tells it by pickle. Where it fails, the work is done here, to fail in the open.
    """

    def __init__(self, work: Callable[[], There]) -> None:
        self._work = work
        self._pid = 0
        if able() and threading.active_count() == 1:  # a process that is split has but one thread
            self._pipe, writing = os.pipe()
            self._pid = os.fork()
            if not self._pid:
                _tell(writing, work)
            os.close(writing)

    def result(self) -> There:
        """What it found; to be asked for once."""
        if not self._pid:
            return self._work()
        with os.fdopen(os.dup(self._pipe), "rb") as pipe:
            told = pipe.read()
        self.close()
        if len(told) < _SIZE or int.from_bytes(told[:_SIZE], "big") != len(told) - _SIZE:
            return self._work()  # it failed, or was ended
        found: There = pickle.loads(told[_SIZE:])
        return found

    def close(self) -> None:
        """End it, wanted or not."""
        if self._pid:
            os.close(self._pipe)
            with contextlib.suppress(ProcessLookupError, ChildProcessError):  # of another's
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
            self._pid = 0


def both(here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There]:
    """Two results, of which the second is worked out by a second process if that can be."""
    aside = Aside(there)
    try:
        return here(), aside.result()
    finally:
        aside.close()


def _tell(writing: int, there: Callable[[], object]) -> None:
    """Tell a result, and end the process, which was to do nothing else."""
    code = 1
    try:
        told = pickle.dumps(there(), pickle.HIGHEST_PROTOCOL)  # whole, since a pipe holds little
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(len(told).to_bytes(_SIZE, "big"))
            pipe.write(told)
        code = 0
    except Exception:  # the first process finds the same
        pass
    finally:
        os._exit(code)  # nothing of what the first process began is ended twice
