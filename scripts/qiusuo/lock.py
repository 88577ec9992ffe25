"""One run at a time in a folder: a lock that is let go of when its holder ends, however it does."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none, and its users are told by what they see
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; where another run holds it, say so and wait.

    The folder itself is locked, so that no file is left lying about.
    """
    with contextlib.ExitStack() as stack:
        if fcntl is not None:
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            _take(handle, folder)
        yield


def _take(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(
            f"qiusuo: another run is at work in {folder.resolve()}; waiting for it (Ctrl-C stops)",
            file=sys.stderr,
            flush=True,
        )
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # some network file systems lock no folders
        return
