"""The glossary's entries, and the topics with all that belongs to each."""

from dataclasses import dataclass
from itertools import groupby

from qiusuo.model import Atlas, Language, Term, Told, Topic
from qiusuo.views.address import Addresses
from qiusuo.views.initial import OTHER, initial, order
from qiusuo.views.occurrence import Occurrences
from qiusuo.views.reference import author_year
from qiusuo.views.work_page import work_slug


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text."""

    text: Told
    url: str


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as the glossary shows it; `others` are its names in the other languages."""

    slug: str
    name: Told
    others: tuple[tuple[str, str], ...]
    also: tuple[str, ...]
    definition: Told
    places: tuple[Link, ...]
    works: tuple[Link, ...]
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms whose names, or their readings, begin with a letter; `id` is its place."""

    letter: str
    id: str
    terms: tuple[TermEntry, ...]

    @property
    def count(self) -> int:
        """How many terms it has."""
        return len(self.terms)


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic as the list of topics shows it; `counts` has what it has any of, and how many."""

    slug: str
    name: Told
    url: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic's own page."""

    slug: str
    name: Told
    directions: tuple[Link, ...]
    sections: tuple[Link, ...]
    terms: tuple[TermEntry, ...]
    works: tuple[Link, ...]
    up: str


def topic_slug(topic: str) -> str:
    """The slug of a topic's page."""
    return f"topics/{topic}"


def term_entry(
    atlas: Atlas, language: Language, term: Term, here: str, occurrences: Occurrences
) -> TermEntry:
    """One term as seen from the page `here`."""
    addresses = Addresses.of(atlas)
    code = language.code
    start = (code, here)
    places = []
    for slug, section in occurrences.best(term):
        page = atlas.shown(code, slug)
        if page is None:
            continue
        heading = page.section(section)
        text = f"{page.title} › {heading.title}" if heading and heading.level > 1 else page.title
        told = atlas.told(text, page.language, code)
        places.append(Link(told, addresses.between(start, (code, slug), section)))
    names = {topic.slug: atlas.tell(topic.names, code, topic.slug) for topic in atlas.topics}
    name = atlas.tell(term.names, code, term.slug)
    return TermEntry(
        slug=term.slug,
        name=name,
        others=tuple((c, n) for c, n in term.names.items() if c != code and n != name.text),
        also=tuple(name for name in term.also if name not in term.names.values()),
        definition=atlas.tell(term.definition, code),
        places=tuple(places),
        works=tuple(
            Link(
                Told(author_year(atlas.works[key])),
                addresses.between(start, (code, work_slug(key))),
            )
            for key in term.works
        ),
        topics=tuple(
            Link(names[topic], addresses.between(start, (code, topic_slug(topic))))
            for topic in term.topics
            if topic in names
        ),
    )


def glossary(
    atlas: Atlas, language: Language, here: str, occurrences: Occurrences
) -> tuple[Letter, ...]:
    """Every term under its letter, by its name in the reader's language, Chinese as it is read."""

    def name(term: Term) -> tuple[str, str]:
        return atlas.tell(term.names, language.code, term.slug).text, term.pinyin

    terms = sorted(atlas.terms, key=lambda term: (order(*name(term)), term.slug))
    return tuple(
        Letter(
            letter,
            f"letter-{'other' if letter == OTHER else letter}",
            tuple(term_entry(atlas, language, term, here, occurrences) for term in found),
        )
        for letter, found in groupby(terms, key=lambda term: initial(*name(term)))
    )


def _works_of(atlas: Atlas, topic: Topic) -> list[str]:
    keys = [key for term in atlas.terms if topic.slug in term.topics for key in term.works]
    return list(dict.fromkeys(keys))


def topic_cards(atlas: Atlas, language: Language, here: str) -> tuple[TopicCard, ...]:
    """The topics in their order, with counts."""
    addresses = Addresses.of(atlas)

    def card(topic: Topic) -> TopicCard:
        counts = {
            "directions": sum(topic.slug in direction.topics for direction in atlas.directions),
            "terms": sum(topic.slug in term.topics for term in atlas.terms),
            "works": len(_works_of(atlas, topic)),
        }
        return TopicCard(
            topic.slug,
            atlas.tell(topic.names, language.code, topic.slug),
            addresses.between((language.code, here), (language.code, topic_slug(topic.slug))),
            tuple((what, count) for what, count in counts.items() if count),
        )

    return tuple(card(topic) for topic in atlas.topics)


def topic_page(
    atlas: Atlas, language: Language, topic: Topic, occurrences: Occurrences
) -> TopicPage:
    """All that belongs to a topic: directions, the sections that use its terms, terms, works."""
    addresses = Addresses.of(atlas)
    code = language.code
    here = (code, topic_slug(topic.slug))
    terms = [term for term in atlas.terms if topic.slug in term.topics]
    entries = tuple(term_entry(atlas, language, term, here[1], occurrences) for term in terms)
    sections: dict[str, Link] = {}
    for entry in entries:
        for link in entry.places:
            if "#" in link.url:
                sections.setdefault(link.url, link)
    directions = []
    for direction in atlas.directions_in_order():
        slug = direction.page_slug
        if topic.slug in direction.topics and slug in atlas.pair_by_slug:
            directions.append(Link(atlas.title(code, slug), addresses.between(here, (code, slug))))
    return TopicPage(
        slug=topic.slug,
        name=atlas.tell(topic.names, code, topic.slug),
        directions=tuple(directions),
        sections=tuple(sections.values()),
        terms=entries,
        works=tuple(
            Link(
                Told(f"{atlas.works[key].title} ({author_year(atlas.works[key])})"),
                addresses.between(here, (code, work_slug(key))),
            )
            for key in _works_of(atlas, topic)
        ),
        up=addresses.between(here, (code, "topics")),
    )
