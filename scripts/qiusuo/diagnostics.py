"""What can be said against the content: rules, findings, and the report that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from qiusuo.model import Span


class Severity(StrEnum):
    """How much a finding weighs: an error stops the site from being published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, named for the good state it asks for; `law` says it in one sentence."""

    name: str
    law: str
    severity: Severity = Severity.ERROR

    def broken(self, span: Span, message: str, help: str = "") -> "Diagnostic":
        """A finding against this rule."""
        return Diagnostic(self, span, message, help)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: which rule, where, what is wrong, and what to do next."""

    rule: Rule
    span: Span
    message: str
    help: str = ""

    def as_text(self) -> str:
        """The finding as ``file:line:column: severity rule: message`` with a help line."""
        line = f"{self.span}: {self.rule.severity} {self.rule.name}: {self.message}"
        return f"{line}\n  help: {self.help}" if self.help else line


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in the order of their places."""

    findings: tuple[Diagnostic, ...] = field(default=())

    @classmethod
    def of(cls, findings: Iterable[Diagnostic]) -> "Report":
        """The findings sorted by place, each once."""
        unique = dict.fromkeys(findings)
        return cls(tuple(sorted(unique, key=lambda d: (d.span, d.rule.name, d.message))))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a publication."""
        return tuple(d for d in self.findings if d.rule.severity is Severity.ERROR)

    def as_text(self) -> str:
        """One finding after the other, then a line of counts."""
        errors = len(self.errors)
        warnings = len(self.findings) - errors
        lines = [finding.as_text() for finding in self.findings]
        if self.findings:
            lines.append(f"{errors} errors, {warnings} warnings")
        return "\n".join(lines)
