"""Files that are no text are refused by name, and nothing else suffers."""

import os
from pathlib import Path

import pytest

from tests.checks.test_rules import findings


def test_bytes_that_are_not_utf8_are_told_at_their_place(library: Path) -> None:
    path = library / "bibliography" / "odd.bib"
    path.write_bytes("% café\n% caf".encode() + b"\xe9\n")
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == ("text-is-utf8", "bibliography/odd.bib:2:6")


def test_utf16_is_told(library: Path) -> None:
    (library / "bibliography" / "odd.bib").write_bytes("@misc{a,}".encode("utf-16"))
    (found,) = findings(library)
    assert found.rule.name == "text-is-utf8"


def test_a_pipe_and_a_huge_file_are_refused_unread(library: Path) -> None:
    os.mkfifo(library / "bibliography" / "pipe.bib")
    with (library / "bibliography" / "huge.bib").open("wb") as file:
        file.truncate(200_000_000)
    assert [(f.rule.name, f.span.path) for f in findings(library)] == [
        ("file-is-readable", "bibliography/huge.bib"),
        ("file-is-readable", "bibliography/pipe.bib"),
    ]


def test_a_page_in_another_encoding_is_told_and_nothing_else(library: Path) -> None:
    path = library / "docs" / "zh" / "directions" / "kites.md"
    path.write_bytes(path.read_bytes().decode("utf-8").encode("gb18030"))
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == (
        "text-is-utf8",
        "docs/zh/directions/kites.md:2:8",
    )


def test_a_link_out_of_the_project_is_not_followed(library: Path) -> None:
    path = library / "docs" / "en" / "works.md"
    outside = library.parent / "secret.md"
    path.rename(outside)
    path.symlink_to(outside)
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == ("file-is-readable", "docs/en/works.md:1:1")


def test_windows_line_ends_are_told_once_a_file_and_change_nothing_else(library: Path) -> None:
    paths = [*library.rglob("*.md"), *library.rglob("docs/**/*.yml"), *library.rglob("*.bib")]
    for path in paths:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = findings(library)
    assert {finding.rule.name for finding in found} == {"lines-end-in-lf"}
    assert len(found) == len(paths)


@pytest.mark.parametrize("name", ["docs/topics.yml", "docs/en/works.md", "bibliography/kites.bib"])
@pytest.mark.parametrize("kind", ["loop", "device", "folder", "nowhere"])
def test_what_is_no_file_is_refused_by_name(library: Path, name: str, kind: str) -> None:
    path = library / name
    path.unlink()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to({"loop": path, "device": "/dev/zero", "nowhere": "/nowhere"}[kind])
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == ("file-is-readable", f"{name}:1:1")
    assert found.advice


def test_a_folder_that_leads_elsewhere_is_told(library: Path) -> None:
    (library / "docs" / "en" / "more").symlink_to(library.parent)
    assert ("file-has-place", "docs/en/more") in [
        (found.rule.name, found.span.path) for found in findings(library)
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(library: Path) -> None:
    (library / "docs" / "topics.yml").chmod(0)
    (found,) = findings(library)
    assert (found.rule.name, found.span.path) == ("file-is-readable", "docs/topics.yml")


def test_aliases_that_explode_are_refused_at_their_place(library: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 30)]
    (library / "docs" / "topics.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == ("data-is-yaml", "docs/topics.yml:2:10")


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("docs/topics.yml", "[" * 99_000, "data-is-yaml"),
        ("docs/en/works.md", "---\ntitle: " + "{" * 99_000 + "\n---\n", "data-is-yaml"),
        ("bibliography/kites.bib", "@misc{a,\n  title = " + "{" * 100_000, "bibtex-is-well-formed"),
        ("bibliography/records.json", "[" * 100_000, "records-are-json"),
        ("docs/en/works.md", "[" * 100_001, "file-is-readable"),
    ],
)
def test_brackets_without_end_are_refused_by_name(
    library: Path, name: str, text: str, rule: str
) -> None:
    (library / name).write_text(text, encoding="utf-8")
    assert {(found.rule.name, found.span.path) for found in findings(library)} == {(rule, name)}


def test_nul_is_told_at_its_place(library: Path) -> None:
    path = library / "docs" / "topics.yml"
    path.write_text(path.read_text("utf-8") + "# a\0\n", encoding="utf-8")
    line = path.read_text("utf-8").count("\n")
    assert ("characters-are-visible", f"docs/topics.yml:{line}:4") in [
        (found.rule.name, str(found.span)) for found in findings(library)
    ]
