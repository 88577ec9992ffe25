"""Reading a file as text, or saying at which place it is none."""

import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Passage, Span
from qiusuo.source import characters
from qiusuo.source.memory import Memory

UTF8 = Rule("text-is-utf8", "Every source file is UTF-8 text.", comes_first=True)
READABLE = Rule(
    "file-is-readable",
    "Every source file is a plain file; a library file has at most 2 MB, any other 100 kB.",
    comes_first=True,
)
MERGED = Rule(
    "merge-is-finished", "No file has the marks of an unfinished merge.", comes_first=True
)

#: How many bytes are read, by where a file is. The longest page has 30 kB, and its agreement the
#: text of every language; 1,000 works take some 500 kB, and their records, all in one file, 400 kB.
LIMITS = {
    "bibliography/records.json": 20_000_000,
    "bibliography/": 2_000_000,
    "docs/agreements/": 500_000,
    "": 100_000,
}

_MERGE = re.compile(r"^(?:<{7}|>{7})(?: .*)?\r?$", re.MULTILINE)


@dataclass(slots=True)
class Reading:
    """A root folder being read, with the findings and the texts of data files so far.

    `memory` has what was read of it before, if it was.
    """

    root: Path
    memory: Memory = field(default_factory=Memory)
    findings: list[Diagnostic] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def span(self, path: Path) -> Span:
        """The beginning of a file, named relative to the root."""
        return Span(path.relative_to(self.root).as_posix())

    def find(self, pattern: str) -> list[Path]:
        """The files that match a glob pattern below the root, in the order of their names."""
        return sorted(self.root.glob(pattern))

    def files(self, *folders: str) -> list[str]:
        """The files below these folders, hidden ones left out."""
        return sorted(
            self.span(path).path
            for folder in folders
            for path in self.root.glob(f"{folder}/**/*")
            if (path.is_symlink() or not path.is_dir())
            and not any(part.startswith(".") for part in path.relative_to(self.root).parts)
        )

    def text(self, path: Path) -> str | None:
        """The file's text with its characters mended, or none, with a finding."""
        span = self.span(path)
        seen: tuple[int, ...] = ()
        with contextlib.suppress(OSError):
            stat = path.lstat()
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_mode)
        return self.memory.again(
            "text", span.path, seen, self.findings, lambda found: _text(path, span, found)
        )


def _text(path: Path, span: Span, findings: list[Diagnostic]) -> str | None:
    try:
        # A link could lead out of the project, and what it leads to be published.
        if path.is_symlink() or not path.is_file():
            findings.append(READABLE.broken(span, "not a plain file", "remove it"))
            return None
        size = path.stat().st_size
        most = next(most for place, most in LIMITS.items() if span.path.startswith(place))
        if size > most:
            message = f"{size} bytes are too many, {most} are read"
            findings.append(READABLE.broken(span, message, "split the file"))
            return None
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        findings.append(READABLE.broken(span, reason, "check its permissions"))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        findings.append(
            UTF8.broken(
                span.at(line, column),
                f"byte 0x{data[error.start]:02x} is not UTF-8",
                "save the file as UTF-8",
            )
        )
        return None
    merge = _MERGE.search(text)
    if merge is not None:
        line = text.count("\n", 0, merge.start()) + 1
        findings.append(
            MERGED.broken(
                span.at(line, 1, len(merge.group())),
                f'"{merge.group()[:40].rstrip()}"',
                "choose what is to stand, and remove the lines <<<<<<<, ======= and >>>>>>>",
            )
        )
        return None
    return characters.mended(text, span, findings)
