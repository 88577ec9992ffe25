"""The history of the content, from git where there is one."""

import subprocess
from datetime import datetime
from pathlib import Path

from qiusuo.model import Dates, History

#: One commit: its date after a byte that no path has, then the files it changed.
_FORMAT = "--format=%x01%cI"


def read_history(root: Path) -> History:
    """When each file below ``docs`` was first and last committed; empty outside git.

    A shallow clone knows of its last commits only, and would call every file new: it counts as
    having no history.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow.strip() != "false":
        return History(why="the clone is shallow" if shallow else "there is no git history")
    dates: dict[str, Dates] = {}
    for commit in _git(root, "log", "-z", "--relative", "--name-only", _FORMAT, "--", "docs").split(
        "\x01"
    ):
        when, *names = commit.replace("\n", "\0").strip("\0").split("\0")
        for name in filter(None, names):
            date = datetime.fromisoformat(when)
            known = dates.get(name)
            # Commits by date need not come in order: branches are merged.
            dates[name] = (
                Dates(min(known.first, date), max(known.last, date)) if known else Dates(date, date)
            )
    return History(dates, "" if dates else "nothing of docs is committed")


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing where it is missing or fails."""
    try:
        run = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return run.stdout if run.returncode == 0 else ""
