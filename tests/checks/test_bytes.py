"""Files that are no text are refused by name, and nothing else suffers."""

import os
from pathlib import Path

from tests.checks.test_rules import findings


def test_bytes_that_are_not_utf8_are_told_at_their_place(library: Path) -> None:
    path = library / "bibliography" / "odd.bib"
    path.write_bytes("% café\n% caf".encode() + b"\xe9\n")
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == ("text-is-utf8", "bibliography/odd.bib:2:6")


def test_a_byte_order_mark_is_told(library: Path) -> None:
    path = library / "docs" / "en" / "works.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (found,) = findings(library)
    assert (found.rule.name, str(found.span)) == ("text-is-utf8", "docs/en/works.md:1:1")


def test_utf16_is_told(library: Path) -> None:
    (library / "bibliography" / "odd.bib").write_bytes("@misc{a,}".encode("utf-16"))
    (found,) = findings(library)
    assert found.rule.name == "text-is-utf8"


def test_a_pipe_and_a_huge_file_are_refused_unread(library: Path) -> None:
    os.mkfifo(library / "bibliography" / "pipe.bib")
    with (library / "bibliography" / "huge.bib").open("wb") as file:
        file.truncate(5_000_000)
    assert [(f.rule.name, f.span.path) for f in findings(library)] == [
        ("file-is-readable", "bibliography/huge.bib"),
        ("file-is-readable", "bibliography/pipe.bib"),
    ]


def test_windows_line_ends_change_nothing(library: Path) -> None:
    for path in library.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert findings(library) == ()
