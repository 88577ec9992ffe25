"""Nothing is lost: killed at any moment, on a full disk, or two at once, what stands is old or new.

The moments are not of a clock but of what a run does: each opening of a file, each renaming, each
starting of a program is one, and a seed chooses among them, half of them where files are written.
``FAULTS=50`` tries so many of each command (6).
"""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from qiusuo import lock
from qiusuo.both import able
from qiusuo.cli import main
from qiusuo.site.preview import Preview
from qiusuo.source.journal import JOURNAL, recover, write_together
from tests.conftest import copy_library
from tests.lookup.conftest import ATOM, Registry, registry  # noqa: F401
from tests.translated import edit, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has no such signals")

#: What pagefind writes in the order in which a file system names files: another disk, other bytes.
BY_DISK = re.compile(r"site/pagefind/(?:(?:filter|index)/.*|.*\.pf_meta|pagefind-entry\.json)")

MOMENTS = int(os.environ.get("FAULTS", "6"))

#: Run a command, and be killed at the moment of this number; without one, tell all of them.
RUN = """
import json, os, signal, sys
last, limit, count, writing = int(sys.argv[1]), int(sys.argv[2]), 0, []
EVENTS = {"open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate",
          "shutil.rmtree", "subprocess.Popen", "tempfile.mkstemp", "fsync"}
def moment(event, arguments):
    global count
    if event not in EVENTS or event == "open" and not isinstance(arguments[0], str):
        return
    count += 1
    if event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR):
        writing.append(count)
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)
from qiusuo.cli import main
real = os.fsync
def fsync(handle):
    moment("fsync", ())
    real(handle)
    moment("fsync", ())
os.fsync = fsync
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.addaudithook(moment)
code = main(sys.argv[3:])
print("moments:", json.dumps([count, writing]), file=sys.stderr)
sys.exit(code)
"""

NEW = """@misc{ng2024handles,
  author = {Ng, Ada},
  title  = {Handles of Birch Bark},
  year   = {2024},
}
"""


def spoil(root: Path) -> None:
    """Give several files what ``check --fix`` mends."""
    for name in ("docs/zh/directions/kites.md", "docs/zh/essay.md", "docs/zh/directions/wind.md"):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + "\n风筝飞了2024年。\n", encoding="utf-8")


def move_on(root: Path) -> None:
    edit(root, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")


def leave_a_work(root: Path) -> None:
    write(root, "mine.bib", NEW)


def stand(root: Path) -> None:
    """Build the site, and change what it is made of."""
    assert main(["build", f"--root={root}"]) == 0
    edit(root, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")


@dataclass(frozen=True)
class Command:
    """A command, what is done before it, and how often it can be told to do the same."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = field(default=lambda root: None)
    again: int = 0

    def run(self, root: Path, last: int = 0, limit: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", RUN, str(last), str(limit), *self.given(root)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def given(self, root: Path) -> list[str]:
        return [*(one.replace("{root}", str(root)) for one in self.arguments), f"--root={root}"]


COMMANDS = {
    "build": Command(("build",), stand),
    "cite add, from a file": Command(
        ("cite", "add", "{root}/mine.bib", "--to", "kites"), leave_a_work, again=1
    ),
    "cite add, asked for": Command(("cite", "add", "arXiv:2211.17192", "--to", "kites"), again=1),
    "confirm": Command(("confirm", "kites"), move_on),
    "check --fix": Command(("check", "--fix"), spoil),
    "new direction": Command(
        ("new", "direction", "lanterns", "--way=up", "--zh=天灯", "--en=Lanterns"), again=2
    ),
}


def state(root: Path) -> Mapping[str, bytes]:
    """Every file that anything reads, the site's among them."""
    names = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if not any(part.startswith(".") for part in name.split("/"))
    }


def hidden(root: Path) -> list[str]:
    """What a killed run has left, which nothing reads."""
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob(".*")
        if path.name.endswith(".part") or "-building-" in path.name
    ] + [JOURNAL for _ in range((root / JOURNAL).exists())]


@dataclass(frozen=True)
class Trial:
    """A command tried once undisturbed: before, after, its moments, and those of writing."""

    command: Command
    prepared: Path
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    code: int
    count: int
    writing: tuple[int, ...]

    def fresh(self, target: Path) -> Path:
        return Path(shutil.copytree(self.prepared, target, symlinks=True))


