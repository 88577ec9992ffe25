"""What can be said against the content: rules, findings, and the report that shows them."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qiusuo.model import Span

#: So many findings of one rule are told of one file; the others are counted in one more.
TOLD = 100


class Severity(StrEnum):
    """How much a finding weighs.

    An error stops the site from being published, a warning keeps ``qiusuo check`` from passing, and
    a notice tells of something to be done, now or later.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that mends a finding: `new` in place of `old`, which stands at `span`."""

    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, named for the good state it asks for; `law` says it in one sentence.

    `fixable` says that its findings carry the edits that mend them, for ``qiusuo check --fix``;
    `comes_first` that nothing else is to be said while it is broken, since all may follow from it.
    """

    name: str
    law: str
    severity: Severity = Severity.ERROR
    fixable: bool = False
    comes_first: bool = False

    def broken(
        self,
        span: Span,
        message: str,
        help: str = "",
        edits: tuple[Edit, ...] = (),
        beside: tuple[Span, ...] = (),
    ) -> "Diagnostic":
        """A finding against this rule."""
        return Diagnostic(self, span, message, help, edits, beside)

    def more(
        self, edits: tuple[Edit, ...] = (), span: Span | None = None, count: int = 0
    ) -> "Diagnostic":
        """One finding that stands for all others in a file: for each of the edits, or for `count`
        at `span` and after."""
        place, count = span or edits[0].span, count or len(edits)
        message = f"and {count} more of the same kind in this file"
        advice = "" if edits else "mend those that are told, and check again"
        return Diagnostic(self, place, message, advice, edits, (), count)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: which rule, where, what is wrong, and what to do next.

    `edits` mend it; `beside` are the other places that it speaks of, such as the block in the other
    language from which this one differs. `count` is more than one where it stands for others of its
    rule in its file, too.
    """

    rule: Rule
    span: Span
    message: str
    help: str = ""
    edits: tuple[Edit, ...] = ()
    beside: tuple[Span, ...] = ()
    count: int = 1

    @property
    def advice(self) -> str:
        """What to do next."""
        return self.help or ("run: qiusuo check --fix" if self.edits else "")

    def as_text(self) -> str:
        """The finding as ``file:line:column: severity rule: message``, with lines of help."""
        lines = [f"{self.span}: {self.rule.severity} {self.rule.name}: {self.message}"]
        if self.advice:
            lines.append(f"  help: {self.advice}")
        lines.append(f"  more: qiusuo explain {self.rule.name}")
        return "\n".join(lines)

    def as_github(self) -> str:
        """The finding as a workflow command, which GitHub shows at the line it names."""
        place = {"file": self.span.path, "line": self.span.line, "col": self.span.column}
        if self.span.length:
            place |= {
                "endLine": self.span.line,
                "endColumn": self.span.column + self.span.length,
            }
        place["title"] = self.rule.name
        said = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
        more = f"qiusuo explain {self.rule.name}"
        text = "\n".join(part for part in (self.message, self.advice, more) if part)
        return f"::{self.rule.severity} {said}::{_data(text)}"

    def as_data(self) -> dict[str, Any]:
        """The finding as ``docs/schemas/report.schema.json`` describes it."""
        return {
            "rule": self.rule.name,
            "severity": str(self.rule.severity),
            "message": self.message,
            "help": self.advice,
            **_place(self.span),
            "fixable": bool(self.edits),
            "count": self.count,
            "beside": [_place(span) for span in self.beside],
        }


def _count(found: Iterable["Diagnostic"]) -> int:
    return sum(finding.count for finding in found)


def _counted(found: Iterable["Diagnostic"], noun: str) -> str:
    count = _count(found)
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _told(findings: Iterable["Diagnostic"]) -> Iterator["Diagnostic"]:
    """Findings in their order; those of a kind beyond `TOLD` as one, where the first of them is."""
    kinds: dict[tuple[str, str, bool], list[Diagnostic]] = {}
    kept: list[Diagnostic | list[Diagnostic]] = []
    for finding in findings:
        kind = kinds.setdefault((finding.span.path, finding.rule.name, bool(finding.edits)), [])
        kind.append(finding)
        if len(kind) <= TOLD:
            kept.append(finding)
        elif len(kind) == TOLD + 1:
            kept.append(kind)
    for one in kept:
        if isinstance(one, Diagnostic):
            yield one
        elif len(others := one[TOLD:]) == 1:
            yield others[0]
        else:
            edits = tuple(edit for finding in others for edit in finding.edits)
            yield others[0].rule.more(edits, others[0].span, _count(others))


def _place(span: Span) -> dict[str, Any]:
    end = span.column + span.length if span.length else None
    return {"file": span.path, "line": span.line, "column": span.column, "endColumn": end}


def _data(text: str) -> str:
    """A text as GitHub's workflow commands want it after ``::``."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text as GitHub's workflow commands want it in a property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in the order of their places."""

    findings: tuple[Diagnostic, ...] = field(default=())

    @classmethod
    def of(cls, findings: Iterable[Diagnostic]) -> "Report":
        """The findings sorted by place, each once; only those that come first, if there are any."""
        unique = dict.fromkeys(findings)
        chosen = [finding for finding in unique if finding.rule.comes_first] or unique
        return cls(tuple(sorted(chosen, key=lambda d: (d.span, d.rule.name, d.message))))

    def within(self, paths: Collection[str]) -> "Report":
        """The findings that concern these files, or files below these folders."""

        def chosen(span: Span) -> bool:
            return any(span.path == p or span.path.startswith(f"{p}/") or p == "." for p in paths)

        return Report(tuple(d for d in self.findings if any(map(chosen, (d.span, *d.beside)))))

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """The findings with no more than `TOLD` of a rule in a file, and one for the others."""
        return tuple(_told(self.findings))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a publication."""
        return tuple(d for d in self.findings if d.rule.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings that do not, but are to be mended."""
        return tuple(d for d in self.findings if d.rule.severity is Severity.WARNING)

    @property
    def notices(self) -> tuple[Diagnostic, ...]:
        """The findings that may wait."""
        return tuple(d for d in self.findings if d.rule.severity is Severity.NOTICE)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The findings that may not."""
        return tuple(d for d in self.findings if d.rule.severity is not Severity.NOTICE)

    def as_text(self) -> str:
        """One finding after the other, then a line of counts."""
        lines = [finding.as_text() for finding in self.told]
        if self.findings:
            mended = _count(finding for finding in self.findings if finding.edits)
            counts = f"{_counted(self.errors, 'error')}, {_counted(self.warnings, 'warning')}"
            if self.notices:
                counts += f", {_counted(self.notices, 'notice')}"
            lines.append(f"{counts}; {mended} mended by: qiusuo check --fix" if mended else counts)
        return "\n".join(lines)

    def as_github(self) -> str:
        """One workflow command a line."""
        return "\n".join(finding.as_github() for finding in self.told)

    def as_json(self) -> str:
        """The findings and their counts, as ``docs/schemas/report.schema.json`` describes them."""
        data = {
            "version": 1,
            "errors": _count(self.errors),
            "warnings": _count(self.warnings),
            "notices": _count(self.notices),
            "findings": [finding.as_data() for finding in self.told],
        }
        return json.dumps(data, ensure_ascii=False, indent=1)
