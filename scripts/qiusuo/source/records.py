"""The committed snapshot of public records, ``bibliography/records.json``."""

import json
from collections.abc import Mapping
from typing import Any

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Record, Span

FORM = Rule(
    "records-are-json", "The snapshot of records is JSON of the known form.", comes_first=True
)

#: Fields that a record can speak of.
FIELDS = ("title", "authors", "year", "doi", "eprint", "container")


def read_records(text: str, path: str, findings: list[Diagnostic]) -> dict[str, Record]:
    """The records by the key of their work."""
    advice = "restore the file from history, then run: qiusuo cite verify --online"
    try:
        data = json.loads(text)
        json.dumps(data, ensure_ascii=False).encode("utf-8")  # half a character can be escaped
    except (ValueError, RecursionError) as error:  # also of a number with thousands of digits
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        findings.append(FORM.broken(Span(path, line, column), "not JSON", advice))
        return {}
    found = {}
    for key, value in data.items() if isinstance(data, dict) else []:
        record = _record(key, value)
        if record is None:
            line = text[: max(text.find(json.dumps(key)), 0)].count("\n") + 1
            findings.append(FORM.broken(Span(path, line), f'"{key}" is no record', advice))
        else:
            found[key] = record
    return found


def _record(key: str, value: Any) -> Record | None:
    if not isinstance(value, dict):
        return None
    source, checked, fields = (value.get(name) for name in ("source", "checked", "fields"))
    if not isinstance(source, str) or not isinstance(checked, str) or not isinstance(fields, dict):
        return None
    if not all(k in FIELDS and isinstance(v, str) for k, v in fields.items()):
        return None
    return Record(key, source, checked, fields)


def write_records(records: Mapping[str, Record]) -> str:
    """The snapshot's text, keys sorted, one record a block, so that a change is a small diff."""
    data = {
        key: {
            "source": records[key].source,
            "checked": records[key].checked,
            "fields": {f: records[key].fields[f] for f in FIELDS if f in records[key].fields},
        }
        for key in sorted(records)
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
