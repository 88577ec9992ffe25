"""A fresh site put in the old one's place in one step, and what killed builds left cleared away."""

import ctypes
import os
import shutil
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def beside(out: Path) -> str:
    """What the names of folders begin with in which the site `out` is built."""
    return f".{out.name}-building-"


def swap(fresh: Path, out: Path) -> None:
    """Put the fresh site in the old one's place.

    Where the system can exchange two folders, there is no moment without a site, and the old one
    stands at `fresh` afterwards. Elsewhere the old one is put aside first, for `recover` to find.
    """
    if not out.exists():
        fresh.rename(out)
    elif not _exchanged(fresh, out):
        old = fresh.with_name(fresh.name + "-old")
        out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def recover(out: Path) -> None:
    """Put a site back that a killed build had put aside, and clear away what such builds left."""
    left = sorted(out.parent.glob(f"{beside(out)}*"))
    for old in left:
        if old.name.endswith("-old") and not out.exists():
            old.rename(out)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two have changed places."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    result: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return result == 0
