"""The rules as their page shows them: each with its law, its reason, and an example."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qiusuo.diagnostics import Rule
from qiusuo.handbook import Entry
from qiusuo.model import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Words, or `code`."""

    text: str
    code: bool


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule; `others` are its law in the other languages, by code.

    `lang` is the language of law, reason and advice where that is not the page's.
    """

    name: str
    severity: str
    severity_name: str
    fixable: bool
    law: tuple[Words, ...]
    others: tuple[tuple[str, tuple[Words, ...]], ...]
    why: tuple[Words, ...]
    mend: tuple[Words, ...]
    file: str
    bad: str
    good: str
    lang: str


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """The rules of one subject."""

    slug: str
    name: str
    rules: tuple[RuleCard, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """How many rules there are, in words, and the rules by subject."""

    count: tuple[Words, ...]
    subjects: tuple[RuleSubject, ...]


def rule_page(
    rules: Iterable[Rule],
    entries: Mapping[str, Entry],
    languages: tuple[Language, ...],
    language: Language,
) -> RulePage:
    """The rules by subject, subjects in the order of the language's file."""
    cards: dict[str, list[RuleCard]] = {}
    for rule in rules:
        entry = entries[rule.name]
        card = _card(rule, entry, [one.code for one in languages], language)
        cards.setdefault(entry.subject, []).append(card)
    names = language.names.get("rule_subjects", {})
    order = [*names, *(subject for subject in cards if subject not in names)]
    found = [card for group in cards.values() for card in group]
    fixable = sum(card.fixable for card in found)
    return RulePage(
        words(language.say("rules_count", n=len(found), fixable=fixable)),
        tuple(
            RuleSubject(subject, names.get(subject, subject), tuple(cards[subject]))
            for subject in order
            if subject in cards
        ),
    )


def _card(rule: Rule, entry: Entry, codes: list[str], language: Language) -> RuleCard:
    laws = {"en": rule.law, **entry.law}
    code = language.code
    shown = code if code in laws else "en"
    return RuleCard(
        name=rule.name,
        severity=str(rule.severity),
        severity_name=language.name_of("severities", rule.severity),
        fixable=rule.fixable,
        law=words(laws[shown]),
        others=tuple((c, words(laws[c])) for c in codes if c in laws and c != shown),
        why=words(entry.why[shown]),
        mend=words(entry.mend[shown]),
        file=entry.example.file,
        bad=entry.example.bad,
        good=entry.example.good,
        lang=shown if shown != code else "",
    )


def words(text: str) -> tuple[Words, ...]:
    """A text as words and code, which stands between backticks."""
    return tuple(Words(part, bool(n % 2)) for n, part in enumerate(text.split("`")) if part)
