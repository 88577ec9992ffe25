"""Changes of several files at once: all of them or none, even where a run is killed in between.

New texts are first written beside the files. Then a journal names them: from that moment on the
change is made, and whoever comes next finishes it (`recover`). Without a journal, nothing has been
changed, and texts left over are swept away.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from qiusuo.source.edit import forget, write_atomically, write_beside

#: Where the journal stands, from the project's folder.
JOURNAL = ".qiusuo-unfinished"
#: The folders whose files are edited.
_FOLDERS = ("docs", "bibliography")
_BESIDE = re.compile(r"\.(.+)-[a-z0-9_]{8}\.part")


def write_together(root: Path, files: Mapping[Path, str], create: bool = False) -> None:
    """Write files, all of them or none.

    With `create` they have to be new, and FileExistsError is raised for one that is there.
    """
    journal = root / JOURNAL
    fresh: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, text in files.items():
            fresh[path] = write_beside(path, text)
        if len(fresh) > 1:
            names = [
                path.with_name(one.name).relative_to(root).as_posix() for path, one in fresh.items()
            ]
            write_atomically(journal, json.dumps({"create": create, "files": names}))
        for path in fresh if create else ():
            path.touch(exist_ok=False)  # takes the name, or tells that it is taken
            made.append(path)
        for path, temporary in fresh.items():
            temporary.replace(path)
    except BaseException:
        if create or not journal.is_file():  # as if it had not been begun
            for path in (*made, *fresh.values(), journal):
                forget(path)
        raise
    journal.unlink(missing_ok=True)


def unfinished(root: Path) -> bool:
    """Whether a run was killed while it changed several files."""
    return (root / JOURNAL).is_file()


def recover(root: Path) -> None:
    """Finish what a run that was killed had begun, and sweep away what it left.

    Nothing else may be at work in the project. The journal is not believed: it can only make a
    hidden file of ours take the name of its neighbour.
    """
    journal = root / JOURNAL
    if journal.is_file():
        create, names = _read(journal)
        for name in names:
            fresh = root / name
            target = fresh.with_name(_BESIDE.sub(r"\1", fresh.name))
            if fresh.is_file() and not (create and target.exists() and target.stat().st_size):
                fresh.replace(target)
        journal.unlink()
    left = [path for folder in _FOLDERS for path in (root / folder).rglob(".*.part")]
    for path in (*left, *journal.parent.glob(f".{journal.name}-*.part")):
        if _BESIDE.fullmatch(path.name) and not path.is_dir():
            path.unlink(missing_ok=True)


def _read(journal: Path) -> tuple[bool, list[str]]:
    try:
        data = json.loads(journal.read_text(encoding="utf-8"))
        return bool(data["create"]), [name for name in data["files"] if _is_ours(name)]
    except (OSError, ValueError, TypeError, KeyError):
        return False, []


def _is_ours(name: object) -> bool:
    if not isinstance(name, str):
        return False
    path = PurePosixPath(name)
    return (
        path.parts[:1] in [(folder,) for folder in _FOLDERS]
        and ".." not in path.parts
        and _BESIDE.fullmatch(path.name) is not None
    )
