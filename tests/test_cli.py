"""The command line's answers and exit codes."""

from pathlib import Path

import pytest

from qiusuo.cli import main


def test_clean_content_is_0(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(library)]) == 0
    assert "clean: 18 pages, 2 directions, 13 works, 4 claims" in capsys.readouterr().out


def test_findings_are_1_and_shown_with_help(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = library / "docs/en/directions/kites.md"
    text = page.read_text(encoding="utf-8").replace("@iyer2024lift", "@iyer2024left")
    page.write_text(text, encoding="utf-8")
    assert main(["check", "--root", str(library)]) == 1
    shown = capsys.readouterr().out
    assert (
        'kites.md:41:41: error citation-resolves: no work "iyer2024left"\n  help: nearest' in shown
    )
    assert shown.endswith("1 error, 0 warnings\n")


def test_no_project_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(tmp_path)]) == 2
    assert "--root" in capsys.readouterr().err
