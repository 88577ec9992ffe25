"""``qiusuo status`` and ``qiusuo confirm``: what has moved is told, and what agrees is kept."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qiusuo.cli import main
from qiusuo.source.agreements import path_of

Output = pytest.CaptureFixture[str]
LOCK = path_of("directions/kites")


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def kites(root: Path, code: str, old: str, new: str) -> None:
    edit(root, f"docs/{code}/directions/kites.md", old, new)


def run(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root)])


def test_where_all_agree_status_is_0(library: Path, capsys: Output) -> None:
    assert run(library, "status") == 0
    assert capsys.readouterr().out.startswith("9 pages: 9 agree")


def test_a_change_of_one_language_is_shown_until_it_is_confirmed(
    library: Path, capsys: Output
) -> None:
    kites(library, "en", "measured in 2024", "measured in 2025")
    assert run(library, "status", "kites") == 1
    shown = capsys.readouterr().out
    assert "  since.1: English is newer than 中文\n" in shown
    assert "    docs/en/directions/kites.md:41\n" in shown
    assert "    docs/zh/directions/kites.md:41\n" in shown
    assert "measured in [-2024-]{+2025+} [@iyer2024lift]" in shown
    assert "qiusuo confirm directions/kites since.1" in shown
    # It is told, and holds nothing up.
    assert run(library, "check") == 0
    assert "kites.md:41:1: notice pair-is-fresh: " in capsys.readouterr().out
    assert run(library, "confirm", "kites", "since.1") == 0
    assert "1 block confirmed in zh, en" in capsys.readouterr().out
    assert run(library, "status") == 0


def test_wrapping_a_paragraph_anew_moves_nothing(library: Path) -> None:
    kites(library, "en", "and silk more than paper", "and silk\nmore than paper")
    kites(library, "zh", "最要紧的是一件。", "最要紧的\n是一件。")
    assert run(library, "status") == 0


def test_only_the_blocks_that_were_named_are_confirmed(library: Path) -> None:
    kites(library, "en", "Why do they sing?", "Why do they hum?")
    kites(library, "en", "measured in 2024", "measured in 2025")
    before = (library / LOCK).read_text(encoding="utf-8")
    assert run(library, "confirm", "kites", "open.1") == 0
    after = (library / LOCK).read_text(encoding="utf-8")
    assert after == before.replace("Why do they sing?", "Why do they hum?")
    assert run(library, "status") == 1
    assert run(library, "confirm", "kites") == 0
    assert run(library, "status") == 0


def test_a_block_put_before_others_leaves_one_to_confirm(library: Path, capsys: Output) -> None:
    kites(library, "en", "Why do they sing?", "Who knows?\n\nWhy do they sing?")
    kites(library, "zh", "它们为什么会响？", "谁知道？\n\n它们为什么会响？")
    assert run(library, "status") == 1
    shown = capsys.readouterr().out
    assert "open.1: 中文 and English were never confirmed to agree" in shown
    assert "open.2" not in shown
    assert run(library, "confirm", "kites", "open.1") == 0
    assert run(library, "status") == 0
    assert '- block: "open.2"\n  en: "Why do they sing?"' in (library / LOCK).read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "old", "new", "told"),
    [
        ("zh", "最要紧的是一件。", "最要紧的是一件。\n\n还有一件。", "blocks-agree"),
        ("en", "[@iyer2024lift]", "", "citations-agree"),
        ("en", "## Open questions {#open}", "## Open questions {#ajar}", "sections-in-order"),
        ("en", "{ .essay claims", "{ .esay claims", "mark-is-known"),
    ],
)
def test_pages_that_are_not_built_alike_are_refused(
    library: Path, capsys: Output, code: str, old: str, new: str, told: str
) -> None:
    kites(library, code, old, new)
    before = (library / LOCK).read_bytes()
    assert run(library, "confirm", "kites") == 1
    shown = capsys.readouterr().err
    assert "not confirmed" in shown
    assert told in shown
    assert (library / LOCK).read_bytes() == before
    # The others are confirmed all the same.
    edit(library, "docs/en/essay.md", "Two voices.", "Two voices speak.")
    assert run(library, "confirm", "--all") == 1
    assert "essay: 1 block confirmed" in capsys.readouterr().out


def test_what_has_lost_its_block_is_told_and_pruned(library: Path, capsys: Output) -> None:
    for code, line in (("en", "Two voices.\n\n"), ("zh", "两种声音。\n\n")):
        edit(library, f"docs/{code}/essay.md", line, "")
    (library / path_of("sails")).write_text('- block: "top"\n  en: "S"\n', encoding="utf-8")
    assert run(library, "status") == 1
    assert "voices.1: confirmed once, and gone: docs/agreements/essay.yml:" in (
        capsys.readouterr().out
    )
    assert run(library, "check") == 0
    assert capsys.readouterr().out.count(" notice agreement-has-block: ") == 2
    assert run(library, "confirm", "--all", "--prune") == 0
    assert not (library / path_of("sails")).exists()
    capsys.readouterr()
    assert run(library, "check") == 0
    assert "clean" in capsys.readouterr().out


def test_a_page_in_one_language_is_listed(library: Path, capsys: Output) -> None:
    (library / "docs/en/essay.md").unlink()
    (library / path_of("essay")).unlink()
    edit(library, "docs/zh/essay.md", "title: 文章\n", "title: 文章\nonly: zh\n")
    assert run(library, "check") == 0
    assert "clean" in capsys.readouterr().out
    assert run(library, "status") == 1
    assert "essay\n  not in English: docs/en/essay.md for docs/zh/essay.md\n" in (
        capsys.readouterr().out
    )
    assert run(library, "confirm", "essay") == 1
    assert run(library, "confirm", "--all") == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["status", "kitse"], "no page kitse"),
        (["confirm", "kites", "open.7"], "nearest is open.1"),
        (["confirm"], "--all"),
        (["confirm", "kites", "--languages", "zh,tlh"], "no two languages"),
        (["confirm", "kites", "--languages", "zh"], "no two languages"),
    ],
)
def test_what_can_not_be_meant_is_2(
    library: Path, capsys: Output, arguments: list[str], told: str
) -> None:
    assert run(library, *arguments) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("name", ["kites", "directions/kites", "docs/zh/directions/kites.md"])
def test_a_page_is_named_as_one_likes(library: Path, capsys: Output, name: str) -> None:
    assert run(library, "confirm", name) == 0
    assert capsys.readouterr().out == "directions/kites: 0 blocks confirmed in zh, en\n"


def test_an_address_is_that_page_before_it_is_a_short_name(library: Path, capsys: Output) -> None:
    run(library, "confirm", "index")
    run(library, "confirm", "directions")
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == ["index", "directions/index"]


KILLED_AT = """
import os, signal, sys
from qiusuo.cli import main
os.{call} = lambda *arguments, **options: os.kill(os.getpid(), signal.SIGKILL)
main(["confirm", "--all", "--root", sys.argv[1]])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="it is how the other systems kill")
@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_kill_leaves_the_lock_whole(library: Path, call: str) -> None:
    kites(library, "en", "Why do they sing?", "Why do they hum?")
    before = {path: path.read_bytes() for path in (library / "docs/agreements").rglob("*.yml")}
    program = KILLED_AT.format(call=call)
    killed = subprocess.run([sys.executable, "-c", program, library], check=False)
    assert killed.returncode == -signal.SIGKILL
    after = {path: path.read_bytes() for path in (library / "docs/agreements").rglob("*.yml")}
    assert after == before
    assert run(library, "confirm", "kites") == 0
    assert run(library, "status") == 0
