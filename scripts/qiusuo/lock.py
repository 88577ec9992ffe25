"""One run at a time in a folder: a lock that is let go of when its holder ends, however it does."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from qiusuo.source.journal import recover, unfinished

try:
    import fcntl
except ImportError:  # Windows has none, and its users are told by what they see
    fcntl = None  # type: ignore[assignment]

#: The folders that this run holds. What it splits off has them too, and holds them with it.
_holding: set[Path] = set()


@contextlib.contextmanager
def held(folder: Path, shared: bool = False) -> Iterator[None]:
    """Hold the lock of a folder; where another run holds it, say so and wait.

    The folder itself is locked, so that no file is left lying about. Those who but read it can
    hold it together (`shared`). A run that holds it already goes on.
    """
    place = folder.resolve()
    with contextlib.ExitStack() as stack:
        if fcntl is not None and place not in _holding:
            handle = os.open(place, os.O_RDONLY)
            stack.callback(os.close, handle)
            _take(handle, place, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
            _holding.add(place)
            stack.callback(_holding.discard, place)
        yield


def settle(root: Path) -> None:
    """Finish what a run that was killed had begun to write; wait for one that is still at it."""
    if unfinished(root):
        with held(root):
            recover(root)


def _take(handle: int, folder: Path, kind: int) -> None:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        print(
            f"qiusuo: another run is at work in {folder}; waiting for it (Ctrl-C stops)",
            file=sys.stderr,
            flush=True,
        )
        fcntl.flock(handle, kind)
    except OSError:  # some network file systems lock no folders
        return
