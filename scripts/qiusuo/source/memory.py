"""What was read of files before, to be taken again as long as they are the same."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from qiusuo.diagnostics import Diagnostic

T = TypeVar("T")


class Memory:
    """Results of reading with their findings, by what was read and the name of its file."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Hashable, object, tuple[Diagnostic, ...]]] = {}

    def __bool__(self) -> bool:
        """Whether anything was read."""
        return bool(self._known)

    def again(
        self,
        kind: str,
        name: str,
        read: Hashable,
        findings: list[Diagnostic],
        make: Callable[[list[Diagnostic]], T],
    ) -> T:
        """What `make` gives for what was `read`, which is all that it depends on."""
        known = self._known.get((kind, name))
        if known is None or known[0] != read:
            found: list[Diagnostic] = []
            known = (read, make(found), tuple(found))
            self._known[kind, name] = known
        findings.extend(known[2])
        result: T = known[1]  # type: ignore[assignment]
        return result

    def learn(self, other: "Memory") -> None:
        """Take over what another has."""
        self._known |= other._known
