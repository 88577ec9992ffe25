"""The library agrees with the public records it was checked against."""

from collections.abc import Iterator

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Span
from qiusuo.verification import differences

AGREES = Rule("work-agrees-with-record", "An entry says what its public record said when checked.")
KNOWN = Rule("record-has-work", "Every record of the snapshot belongs to a work of the library.")

_PLACES = {"authors": ("author",), "container": ("journal", "booktitle", "howpublished")}


def works_agree_with_records(atlas: Atlas) -> Iterator[Diagnostic]:
    """An entry says what its public record said when it was checked."""
    for key, record in atlas.records.items():
        work = atlas.works.get(key)
        if work is None:
            yield KNOWN.broken(
                Span("bibliography/records.json"),
                f'no work "{key}"',
                "remove the record: qiusuo cite verify --prune",
            )
            continue
        for difference in differences(work, record):
            names = _PLACES.get(difference.field, (difference.field,))
            place = next((work.places[n] for n in names if n in work.places), work.span)
            yield AGREES.broken(
                place,
                f'{difference.field} is "{difference.ours}", but {record.source} said '
                f'"{difference.theirs}" on {record.checked}',
                "mend the entry; if the record has changed, run: "
                f"qiusuo cite verify --online {key}",
            )


RULES = (AGREES, KNOWN)
CHECKS = (works_agree_with_records,)
