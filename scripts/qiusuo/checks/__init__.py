"""The laws of the content: each check reads the atlas and yields what breaks its law."""

from collections.abc import Callable, Iterable, Iterator

from qiusuo.both import MANY, both
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

#: What of them is about single texts, and takes as long as all others and `freshness`.
_HALF = len(CHECKS) - sum(
    map(len, (markup.CHECKS, language.CHECKS, spacing.CHECKS, punctuation.CHECKS))
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
    found = _found(atlas)
    yield from found
    # What is still to be mended can not be confirmed before.
    told = [span for one in (*read, *found) for span in (one.span, *one.beside)]
    faulty = {span.path for span in told}
    for fresh in freshness.CHECKS:
        yield from fresh(atlas, faulty)


def _found(atlas: Atlas) -> list[Diagnostic]:
    """What the checks of the atlas as it stands find, in their order."""

    def asked(checks: Iterable[Callable[[Atlas], Iterable[Diagnostic]]]) -> list[Diagnostic]:
        return [finding for one in checks for finding in one(atlas)]

    if len(atlas.pages) < MANY:
        return asked(CHECKS)

    def here() -> list[Diagnostic]:
        _ = atlas.drift  # kept, since freshness and the pages ask for it
        return asked(CHECKS[:_HALF])

    first, second = both(here, lambda: asked(CHECKS[_HALF:]))
    return first + second