def undisturbed(name: str, folder: Path) -> Trial:
    """The command, tried in a folder of its own."""
    command = COMMANDS[name]
    prepared = copy_library(folder / "prepared")
    command.prepare(prepared)
    work = shutil.copytree(prepared, folder / "whole")
    run = command.run(work)
    found = re.search(r"moments: (.*)", run.stderr)
    assert found is not None, run.stderr
    assert run.returncode in (0, 1), run.stderr
    count, writing = json.loads(found[1])
    old, new = state(prepared), state(work)
    assert old != new
    assert hidden(work) == []
    return Trial(command, prepared, old, new, run.returncode, count, tuple(writing))


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Trial]:
    """Each command is tried once, for all tests; they copy what they spoil."""
    return cache(lambda name: undisturbed(name, tmp_path_factory.mktemp("tried")))


@pytest.fixture
def answers(registry: Registry) -> Registry:  # noqa: F811
    registry.answer("2211.17192", ATOM)
    return registry


@pytest.mark.parametrize("name", COMMANDS)
def test_a_run_that_is_killed_leaves_the_old_or_the_new(
    name: str, tmp_path: Path, answers: Registry, tried: Callable[[str], Trial]
) -> None:
    trial = tried(name)
    chance = random.Random(name)
    moments = [
        chance.choice(trial.writing) if number % 2 else chance.randint(1, trial.count)
        for number in range(MOMENTS)
    ]
    left = {"old": 0, "new": 0}
    for number, moment in enumerate(moments):
        root = trial.fresh(tmp_path / str(number))
        run = trial.command.run(root, moment)
        if run.returncode != -signal.SIGKILL:  # a build need not do everything every time
            assert run.returncode == trial.code
            continue
        for file, content in state(root).items():
            allowed = {trial.old.get(file), trial.new.get(file)}
            assert content in allowed or not content, (name, moment, file)
        # Whoever comes next finds the one or the other, whole, and so does a second try.
        main(["check", f"--root={root}"])
        found = state(root)
        assert found in (trial.old, trial.new), (name, moment)
        left["old" if found == trial.old else "new"] += 1
        wanted = trial.code if found == trial.old else trial.command.again or trial.code
        if name == "check --fix":
            wanted = trial.code
        assert main(trial.command.given(root)) == wanted, (name, moment)
        assert state(root) == trial.new, (name, moment)
        assert hidden(root) == [], (name, moment)
        shutil.rmtree(root)
    print(f"{name}: {len(moments)} kills, {left['old']} old, {left['new']} new")  # seen with -s


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_can_not_be_written_is_told_and_changes_nothing(
    name: str, tmp_path: Path, answers: Registry, tried: Callable[[str], Trial]
) -> None:
    """A limit on the size of files, which acts as a full disk does, and needs no rights."""
    trial = tried(name)
    root = trial.fresh(tmp_path / "limited")
    run = trial.command.run(root, limit=10)
    assert run.returncode in (1, 2), run.stderr
    assert "Traceback" not in run.stderr
    assert "File too large" in run.stderr
    assert state(root) == trial.old
    assert main(trial.command.given(root)) == trial.code
    assert state(root) == trial.new
    assert hidden(root) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where that may be had."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk may be mounted here; a limit on files is tried instead")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_full_disk_nothing_is_lost(
    name: str, disk: Path, answers: Registry, tried: Callable[[str], Trial]
) -> None:
    trial = tried(name)
    root = trial.fresh(disk / "root")
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass
    run = trial.command.run(root)
    assert run.returncode in (1, 2), run.stderr
    assert "Traceback" not in run.stderr
    assert "No space left" in run.stderr
    assert state(root) == trial.old
    filler.unlink()
    assert main(trial.command.given(root)) == trial.code
    made, wanted = (
        {name: data for name, data in files.items() if not BY_DISK.fullmatch(name)}
        for files in (state(root), trial.new)
    )
    assert made == wanted
    assert hidden(root) == []


