"""Beginning a direction: what is written, what is refused, and that nothing is written half."""

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qiusuo import new
from qiusuo.cli import main
from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Atlas, Language, Span
from qiusuo.source import load
from qiusuo.source.markdown import read_page

FACTS = "docs/directions/sky-lanterns.yml"
PAGES = ("docs/en/directions/sky-lanterns.md", "docs/zh/directions/sky-lanterns.md")
TITLES = {"zh": "天灯", "en": "Sky lanterns"}
GIVEN = {"slug": "sky-lanterns", "--way": "up", "--zh": "天灯", "--en": "Sky lanterns"}


def begin(root: Path, **changed: str) -> int:
    """Begin a direction by the command line; `changed` are other answers, by option."""
    answers = {**GIVEN, **{f"--{name}": value for name, value in changed.items()}}
    slug = answers.pop("--slug", answers.pop("slug"))
    options = [f"{name}={value}" for name, value in answers.items()]
    return main(["new", "direction", f"--root={root}", *options, "--", slug])


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_facts_and_a_page_in_each_language_are_written(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(library)
    assert begin(library) == 0
    after = files(library)
    assert after.keys() - before.keys() == {FACTS, *PAGES}
    assert {name: after[name] for name in before} == before
    said = capsys.readouterr().out
    for told in (FACTS, *PAGES, "http://127.0.0.1:8000/en/directions/sky-lanterns/"):
        assert told in said
    atlas, findings = load(library)
    assert findings == ()
    direction = atlas.direction("sky-lanterns")
    assert direction is not None
    assert (direction.draft, direction.way, direction.order) == (True, "up", 3)
    for code, title in TITLES.items():
        page = atlas.page(code, "directions/sky-lanterns")
        assert page is not None
        assert page.title == page.sections[0].title == title


def test_a_draft_as_it_is_begun_is_clean(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(library)
    assert main(["check", f"--root={library}"]) == 0
    assert "drafts, not published yet: sky-lanterns" in capsys.readouterr().out


def test_what_is_still_to_be_written_is_told_once_the_line_is_deleted(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(library)
    facts = library / FACTS
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("draft: true")]
    assert len(kept) == len(lines) - 1
    facts.write_text("".join(kept), encoding="utf-8")
    assert main(["check", f"--root={library}"]) == 1
    said = capsys.readouterr().out
    for name in PAGES:
        for number, line in enumerate((library / name).read_text("utf-8").splitlines(), 1):
            if line.startswith("<!--") or "（待写）" in line or "(to be written)" in line:
                assert f"{name}:{number}:" in said, line
    empty = [line for line in kept if line.endswith(("[]\n", ":\n")) and line[0] != "#"]
    parents = ("barriers:\n", "start:\n")
    for line in empty:
        if line not in parents:
            assert f"{FACTS}:{kept.index(line) + 1}:" in said, line


def test_a_third_language_has_its_own_title(library: Path) -> None:
    words = (library / "docs/languages/en.yml").read_text(encoding="utf-8")
    words = words.replace(
        "tag: en-GB\nname: English\norder: 2", "tag: fr\nname: Français\norder: 3"
    )
    (library / "docs/languages/fr.yml").write_text(words, encoding="utf-8")
    assert begin(library) == 2
    assert begin(library, fr="Lanternes célestes") == 0
    page = load(library)[0].page("fr", "directions/sky-lanterns")
    assert page is not None
    assert page.title == "Lanternes célestes"


@settings(deadline=None)  # the machine may be busy
@given(st.text(min_size=1))
@example("null")
@example("1. “Why?”: yes, & no")
def test_a_title_that_is_not_refused_is_read_back(title: str) -> None:
    title = title.strip()
    if new._title_refused(title):
        return
    words = Language("en", "en", "English", 1, Span("x"), interface={"blank": "(to be written)"})
    answers = {"slug": "x", "--way": "up", "--en": title}
    _, text = new._files(Path(), Atlas(languages=(words,)), answers).values()
    findings: list[Diagnostic] = []
    page = read_page(text, "x.md", "en", "x", findings)
    assert findings == []
    assert page.title == page.sections[0].title == title


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("kites", "kites is taken: docs/directions/kites.yml"),
        ("Sky_Lanterns", "lower-case letters, digits and single hyphens only, like sky-lanterns"),
        ("sky--lanterns", "like sky-lanterns"),
        ("-sky", "like sky"),
        ("../../sky", "like sky"),
        ("sky lanterns", "like sky-lanterns"),
        ("Étoile", "like etoile"),
        ("天灯", "lower-case letters, digits and single hyphens only\n"),
        ("", "lower-case letters, digits and single hyphens only\n"),
        ("index", "index is the overview's name"),
        ("essay", "essay is taken: it is the page essay"),
        ("directions", "directions is taken: it is the page directions/index"),
        ("aux", "aux can not be a file on Windows"),
    ],
)
def test_a_slug_that_can_not_be_is_refused(
    library: Path, capsys: pytest.CaptureFixture[str], slug: str, reason: str
) -> None:
    before = files(library)
    assert begin(library, slug=slug) == 2
    assert reason in capsys.readouterr().err
    assert files(library) == before


