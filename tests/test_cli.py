"""The command line's answers and exit codes."""

import json
from pathlib import Path

import pytest

from qiusuo.cli import main
from qiusuo.diagnostics import Rule, Severity
from qiusuo.model import Span


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


def spoil(library: Path) -> None:
    page = library / "docs/en/directions/kites.md"
    text = page.read_text(encoding="utf-8").replace("@iyer2024lift", "@iyer2024left")
    page.write_text(text.replace("Why do they", "Why， do they"), encoding="utf-8")


def test_github_gets_annotations(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(library)
    assert main(["check", "--format", "github", "--root", str(library)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(
        "::error file=docs/en/directions/kites.md,line=41,col=41,endLine=41,endColumn=54,"
        'title=citation-resolves::no work "iyer2024left"%0Anearest is "iyer2024lift"; or'
    )
    assert second.startswith("::warning file=docs/en/directions/kites.md,line=52,col=4,")


def test_workflow_commands_are_escaped() -> None:
    rule = Rule("a-rule", "A law.", Severity.WARNING)
    finding = rule.broken(Span("docs/a,b:c%.md", 3), "50%\r\n::error::x", "do: a, b")
    assert finding.as_github() == (
        "::warning file=docs/a%2Cb%3Ac%25.md,line=3,col=1,title=a-rule::"
        "50%25%0D%0A::error::x%0Ado: a, b%0Aqiusuo explain a-rule"
    )


def test_json_is_printed_clean_or_not(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--format", "json", "--root", str(library)]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "errors": 0,
        "warnings": 0,
        "notices": 0,
        "findings": [],
    }
    spoil(library)
    assert main(arguments) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["errors"], report["warnings"]) == (1, 1)
    assert report["findings"][0] == {
        "rule": "citation-resolves",
        "severity": "error",
        "message": 'no work "iyer2024left"',
        "help": 'nearest is "iyer2024lift"; or add the work to a file of bibliography/',
        "file": "docs/en/directions/kites.md",
        "line": 41,
        "column": 41,
        "endColumn": 54,
        "fixable": False,
        "beside": [],
    }


def test_clean_content_gives_github_nothing(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", "github", "--root", str(library)]) == 0
    assert capsys.readouterr().out == ""


def test_files_and_folders_can_be_named(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(library)
    root = ["--root", str(library)]
    assert main(["check", str(library / "docs/en"), *root]) == 1
    assert main(["check", str(library / "docs/zh"), str(library / "bibliography"), *root]) == 0
    assert main(["check", str(library / "mkdocs.yml"), *root]) == 0
    capsys.readouterr()
    assert main(["check", str(library / "docs/en/gone.md"), *root]) == 2
    assert "no file" in capsys.readouterr().err
    assert main(["check", str(library.parent), *root]) == 2


def test_what_can_not_be_read_is_told_alone(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(library)
    facts = library / "docs/directions/wind.yml"
    facts.write_text(facts.read_text("utf-8") + "order: 3\n", encoding="utf-8")
    assert main(["check", "--root", str(library)]) == 1
    out = capsys.readouterr().out
    assert "docs/directions/wind.yml:10:1: error data-is-yaml" in out
    assert "citation-resolves" not in out
