"""Where in which file something stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file.

    `path` is relative to the project's root, with forward slashes; `line` and `column` count
    characters from 1; `length` is in characters, 0 where only the beginning is known.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def at(self, line: int, column: int = 1, length: int = 0) -> "Span":
        """Another place in the same file."""
        return Span(self.path, line, column, length)