HOLDING = """
import sys
from pathlib import Path
from qiusuo import lock
with lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


#: Commands that wait for another, with what they are told of the project's folder.
WAITING = {
    "confirm": ("qiusuo", "confirm", "kites", "--root={root}"),
    "build": ("qiusuo", "build", "--root={root}"),
    "build elsewhere": ("qiusuo", "build", "--root={root}", "--out={root}/../elsewhere/site"),
    "mkdocs build": ("mkdocs", "build", "--quiet", "--config-file={root}/mkdocs.yml"),
}


@pytest.mark.parametrize("name", WAITING)
def test_of_two_runs_the_second_says_that_it_waits_and_does(library: Path, name: str) -> None:
    move_on(library)
    holding = [sys.executable, "-c", HOLDING, str(library)]
    first = subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert first.stdout is not None
    assert first.stdout.readline() == b"held\n"
    arguments = [one.replace("{root}", str(library)) for one in WAITING[name]]
    command = [sys.executable, "-m", *arguments]
    second = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert second.stderr is not None
    # MkDocs may have its own to say before.
    assert any(b"another run is at work" in line for line in iter(second.stderr.readline, b""))
    assert second.poll() is None
    first.kill()  # a lock does not outlive its holder, however that ends
    second.stderr.read()
    assert second.wait() == 0
    first.wait()


def test_a_lock_is_free_again_after_a_fault(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="x"), lock.held(tmp_path):
            raise ValueError("x")


def write_in_part(root: Path, files: Mapping[Path, str]) -> None:
    """Write files together, but fail after the journal and the first of them."""
    real, calls = Path.replace, []

    def failing(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 3:
            raise OSError("no")
        return real(path, target)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="no"):
        patch.setattr(Path, "replace", failing)
        write_together(root, files)
    assert (root / JOURNAL).is_file()


def test_a_failure_after_the_journal_is_finished_by_the_next_run(library: Path) -> None:
    files = {library / "docs/zh/essay.md": "一", library / "docs/en/essay.md": "one"}
    write_in_part(library, files)
    recover(library)
    assert {path: path.read_text(encoding="utf-8") for path in files} == files
    assert hidden(library) == []


@pytest.mark.parametrize("by", ["mkdocs build", "preview"])
def test_what_others_than_our_commands_read_is_finished_too(library: Path, by: str) -> None:
    name = "docs/{}/directions/kites.md"
    old = {code: (library / name.format(code)).read_text(encoding="utf-8") for code in ("zh", "en")}
    files = {library / name.format(code): text + "\n" for code, text in old.items()}
    write_in_part(library, files)
    if by == "preview":
        preview = Preview(library)
        preview.refresh()
        preview.close()
    else:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", library / "mkdocs.yml"]
        subprocess.run(command, check=True)
    assert {path: path.read_text(encoding="utf-8") for path in files} == files
    assert hidden(library) == []


def children(pid: int) -> dict[int, str]:
    """The processes that a process has started, with what they were told."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                told = (stat.parent / "cmdline").read_text().replace("\0", " ")
                found[int(stat.parent.name)] = told
    return found


@pytest.mark.skipif(sys.platform != "linux" or not able(), reason="nothing is split off here")
@pytest.mark.parametrize("moment", ["a language of its own", "the index"])
def test_what_a_killed_build_had_split_off_ends_with_it(library: Path, moment: str) -> None:
    stand(library)
    before = state(library)
    command = [sys.executable, "-m", "qiusuo", "build", f"--root={library}"]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    left: dict[int, str] = {}
    while not left and run.poll() is None:
        if moment == "the index":
            left = {pid: told for pid, told in children(run.pid).items() if "pagefind" in told}
        elif next(library.glob(".site-building-*/en/**/index.html"), None):
            left = children(run.pid)
    run.kill()
    assert run.wait() == -signal.SIGKILL
    assert left
    deadline = time.monotonic() + 60  # a busy machine may take its time
    while any(Path(f"/proc/{pid}").exists() for pid in left) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [pid for pid in left if Path(f"/proc/{pid}").exists()] == []
    assert state(library) == before
    assert main(["build", f"--root={library}"]) == 0
    assert hidden(library) == []


@pytest.mark.parametrize(
    "name", ["../.secret-abcdefgh.part", "docs/../../.x-abcdefgh.part", "/etc/.x-abcdefgh.part", 7]
)
def test_a_journal_from_a_stranger_moves_nothing_out_of_the_project(
    library: Path, name: object
) -> None:
    outside = library.parent / ".secret-abcdefgh.part"
    outside.write_text("mine", encoding="utf-8")
    write(library, JOURNAL, json.dumps({"create": False, "files": [name, None, {}]}))
    recover(library)
    assert outside.read_text(encoding="utf-8") == "mine"
    assert not (library.parent / "secret").exists()
    assert not (library / JOURNAL).exists()
