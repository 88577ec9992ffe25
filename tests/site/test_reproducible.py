"""The same content gives the same bytes, wherever and whenever it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import copy_library

#: Two machines as unlike as can be: where they stand, what hour and language they have. Python
#: itself does not begin under C where the folder that it is installed in is not named in ASCII.
_PLAIN = "C" if sys.prefix.isascii() else "C.UTF-8"
_HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": _PLAIN, "PYTHONHASHSEED": "1"}
_THERE = {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
#: A moment that is of another day in either time zone.
_MOMENT = "1793750400"


def built(root: Path, machine: dict[str, str], umask: int) -> dict[str, bytes]:
    """The files of a project's site, built as on a machine."""
    environment = {**os.environ, **machine, "SOURCE_DATE_EPOCH": _MOMENT, "QIUSUO_CACHE": "off"}
    done = subprocess.run(
        [Path(sys.executable).with_name("qiusuo"), "build", "--offline", "--book"],
        cwd=root,
        env=environment,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_two_machines_build_the_same_site(tmp_path: Path) -> None:
    first = copy_library(tmp_path / "here" / "kites")
    # Files are found in another order, too, where they were written in another.
    second = tmp_path / "over there 那边" / "a longer name"
    shutil.copytree(first, second, copy_function=_touched)
    here = built(first, _HERE, 0o022)
    there = built(second, _THERE, 0o077)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
    assert {"qiusuo-offline.zip", "book/qiusuo-zh.pdf", "pagefind/pagefind.js"} <= here.keys()


def _touched(source: str, target: str) -> str:
    """A copy that is of another age."""
    shutil.copyfile(source, target)
    os.utime(target, (1_000_000_000, 1_000_000_000))
    return target
