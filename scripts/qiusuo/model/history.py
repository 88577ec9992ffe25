"""When files were first and last changed, as far as anybody kept count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last change of a file."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class History:
    """The dates of files by path; `why` says why there are none, where there are none."""

    dates: Mapping[str, Dates] = field(default_factory=dict)
    why: str = ""
