"""The laws of the content: each check reads the atlas and yields what breaks its law."""

from collections.abc import Iterator

from qiusuo.checks import (
    chooser,
    citations,
    claims,
    directions,
    drafts,
    files,
    glossary,
    language,
    links,
    markup,
    pairs,
    punctuation,
    records,
    spacing,
    structure,
    works,
)
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas

CHECKS = (
    *citations.CHECKS,
    *works.CHECKS,
    *structure.CHECKS,
    *directions.CHECKS,
    *drafts.CHECKS,
    *pairs.CHECKS,
    *claims.CHECKS,
    *links.CHECKS,
    *glossary.CHECKS,
    *records.CHECKS,
    *chooser.CHECKS,
    *files.CHECKS,
    *markup.CHECKS,
    *language.CHECKS,
    *spacing.CHECKS,
    *punctuation.CHECKS,
)

RULES: tuple[Rule, ...] = (
    *citations.RULES,
    *works.RULES,
    *structure.RULES,
    *directions.RULES,
    *drafts.RULES,
    *pairs.RULES,
    *claims.RULES,
    *links.RULES,
    *glossary.RULES,
    *records.RULES,
    *chooser.RULES,
    *files.RULES,
    *markup.RULES,
    *language.RULES,
    *spacing.RULES,
    *punctuation.RULES,
)


def check(atlas: Atlas) -> Iterator[Diagnostic]:
    """All findings of all checks."""
    for one in CHECKS:
        yield from one(atlas)
