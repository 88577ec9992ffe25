"""An invented atlas of any size, the same for the same seed, in no particular form."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from qiusuo.syntax import DEVICES

#: Works that a page cites, of which so many are its own and the others anybody's.
CITED, OWN = 15, 10
TOPICS = ("lifting", "folding", "tuning", "sailing", "gliding", "turning", "soaring", "landing")
WAYS = ("down", "up", "hard", "unlisted")
FOCUSES = ("first", "second", "third", "fourth")

_HAN = (
    "风云山水江河湖海田园林木花草石土火光明日月星天地人心手足口目耳声色形影春夏秋冬东西南北上下左右"
    "前后里外高低远近长短大小多少轻重快慢新旧开合进出来去升降动静有无是非问答说读写算看听想知学行走飞"
)
_ONSETS = [*"bdfgklmnprstvz", "br", "dr", "fl", "gl", "pr", "st", "tr"]
_NUCLEI = [*"aeiou", "ai", "ea", "io", "ou"]
_CODAS = ["", "", "", "l", "n", "r", "s", "nd", "rt", "st"]


@dataclass(frozen=True)
class Words:
    """A vocabulary whose words are as unevenly used as those of a language."""

    words: Sequence[str]

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 4) for rank in range(len(self.words))))

    def some(self, dice: random.Random, count: int) -> list[str]:
        """So many words as a text would have them."""
        return dice.choices(self.words, cum_weights=self._weights, k=count)


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the invented library; `authors` are (family, given)."""

    key: str
    article: bool
    authors: tuple[tuple[str, str], ...]
    title: str
    venue: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term with its names and one sentence in both languages."""

    slug: str
    names: tuple[str, str]
    definition: tuple[str, str]
    direction: str
    work: str
    topic: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in both languages; each ends by citing the works of `keys`."""

    zh: str
    en: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction: its facts, and the texts of its page by section."""

    slug: str
    titles: tuple[str, str]
    way: str
    order: int
    barriers: tuple[int, ...]
    topics: tuple[str, ...]
    related: tuple[str, ...]
    opening: Passage
    texts: dict[str, tuple[Passage, ...]]
    steps: tuple[Passage, ...]
    reasons: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """An invented atlas."""

    directions: tuple[Direction, ...]
    works: tuple[Work, ...]
    terms: tuple[Term, ...]


def corpus(directions: int, works: int, seed: int = 2026) -> Corpus:
    """So many directions that cite so many works: ten works a direction, or more, or fewer."""
    return _Maker(random.Random(seed), directions, works).corpus()


class _Maker:
    def __init__(self, dice: random.Random, directions: int, works: int) -> None:
        self._dice = dice
        self._count = directions
        self._english = Words(list(_distinct(self._latin_word, 4000)))
        self._chinese = Words(list(_distinct(self._han_word, 3000)))
        self._families = list(_distinct(lambda: self._latin_word().capitalize(), 700))
        self._works = tuple(self._library(works))
        self._slugs = list(
            _distinct(lambda: f"{self._latin_word()}-{self._latin_word()}", directions)
        )

    def corpus(self) -> Corpus:
        return Corpus(
            tuple(self._direction(number) for number in range(self._count)),
            self._works,
            tuple(self._terms(20 + self._count // 3)),
        )

    def _latin_word(self) -> str:
        pick = self._dice.choice
        count = self._dice.choice((1, 2, 2, 2, 3))
        return "".join(pick(_ONSETS) + pick(_NUCLEI) + pick(_CODAS) for _ in range(count))

    def _han_word(self) -> str:
        return "".join(self._dice.choices(_HAN, k=2))

    def _library(self, count: int) -> Iterator[Work]:
        pick, number = self._dice.choice, self._dice.randint
        venues = [f"Proceedings of the {self._title(2)} Days" for _ in range(40)]
        journals = [f"Journal of {self._title(2)}" for _ in range(40)]
        keys: set[str] = set()
        while len(keys) < count:
            people = self._dice.sample(self._families, number(1, 6))
            title, year = self._title(number(5, 10)), number(1995, 2026)
            key = f"{people[0].lower()}{year}{title.split()[0].lower()}"
            if key in keys:
                continue
            keys.add(key)
            article = number(0, 2) == 0
            yield Work(
                key,
                article,
                tuple((name, self._latin_word().capitalize()) for name in people),
                title,
                pick(journals if article else venues),
                year,
                len(keys),
            )

    def _title(self, words: int) -> str:
        return " ".join(word.capitalize() for word in self._english.some(self._dice, words))

    def _direction(self, number: int) -> Direction:
        dice, slug = self._dice, self._slugs[number]
        own = [self._works[place % len(self._works)].key for place in self._own(number)]
        others = [work.key for work in dice.sample(self._works, min(len(self._works), CITED))]
        keys = list(dict.fromkeys([*own, *others]))[: max(CITED, len(own))]
        step_keys, rest = keys[:5], keys[5:]
        sections = ("what", *(f"focus-{name}" for name in FOCUSES), "since", "open")
        shares: list[list[str]] = [[] for _ in range(len(sections) * 2)]
        for place, key in enumerate(rest):
            shares[place % len(shares)].append(key)
        texts = {
            section: tuple(self._passage(57, 96, tuple(shares[2 * n + m])) for m in (0, 1))
            for n, section in enumerate(sections)
        }
        return Direction(
            slug,
            (self._sentence_zh(4, ""), slug.replace("-", " ").capitalize()),
            WAYS[number % len(WAYS)],
            number + 1,
            tuple(dice.randint(0, 4) for _ in range(4)),
            tuple(dice.sample(TOPICS, 2)),
            tuple(self._slugs[(number + step) % self._count] for step in (1, 2)),
            self._passage(30, 50, ()),
            texts,
            tuple(self._passage(12, 20, (key,)) for key in step_keys),
            tuple(self._passage(12, 20, ()) for _ in range(4)),
        )

    def _own(self, number: int) -> range:
        """The places of the works that this direction alone has to cite."""
        share = max(OWN, -(-len(self._works) // self._count))
        return range(number * share, (number + 1) * share)

    def _passage(self, words: int, characters: int, keys: tuple[str, ...]) -> Passage:
        """A paragraph of about so many English words or Chinese characters."""
        chinese = self._sentences(self._sentence_zh, characters, 24)
        return Passage("".join(chinese), " ".join(self._sentences(self._sentence, words, 18)), keys)

    def _sentences(self, make: Callable[[int], str], length: int, least: int) -> list[str]:
        found = []
        while length > 0:
            size = min(length, self._dice.randint(least // 2, least * 3 // 2))
            found.append(make(size))
            length -= size
        return found

    def _sentence(self, words: int) -> str:
        found = self._english.some(self._dice, max(words, 2))
        if words > 12:
            found[words // 2] += ","
        return f"{' '.join(found).capitalize()}."

    def _sentence_zh(self, characters: int, end: str = "。") -> str:
        found = self._chinese.some(self._dice, max(characters // 2, 2))
        if characters > 12:
            found[len(found) // 2] += "，"
        return "".join(found) + end

    def _terms(self, count: int) -> Iterator[Term]:
        chinese = _distinct(lambda: self._han_word() + self._han_word()[:1], count)
        english = dict.fromkeys(self._english.words[200 : 200 + count])
        for place, names in enumerate(zip(chinese, english, strict=False)):
            yield Term(
                names[1],
                names,
                (self._sentence_zh(16), self._sentence(9)),
                self._slugs[place % self._count],
                self._works[place % len(self._works)].key,
                TOPICS[place % len(TOPICS)],
            )


def _distinct(make: Callable[[], str], count: int) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        word = make()
        if word not in seen and word not in DEVICES:  # which no key may be named
            seen.add(word)
            yield word
