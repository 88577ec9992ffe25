"""Reading a file as text, or saying at which place it is none."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Passage, Span
from qiusuo.source import characters

UTF8 = Rule("text-is-utf8", "Every source file is UTF-8 text.", comes_first=True)
READABLE = Rule(
    "file-is-readable",
    "Every source file is a plain file; a library file has at most 2 MB, any other 100 kB.",
    comes_first=True,
)
MERGED = Rule(
    "merge-is-finished", "No file has the marks of an unfinished merge.", comes_first=True
)

#: The longest page has some 30 kB; a file of 1,000 works some 500 kB.
LIMIT = 100_000
LIBRARY_LIMIT = 2_000_000

_MERGE = re.compile(r"^(?:<{7}|>{7})(?: .*)?\r?$", re.MULTILINE)


@dataclass(slots=True)
class Reading:
    """A root folder being read, with the findings and the texts of data files so far."""

    root: Path
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
        try:
            # A link could lead out of the project, and what it leads to be published.
            if path.is_symlink() or not path.is_file():
                self.findings.append(READABLE.broken(span, "not a plain file", "remove it"))
                return None
            size = path.stat().st_size
            most = LIBRARY_LIMIT if span.path.startswith("bibliography/") else LIMIT
            if size > most:
                message = f"{size} bytes are too many, {most} are read"
                self.findings.append(READABLE.broken(span, message, "split the file"))
                return None
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            self.findings.append(READABLE.broken(span, reason, "check its permissions"))
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace")
            line = before.count("\n") + 1
            column = len(before) - (before.rfind("\n") + 1) + 1
            self.findings.append(
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
            self.findings.append(
                MERGED.broken(
                    span.at(line, 1, len(merge.group())),
                    f'"{merge.group()[:40].rstrip()}"',
                    "choose what is to stand, and remove the lines <<<<<<<, ======= and >>>>>>>",
                )
            )
            return None
        return characters.mended(text, span, self.findings)
