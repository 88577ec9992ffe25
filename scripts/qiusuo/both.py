"""Two things done at once, each by a processor of its own."""

import os
import pickle
import threading
from collections.abc import Callable
from typing import TypeVar

Here = TypeVar("Here")
There = TypeVar("There")


def able() -> bool:
    """Whether it pays to split this process: the system can, and has processors for both."""
    return (
        hasattr(os, "fork")
        and hasattr(os, "sched_getaffinity")
        and len(os.sched_getaffinity(0)) > 1
    )


def both(here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There]:
    """Two results, of which the second is worked out by a second process if that can be.

    That process tells it by pickle. Where it fails, the work is done here, to fail in the open.
    """
    if not able() or threading.active_count() > 1:  # a process that is split has but one thread
        return here(), there()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        _tell(writing, there)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            mine = here()
            told = pipe.read()
        finally:
            pipe.close()  # who has not yet told anything is stopped by that
            _, status = os.waitpid(pid, 0)
    return mine, there() if status else pickle.loads(told)


def _tell(writing: int, there: Callable[[], object]) -> None:
    """Tell a result, and end the process, which was to do nothing else."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(there(), pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    except Exception:  # the first process finds the same
        pass
    finally:
        os._exit(code)  # nothing of what the first process began is ended twice