@pytest.mark.parametrize(
    "taken",
    [
        *(FACTS, *PAGES),
        # Some file systems do not tell these from ours.
        "docs/directions/Sky-Lanterns.yml",
        "docs/zh/directions/SKY-LANTERNS.md",
        "docs/directions/sky-lanterns.yaml",
    ],
)
def test_a_slug_is_taken_by_any_one_of_its_files(
    library: Path, capsys: pytest.CaptureFixture[str], taken: str
) -> None:
    (library / taken).write_text("mine\n", encoding="utf-8")
    before = files(library)
    assert begin(library) == 2
    assert f"sky-lanterns is taken: {taken}" in capsys.readouterr().err
    assert files(library) == before


def test_a_draft_takes_its_slug(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(library) == 0
    before = files(library)
    assert begin(library, zh="别的", en="Another") == 2
    assert f"is taken: {FACTS}" in capsys.readouterr().err
    assert files(library) == before


@pytest.mark.parametrize(
    ("option", "answer", "reason"),
    [
        ("way", "sideways", "--way: one of: down, up, hard, unlisted"),
        ("zh", "", "--zh: a title is needed"),
        ("en", "  ", "--en: a title is needed"),
        ("en", "Two\nlines", "--en: letters, digits, punctuation and spaces only"),
        ("en", "Hidden\u200bspace", "--en: letters, digits, punctuation and spaces only"),
        ("en", "<b>Bold</b>", "--en: < would be read as a mark"),
        ("en", "C#", "--en: # would be read as a mark"),
    ],
)
def test_other_answers_are_refused_too(
    library: Path, capsys: pytest.CaptureFixture[str], option: str, answer: str, reason: str
) -> None:
    before = files(library)
    assert begin(library, **{option: answer}) == 2
    assert f"qiusuo: {reason}" in capsys.readouterr().err
    assert files(library) == before


def test_what_is_missing_is_told_where_nobody_can_be_asked(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("sky-lanterns\nup\n"))
    assert main(["new", "direction", f"--root={library}", "--way", "up"]) == 2
    assert "qiusuo: missing: slug, --zh, --en\n  help:" in capsys.readouterr().err


def answering(*answers: str | BaseException) -> tuple[Callable[[str], str], list[str]]:
    """Something to ask, with its answers in order, and the questions it was asked."""
    asked: list[str] = []
    waiting = iter(answers)

    def ask(question: str) -> str:
        asked.append(question)
        answer = next(waiting)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    return ask, asked


def test_it_asks_for_one_thing_at_a_time_until_it_will_do(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = UnicodeDecodeError("utf-8", b"\xcc\xec", 0, 1, "invalid start byte")
    ask, asked = answering("Kites!", "kites", "sky-lanterns", "left", "up", bad, "天灯", "", "Sky")
    assert new.direction(library, {}, ask) == 0
    said = capsys.readouterr().out
    assert [question.split()[0] for question in asked] == [
        *("Short", "Short", "Short", "Way", "Way"),
        *("Title,", "Title,", "Title,", "Title,"),
    ]
    for reason in (
        "  lower-case letters, digits and single hyphens only, like kites\n",
        "  kites is taken: docs/directions/kites.yml\n",
        "  one of: down, up, hard, unlisted\n",
        "  this is not UTF-8 text\n",
        "  a title is needed\n",
    ):
        assert reason in said
    assert (library / FACTS).is_file()


def test_it_asks_only_for_what_was_not_given(library: Path) -> None:
    ask, asked = answering("Sky lanterns")
    given_ = {"slug": "sky-lanterns", "--way": "up", "--zh": "天灯"}
    assert new.direction(library, given_, ask) == 0
    assert asked == ["Title, English: "]


@pytest.mark.parametrize("end", [EOFError(), KeyboardInterrupt()], ids=["end", "interrupt"])
def test_it_can_be_left_at_any_question(
    library: Path, capsys: pytest.CaptureFixture[str], end: BaseException
) -> None:
    before = files(library)
    ask, _ = answering("sky-lanterns", "up", end)
    assert new.direction(library, {}, ask) == 2
    assert "stopped; nothing was written" in capsys.readouterr().err
    assert files(library) == before


@pytest.mark.skipif(os.name == "nt", reason="has no pseudo-terminals")
def test_it_asks_on_a_terminal(library: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "qiusuo", "new", "direction"]
    env = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, cwd=library, stdin=theirs, stdout=theirs, env=env) as run:
        os.close(theirs)
        os.write(ours, "kites\nsky-lanterns\nup\n天灯\nSky lanterns\n".encode())
        said = b""
        while chunk := _read(ours):
            said += chunk
    os.close(ours)
    assert run.returncode == 0, said
    assert b"kites is taken" in said
    assert all((library / name).is_file() for name in (FACTS, *PAGES))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError as error:  # Linux's way of saying that the other end is closed
        assert error.errno == errno.EIO
        return b""


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_file_that_comes_in_between_is_not_overwritten(
    library: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    name = (FACTS, *PAGES)[place]
    ask, _ = answering("up")

    def late(question: str) -> str:
        (library / name).write_text("mine\n", encoding="utf-8")
        return ask(question)

    before = {**files(library), name: b"mine\n"}
    assert new.direction(library, {**GIVEN, "--way": None}, late) == 2
    assert files(library) == before


@pytest.mark.parametrize("call", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("time", [1, 2, 3])
def test_a_write_that_fails_leaves_nothing(
    library: Path, monkeypatch: pytest.MonkeyPatch, call: str, time: int
) -> None:
    owner = os if call == "fsync" else Path
    real = getattr(owner, call)
    calls = []

    def failing(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == time:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    before = files(library)
    monkeypatch.setattr(owner, call, failing)
    assert begin(library) == 2
    assert len(calls) >= time
    assert files(library) == before


#: Begin a direction in a process that gets a signal at its second file.
KILLED = """
import os, sys
from qiusuo.cli import main
real, calls = os.fsync, []
def fsync(handle):
    real(handle)
    calls.append(handle)
    if len(calls) == 2:
        os.kill(os.getpid(), int(sys.argv[1]))
os.fsync = fsync
options = ["--way", "up", "--zh", "天灯", "--en", "Sky lanterns", "--root", sys.argv[2]]
sys.exit(main(["new", "direction", "sky-lanterns", *options]))
"""


def killed(root: Path, number: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(number), str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.name == "nt", reason="has no such signals")
def test_a_request_to_end_leaves_nothing(library: Path) -> None:
    before = files(library)
    run = killed(library, 15)
    assert run.returncode == 2
    assert "stopped; nothing was written" in run.stderr
    assert files(library) == before


@pytest.mark.skipif(os.name == "nt", reason="has no such signals")
def test_a_kill_leaves_no_file_of_the_direction_and_it_can_be_begun_again(library: Path) -> None:
    run = killed(library, 9)
    assert run.returncode == -9
    assert not any((library / name).exists() for name in (FACTS, *PAGES))
    assert begin(library) == 0
    assert main(["check", f"--root={library}"]) == 0


def test_broken_words_of_a_language_are_told_first(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (library / "docs/languages/en.yml").open("a", encoding="utf-8") as file:
        file.write("name: twice\n")
    assert begin(library) == 2
    assert "docs/languages/en.yml:" in capsys.readouterr().err
