"""What a public record said of a work when somebody last looked."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Record:
    """A snapshot of a public record.

    `source` names the record (``arXiv:2211.17192``, ``ACL Anthology``); `checked` is the date
    (YYYY-MM-DD, or YYYY-MM)
    of the look; `fields` holds what it said, by the names ``title``, ``authors``
    (family names, apart by `` ; ``, ``…`` last where the record cuts the list), ``year``, ``doi``,
    ``eprint``, ``container``.
    """

    key: str
    source: str
    checked: str
    fields: Mapping[str, str] = field(default_factory=dict)
