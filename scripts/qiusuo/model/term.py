"""A glossary concept with its names, a topic, and a question that readers bring."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.language import LocalText
from qiusuo.model.span import Span


@dataclass(frozen=True, slots=True)
class Term:
    """One concept of the glossary, as declared in ``docs/glossary/*.yml``.

    `names` is the agreed name in each language; `also` every other name a reader may type, in any
    language; `avoid` names that pages do not use for it, by language; `unless` longer words that
    have a name of it in them and mean something else; `pinyin` how its Chinese name is read, where
    the first character is commonly read otherwise.
    """

    slug: str
    span: Span
    names: LocalText = field(default_factory=dict)
    also: tuple[str, ...] = ()
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    pinyin: str = ""
    definition: LocalText = field(default_factory=dict)
    directions: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)

    def place(self, name: str) -> Span:
        """Where the part `name` stands, or the term itself."""
        return self.places.get(name, self.span)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name, the agreed ones first, each once."""
        return tuple(dict.fromkeys([*self.names.values(), *self.also]))


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the controlled list in ``docs/topics.yml``."""

    slug: str
    names: LocalText
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """Everyday words that lead to pages, best first, as declared in ``docs/questions.yml``."""

    phrases: Mapping[str, tuple[str, ...]]
    pages: tuple[str, ...]
    span: Span
