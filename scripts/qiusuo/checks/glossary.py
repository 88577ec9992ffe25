"""The glossary, topics and questions agree with the rest of the atlas."""

import re
from collections.abc import Iterator

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Term

NAMED = Rule("term-is-unique", "Every term, and every agreed name of one, stands once.")
BOUND = Rule("term-is-bound", "A term's directions, works and topics are ones that there are.")
TOPIC = Rule("topic-is-known", "A direction's topics are on the list in docs/topics.yml.")
QUESTION = Rule("question-leads-somewhere", "A question leads to pages that there are.")
AGREED = Rule("term-is-agreed", "Pages use a term's agreed name, not one that it avoids.")


def terms_are_unique(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every term, and every agreed name of one, stands once."""
    slugs: dict[str, Term] = {}
    names: dict[tuple[str, str], Term] = {}
    for term in atlas.terms:
        first = slugs.setdefault(term.slug, term)
        if first is not term:
            where = f'"{term.slug}" stands at {first.span} already'
            yield NAMED.broken(term.span, where, "remove one")
            continue
        for code, name in term.names.items():
            other = names.setdefault((code, name.casefold()), term)
            if other is not term and name:
                where = f'"{name}" is the name of {other.slug} already'
                yield NAMED.broken(term.place(code), where, "tell the two apart, or remove one")


def terms_are_bound(atlas: Atlas) -> Iterator[Diagnostic]:
    """A term's directions, works and topics are ones that there are."""
    topics = {topic.slug for topic in atlas.topics}
    for term in atlas.terms:
        for name in term.directions:
            if not atlas.slug_of(name):
                yield BOUND.broken(term.place("directions"), f'no page "{name}"', "name a slug")
        for key in term.works:
            if key not in atlas.works:
                yield BOUND.broken(term.place("works"), f'no work "{key}"', "add it, or remove it")
        for topic in term.topics:
            if topic not in topics:
                advice = "use one of docs/topics.yml"
                yield BOUND.broken(term.place("topics"), f'no topic "{topic}"', advice)


def topics_are_known(atlas: Atlas) -> Iterator[Diagnostic]:
    """A direction's topics are on the list."""
    topics = {topic.slug for topic in atlas.topics}
    for direction in atlas.directions:
        for place, topic in enumerate(direction.topics):
            if topic not in topics:
                yield TOPIC.broken(
                    direction.place(f"topics.{place}"),
                    f'no topic "{topic}"',
                    "use one of docs/topics.yml, or add it there in every language",
                )


def questions_lead_somewhere(atlas: Atlas) -> Iterator[Diagnostic]:
    """A question leads to pages that there are."""
    for question in atlas.questions:
        for name in question.pages:
            if not atlas.slug_of(name):
                yield QUESTION.broken(question.span, f'no page "{name}"', "name a slug")


def terms_are_agreed(atlas: Atlas) -> Iterator[Diagnostic]:
    """Pages use a term's agreed name, not one that it avoids."""
    for page in atlas.pages:
        avoided = [
            (word, term) for term in atlas.terms for word in term.avoid.get(page.language, ())
        ]
        for word, term in avoided:
            pattern = re.compile(
                rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word), re.IGNORECASE
            )
            for block in page.blocks:
                found = pattern.search(block.text)
                if found is None:
                    continue
                yield AGREED.broken(
                    block.span.within(block.text, found.start(), len(word)),
                    f'"{found.group()}" for {term.slug}',
                    f'the agreed name is "{atlas.tell(term.names, page.language)}"',
                )


RULES = (NAMED, BOUND, TOPIC, QUESTION, AGREED)
CHECKS = (
    terms_are_unique,
    terms_are_bound,
    topics_are_known,
    questions_lead_somewhere,
    terms_are_agreed,
)
