"""What is wrong with the content, as the preview shows it."""

from dataclasses import dataclass

from qiusuo.diagnostics import Report
from qiusuo.model import Atlas, Language
from qiusuo.views.address import Addresses

#: The page on which every rule is explained, at an anchor of its name.
RULES_PAGE = "rules"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its place, whether it is on the page shown, and where its rule is explained."""

    place: str
    here: bool
    severity: str
    severity_name: str
    rule: str
    url: str
    message: str
    help: str


def findings(
    report: Report, atlas: Atlas, language: Language, slug: str, path: str
) -> tuple[Finding, ...]:
    """The faults as seen from the page `slug`, whose file is `path`; its own come first."""
    addresses = Addresses.of(atlas)
    explained = RULES_PAGE in atlas.pair_by_slug
    there = (language.code, RULES_PAGE)
    found = [
        Finding(
            place=str(one.span),
            here=one.span.path == path,
            severity=str(one.rule.severity),
            severity_name=language.name_of("severities", one.rule.severity),
            rule=one.rule.name,
            url=addresses.between((language.code, slug), there, one.rule.name) if explained else "",
            message=one.message,
            help=one.advice,
        )
        for one in report.faults
    ]
    return tuple(sorted(found, key=lambda one: (not one.here, one.severity)))
