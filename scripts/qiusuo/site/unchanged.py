"""Whether a site stands as it was built, from what would be built again."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from qiusuo.exports.fonts import faces
from qiusuo.site.cache import digest, files, folder, program, write

#: What a site is built from, besides the program.
_INPUTS = ("docs", "bibliography", "overrides", "mkdocs.yml")
#: Variables of the environment that can change a site.
_VARIABLES = ("QIUSUO_SITE_URL", "QIUSUO_FONTS", "SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL")


class Standing:
    """The site in `out`, and what was known of it when it was built from `root`."""

    def __init__(self, root: Path, out: Path, *options: str) -> None:
        place = folder(root)
        self._out = out
        self._record = place / f"site-{digest([str(out)])}.json" if place else None
        self._inputs = digest(_inputs(root, *options)) if place else ""

    @property
    def intact(self) -> bool:
        """Whether it was built from these inputs, and no file of it has been touched since."""
        if self._record is None:
            return False
        try:
            known = json.loads(self._record.read_text(encoding="utf-8"))
            return bool(
                known["inputs"] == self._inputs and known["files"] == dict(_files(self._out))
            )
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def built(self) -> None:
        """Remember that it has just been built."""
        if self._record is not None:
            known = {"inputs": self._inputs, "files": dict(_files(self._out))}
            write(self._record, json.dumps(known).encode())


def _inputs(root: Path, *options: str) -> Iterator[str | bytes]:
    yield program()
    yield from options
    for name in _VARIABLES:
        yield os.environ.get(name, "")
    yield _history(root)
    yield from map(str, faces() or ())
    for name in _INPUTS:
        yield name
        yield from files(root / name)


def _history(root: Path) -> str:
    """The commit that is checked out, and whether those before it are known."""
    command = ["git", "-C", str(root), "rev-parse", "HEAD", "--is-shallow-repository"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def _files(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Every file below a folder, with its size and when it was written."""
    top = str(folder)
    for here, _, names in os.walk(top):
        for name in names:
            path = os.path.join(here, name)  # noqa: PTH118 (there are thousands)
            stat = os.stat(path)  # noqa: PTH116
            yield path[len(top) + 1 :], [stat.st_size, stat.st_mtime_ns]
