"""A text as it stands in a file."""

from dataclasses import dataclass

from qiusuo.model.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text in one language, verbatim, with the place where it begins."""

    language: str
    text: str
    span: Span

    def place(self, offset: int, length: int = 0) -> Span:
        """The place of the character at `offset`."""
        return self.span.within(self.text, offset, length)
