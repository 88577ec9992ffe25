"""The hook runs before a commit on what it touches, and on nothing else."""

import re
from pathlib import Path

import pytest
import yaml

from qiusuo.cli import main
from tests.conftest import ROOT

CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
(HOOK,) = [hook for repo in CONFIG["repos"] for hook in repo["hooks"]]


def touched(*paths: str) -> list[str]:
    """The paths that the hook is given of those a commit touches."""
    return [
        path
        for path in paths
        if re.search(HOOK["files"], path) and not re.search(HOOK["exclude"], path)
    ]


def test_it_is_given_the_content() -> None:
    content = ["docs/zh/index.md", "docs/topics.yml", "bibliography/theory.bib", "docs/x.txt"]
    assert touched(*content, "README.md", "scripts/qiusuo/cli.py", "docs/decisions/x.md") == content


def test_it_tells_of_touched_files_alone(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *arguments = HOOK["entry"].split()
    assert command == ".venv/bin/qiusuo"
    spoiled = library / "docs/en/directions/wind.md"
    spoiled.write_text(spoiled.read_text("utf-8").replace("Why do", "Why，do"), encoding="utf-8")
    monkeypatch.chdir(library)
    assert main([*arguments, *touched("docs/en/directions/kites.md", "Makefile")]) == 0
    assert main([*arguments, *touched("docs/en/directions/wind.md")]) == 1
    assert "wind.md:52:4: warning punctuation-fits-language" in capsys.readouterr().out


def test_what_differs_from_a_touched_page_is_told_though_it_stands_in_the_other(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = library / "docs/zh/directions/kites.md"
    page.write_text(page.read_text("utf-8").replace("会响？", "会响？\n\n响多久？"), "utf-8")
    monkeypatch.chdir(library)
    assert main(["check", "docs/zh/directions/kites.md"]) == 1
    assert "docs/en/directions/kites.md:52:1: error blocks-agree" in capsys.readouterr().out
    assert main(["check", "docs/zh/directions/wind.md"]) == 0
