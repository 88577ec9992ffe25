"""An address that a page had once, and the one that took its place."""

from dataclasses import dataclass

from qiusuo.model.span import Span


@dataclass(frozen=True, slots=True)
class Redirect:
    """Whoever asks for `old` is led to `new`; both from the site's root: ``/en/works/``.

    `span` is where the old one stands, `target` where the new one does.
    """

    old: str
    new: str
    span: Span
    target: Span
