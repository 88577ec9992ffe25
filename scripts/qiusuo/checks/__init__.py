"""The laws of the content: each check reads the atlas and yields what breaks its law."""

from collections.abc import Iterable, Iterator

from qiusuo.checks import (
    chooser,
    citations,
    claims,
    directions,
    drafts,
    files,
    freshness,
    glossary,
    language,
    languages,
    links,
    markup,
    pairs,
    punctuation,
    records,
    redirects,
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
    *redirects.CHECKS,
    *glossary.CHECKS,
    *records.CHECKS,
    *chooser.CHECKS,
    *languages.CHECKS,
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
    *redirects.RULES,
    *glossary.RULES,
    *records.RULES,
    *chooser.RULES,
    *languages.RULES,
    *freshness.RULES,
    *files.RULES,
    *markup.RULES,
    *language.RULES,
    *spacing.RULES,
    *punctuation.RULES,
)


def check(atlas: Atlas, read: Iterable[Diagnostic] = ()) -> Iterator[Diagnostic]:
    """All findings of all checks; `read` are those that reading the files gave."""
    found = [finding for one in CHECKS for finding in one(atlas)]
    yield from found
    # What is still to be mended can not be confirmed before.
    told = [span for one in (*read, *found) for span in (one.span, *one.beside)]
    faulty = {span.path for span in told}
    for fresh in freshness.CHECKS:
        yield from fresh(atlas, faulty)
