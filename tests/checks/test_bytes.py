"""Files that are no text are refused by name, and nothing else suffers."""

import os
from pathlib import Path

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
