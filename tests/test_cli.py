"""The command line's answers and exit codes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qiusuo.cli import main
from qiusuo.diagnostics import TOLD, Report, Rule, Severity
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
        "count": 1,
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


def test_too_many_findings_of_a_kind_are_told_as_one_and_counted(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = library / "docs/zh/directions/kites.md"
    clean = page.read_text(encoding="utf-8")
    lines = "".join(f"\n风筝飞了{n}次。[x](lost{n}.md)\n" for n in range(TOLD + 31))
    page.write_text(clean + lines, encoding="utf-8")
    root = ["check", "--root", str(library), str(page)]

    assert main(root) == 1
    text = capsys.readouterr().out
    lost = re.findall(r"^.*: error link-resolves: .*$", text, re.MULTILINE)
    assert len(lost) == TOLD + 1
    assert lost[-1].endswith("link-resolves: and 31 more of the same kind in this file")
    spaces = 2 * (TOLD + 31)
    assert f": warning scripts-are-spaced: and {spaces - TOLD} more of the same kind" in text
    counts = text.splitlines()[-1]
    errors = TOLD + 31 + 1  # the other language has no such paragraphs, which is told once
    assert counts.startswith(f"{errors} errors, {spaces} warnings")
    assert counts.endswith(f"; {spaces} mended by: qiusuo check --fix")

    assert main([*root, "--format", "github"]) == 1
    commands = capsys.readouterr().out.splitlines()
    assert len(commands) == 2 * (TOLD + 1) + 1

    assert main([*root, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    told = {
        severity: sum(one["count"] for one in report["findings"] if one["severity"] == severity)
        for severity in ("error", "warning", "notice")
    }
    assert told == {name: report[f"{name}s"] for name in told}
    assert told["error"] == errors

    assert main([*root, "--fix"]) == 1
    written = capsys.readouterr()
    assert f"in {spaces} places" in written.err
    assert written.out.splitlines()[-1].startswith(f"{errors} errors, 0 warnings")


def test_as_many_as_are_told_are_told_one_by_one() -> None:
    rule = Rule("a-rule", "A law.")
    findings = [rule.broken(Span("docs/a.md", n), "no") for n in range(1, TOLD + 2)]
    assert Report.of(findings).told == tuple(findings)
    others = Report.of([*findings, rule.broken(Span("docs/a.md", TOLD + 2), "no")]).told
    assert [one.count for one in others] == [1] * TOLD + [2]
    assert others[-1].span.line == TOLD + 1


def test_characters_beyond_those_that_are_told_are_mended_too(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = library / "docs/en/essay.md"
    clean = page.read_text(encoding="utf-8")
    page.write_text(clean + "\nA" + "\u200ba" * (TOLD + 50) + ".\n", encoding="utf-8")
    root = ["check", "--root", str(library), str(page)]
    assert main(root) == 1
    text = capsys.readouterr().out
    assert text.count("error characters-are-visible") == TOLD + 1
    assert f"{TOLD + 50} mended by: qiusuo check --fix" in text
    main([*root, "--fix"])
    assert page.read_text(encoding="utf-8") == clean + "\nA" + "a" * (TOLD + 50) + ".\n"


def program(library: Path, output: int | None = subprocess.PIPE) -> tuple[int, str]:
    """Exit code of the program that checks a library, and what it complained of."""
    command = [sys.executable, "-m", "qiusuo", "check", "--root", str(library)]
    ran = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    return ran.returncode, ran.stderr


def test_the_program_ends_as_the_command_does(library: Path) -> None:
    assert program(library) == (0, "")
    spoil(library)
    assert program(library) == (1, "")
    assert program(library / "docs")[0] == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_can_not_be_told_is_no_success(library: Path) -> None:
    with Path("/dev/full").open("w") as full:
        code, said = program(library, full.fileno())
    assert code == 2
    assert "No space left on device" in said
    assert "Traceback" not in said
