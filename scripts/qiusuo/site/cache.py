"""What was worked out before, kept on disk under everything that went into it.

An entry is a file named by a digest of its inputs, so that it can never be out of date: other
inputs have another name. It is written beside its place and then renamed, so that a process that is
killed leaves nothing half done, and any number of processes can share a folder.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

#: Where it is, or ``off``; how many megabytes it may have.
FOLDER, LIMIT = "QIUSUO_CACHE", "QIUSUO_CACHE_MB"
_LIMIT = 500
_PACKAGE = Path(__file__).parents[1]


def digest(parts: Iterable[str | bytes]) -> str:
    """One name for several texts, in their order."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


@cache
def program() -> str:
    """A name for all that runs: this package's files, every other package, and Python."""
    # What is installed stands in folders whose names have its version.
    others = {info.name for place in sys.path for info in Path(place).glob("*.dist-info")}
    return digest([sys.version, *sorted(others), *files(_PACKAGE)])


def files(top: Path, ending: str = "") -> Iterator[str | bytes]:
    """Names and contents of a file, or of all files below a folder that are not compiled."""
    for path in sorted(top.rglob(f"*{ending}")) if top.is_dir() else [top]:
        yield str(path.relative_to(top))
        if path.is_symlink():
            yield str(path.readlink())
        elif path.is_file() and path.suffix != ".pyc":
            yield path.read_bytes()


def folder(root: Path) -> Path | None:
    """Where a project's cache is: in its ``.cache``, or as the environment says; none where off."""
    wanted = os.environ.get(FOLDER, "")
    if wanted.lower() in ("off", "no", "0"):
        return None
    return Path(wanted) if wanted else root / ".cache" / "qiusuo"


class Cache:
    """A folder of entries, each plain data; without a folder, nothing is kept.

    `salt` is what goes into every entry.
    """

    def __init__(self, place: Path | None, salt: str = "") -> None:
        self._place = place
        self._salt = salt

    def name(self, kind: str, inputs: Iterable[str | bytes]) -> str:
        """The name of what is worked out from these inputs; empty where nothing is kept."""
        return digest([kind, self._salt, *inputs]) if self._place is not None else ""

    def get(self, name: str) -> Any:
        """What was kept under a name, or none."""
        if self._place is None or not name:
            return None
        path = self._place / name[:2] / name
        try:
            found = json.loads(path.read_bytes())
            os.utime(path)  # what is used lately is kept longest
        except (OSError, ValueError):
            return None  # not there, or not whole
        return found

    def keep(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        if self._place is not None and name:
            data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
            write(self._place / name[:2] / name, data)

    def prune(self) -> None:
        """Remove what was not used for longest, down to nine tenths of the limit."""
        if self._place is None:
            return
        limit = int(os.environ.get(LIMIT) or _LIMIT) * 1_000_000
        entries = []
        for path in self._place.glob("??/*"):
            try:
                stat = path.stat()
            except OSError:
                continue  # another process was faster
            entries.append((stat.st_mtime, stat.st_size, path))
        total = sum(size for _, size, _ in entries)
        if total <= limit:
            return
        for _, size, path in sorted(entries):
            if total <= limit * 0.9:
                return
            path.unlink(missing_ok=True)
            total -= size


def write(path: Path, data: bytes) -> None:
    """Put a file in its place whole; that there is no place for it is no fault."""
    fresh = path.with_name(f".new-{os.getpid()}-{path.name}")
    try:
        try:
            fresh.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
