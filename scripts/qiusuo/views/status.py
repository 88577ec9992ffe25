"""The state of the site, as counted while it is built."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qiusuo.diagnostics import Report, Severity
from qiusuo.model import Atlas, Language, Standing
from qiusuo.views.address import Addresses
from qiusuo.views.claim_row import tallies
from qiusuo.views.finding import RULES_PAGE
from qiusuo.views.library import verification

#: The parts of a site whose sizes are told, as `size_token` calls them.
PARTS = ("pages", "search", "pictures", "looks", "exports", "whole")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what was counted, and what came of it; `url` leads to more, `code` is a name."""

    name: str
    value: str
    url: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one subject, and the link to the page that tells more."""

    slug: str
    name: str
    facts: tuple[Fact, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """The facts by subject, and a sentence on their date."""

    dated: str
    subjects: tuple[Facts, ...]


def size_token(part: str, unit: str) -> str:
    """What stands for a size until the site is whole: its ``files``, or its ``size``."""
    return f"qiusuo-{part}-{unit}-of-site"


def status(
    atlas: Atlas,
    report: Report,
    rules: int,
    language: Language,
    here: str,
    dated: str,
    sized: bool = True,
) -> Status:
    """The state of the site as seen from the page `here`; `rules` is how many were checked.

    It is `sized` where the whole site is built, and so has a size.
    """
    addresses = Addresses.of(atlas)

    def more(slug: str, anchor: str = "") -> str:
        there = (language.code, slug)
        return addresses.between((language.code, here), there, anchor) if known(slug) else ""

    def known(slug: str) -> bool:
        return slug in atlas.pair_by_slug

    subjects = (
        ("pages", _pages(atlas, language), ""),
        ("agreement", _agreement(atlas, language), more("translation")),
        ("library", _library(atlas, language, here), more("works", "verification")),
        ("claims", _claims(atlas, language), more("essay")),
        ("checks", _checks(report, rules, language, more(RULES_PAGE)), more(RULES_PAGE)),
        *((("size", _sizes(language), ""),) if sized else ()),
    )
    return Status(
        dated,
        tuple(
            Facts(slug, language.say(f"status_{slug}"), tuple(facts), url)
            for slug, facts, url in subjects
        ),
    )


def _pages(atlas: Atlas, language: Language) -> list[Fact]:
    written = Counter(page.language for page in atlas.pages)
    return [
        Fact(
            language.called(one),
            language.say(
                "status_written",
                n=written[one.code],
                works=len(atlas.works),
                topics=len(atlas.topics),
            ),
        )
        for one in atlas.languages
    ]


def _agreement(atlas: Atlas, language: Language) -> list[Fact]:
    drifts = [atlas.drift[pair.slug] for pair in atlas.pairs]
    lacking = [
        pair
        for pair in atlas.pairs
        if any(one.complete and atlas.page(one.code, pair.slug) is None for one in atlas.languages)
    ]
    blocks = [block for drift in drifts for block in drift.blocks]
    found = Counter(one.standing for block in blocks for one in block.relations)
    moved = found[Standing.MOVED] + found[Standing.APART]
    counts = {
        "fresh": sum(not drift.open and len(drift.languages) > 1 for drift in drifts),
        "drifted": sum(bool(drift.open) for drift in drifts),
        "lacking": len(lacking),
    }
    pages = [
        Fact(language.say(f"status_{name}"), language.say("status_n_pages", n=n))
        for name, n in counts.items()
    ]
    return [
        *pages,
        *(
            Fact(language.say(f"status_blocks_{name}"), language.say("status_n_blocks", n=n))
            for name, n in (
                ("agreed", found[Standing.AGREED]),
                ("moved", moved),
                ("unconfirmed", found[Standing.UNCONFIRMED]),
            )
        ),
    ]


def _library(atlas: Atlas, language: Language, here: str) -> list[Fact]:
    found = verification(atlas, language, here)
    partly = sum(bool(one.fields) for one in found.doubtful)
    counts = {
        "verified": found.checked - partly,
        "partly": partly,
        "unrecorded": found.total - found.checked,
    }
    facts = [
        Fact(language.say(f"status_{name}"), language.say("status_n_works", n=n))
        for name, n in counts.items()
    ]
    return [*facts, Fact(language.say("status_asked"), found.last)] if found.last else facts


def _claims(atlas: Atlas, language: Language) -> list[Fact]:
    return [
        Fact(tally.name, language.say("status_n_claims", n=tally.count))
        for tally in tallies(atlas, language)
    ]


def _checks(report: Report, rules: int, language: Language, page: str) -> list[Fact]:
    of: Mapping[Severity, int] = Counter(one.rule.severity for one in report.findings)
    by_rule = Counter(one.rule.name for one in report.findings)
    return [
        Fact(language.say("status_rules"), language.say("status_n_rules", n=rules)),
        *(
            Fact(language.name_of("severities", one), language.say("status_n_found", n=of[one]))
            for one in Severity
        ),
        *(
            Fact(
                name,
                language.say("status_n_found", n=n),
                f"{page}#{name}" if page else "",
                code=True,
            )
            for name, n in sorted(by_rule.items())
        ),
    ]


def _sizes(language: Language) -> list[Fact]:
    return [
        Fact(
            language.say(f"status_part_{part}"),
            language.say(
                "status_files", n=size_token(part, "files"), size=size_token(part, "size")
            ),
        )
        for part in PARTS
    ]
