"""Where in which file something stands."""

from bisect import bisect_right
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

    def within(self, text: str, offset: int, length: int = 0) -> "Span":
        """The place of `offset` in `text`, which begins here."""
        line = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        first = self.column - 1 if line == 0 else 0
        return self.at(self.line + line, first + column + 1, length)


class Places:
    """Many places in one text, which begins at a span: its lines are counted once for all."""

    def __init__(self, span: Span, text: str) -> None:
        self._span = span
        self._starts = [0]
        while end := text.find("\n", self._starts[-1]) + 1:
            self._starts.append(end)

    def at(self, offset: int, length: int = 0) -> Span:
        """The place of the character at `offset`."""
        line = bisect_right(self._starts, offset) - 1
        first = self._span.column - 1 if line == 0 else 0
        column = offset - self._starts[line] + first + 1
        return Span(self._span.path, self._span.line + line, column, length)
