"""Where terms occur in pages: the sections that use each most."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeAlias

from qiusuo.both import MANY, both
from qiusuo.model import Atlas, Page, Term
from qiusuo.views.excerpt import plain

#: Pages whose text is not about the subject: terms are not explained there.
UNEXPLAINED = frozenset({"glossary", "search", "contribute", "rules"})

_HAN = re.compile(r"[\u4e00-\u9fff]")

#: Pieces of a pattern, each with what may follow it; an empty one ends a name.
_Trie: TypeAlias = dict[str, "_Trie"]

#: A pattern of names, and the term of each folded name.
Names: TypeAlias = tuple[re.Pattern[str], Mapping[str, str]]


def word_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the names, the longest first; Latin names match whole words only.

    Names that begin alike share their beginning, as in a trie: several hundred of them side by side
    would all be tried at every letter of the text.
    """
    trie: _Trie = {}
    for name in set(names):
        node = trie
        for part in _parts(name):
            node = node.setdefault(part, {})
        node[""] = {}
    return re.compile(_alternatives(trie) if trie else r"(?!)", re.IGNORECASE)


def _parts(name: str) -> Iterator[str]:
    """Pieces of the pattern that finds a name."""
    if name[:1].isascii() and name[:1].isalnum():
        yield r"(?<![A-Za-z0-9])"
    for char in name.casefold():
        yield r"[\s-]" if char == " " else re.escape(char)
    if name[-1:].isascii() and name[-1:].isalnum():
        yield r"(?:s|es)?(?![A-Za-z0-9])"


def _alternatives(node: _Trie) -> str:
    """What may follow; the end of a name comes last, so that a longer one is tried before it."""
    found = [part + _alternatives(rest) for part, rest in sorted(node.items(), reverse=True)]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


@dataclass(frozen=True)
class Occurrences:
    """How often each term stands in each section of the pages, by language."""

    atlas: Atlas

    @cached_property
    def counts(self) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """By term slug: how often it stands in (page slug, section id), all languages together."""
        codes = sorted(language.code for language in self.atlas.languages)
        here, there = partial(self._counted, codes[:1]), partial(self._counted, codes[1:])
        parts = both(here, there) if len(self.atlas.pages) >= MANY else (here(), there())
        found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for part in parts:
            for slug, counts in part.items():
                found[slug] += counts
        return dict(found)

    def _counted(self, codes: Collection[str]) -> Mapping[str, Counter[tuple[str, str]]]:
        found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for page in self.atlas.pages:
            if page.language not in codes:
                continue
            whole, owners = self.patterns(page.language)
            for section, text in _sections(page):
                for match in whole.finditer(text):
                    key = match.group().casefold().replace("-", " ")
                    owner = owners.get(key) or owners.get(key.removesuffix("s"))
                    if owner:
                        found[owner][(page.slug, section)] += 1
        return found

    def patterns(self, code: str) -> "Names":
        """A pattern of all names used in a language, and the term of each folded name; none of
        a word that only looks like one."""
        if code not in self._patterns:
            # What begins earlier or is longer is found first, and so hides the name within it.
            owners: dict[str, str] = {
                word.casefold().replace("-", " "): ""
                for term in self.atlas.terms
                for word in term.unless
            }
            for term in self.atlas.terms:
                for name in names_in(term, code):
                    owners.setdefault(name.casefold().replace("-", " "), term.slug)
            self._patterns[code] = word_pattern(owners), owners
        return self._patterns[code]

    @cached_property
    def _patterns(self) -> dict[str, "Names"]:
        return {}

    def best(self, term: Term) -> tuple[tuple[str, str], ...]:
        """(page slug, section id) of the term: its directions' first, each with one section.

        A focus whose heading carries the term beats one that only uses it.
        """
        return self._best[term.slug]

    @cached_property
    def _best(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        return {term.slug: self._places(term) for term in self.atlas.terms}

    def _places(self, term: Term) -> tuple[tuple[str, str], ...]:
        counts = self.counts.get(term.slug, {})
        pages = [slug for name in term.directions if (slug := self.atlas.slug_of(name))]
        others: Counter[str] = Counter()
        for (slug, _), count in counts.items():
            if slug not in pages:
                others[slug] += count
        ordered = [*pages, *(slug for slug, count in others.most_common(3) if count > 1)]
        found = []
        for slug in dict.fromkeys(ordered):
            sections = {section: count for (page, section), count in counts.items() if page == slug}
            ranked = sorted(
                sections,
                key=lambda s: (not s.startswith("focus-"), -sections[s]),
            )
            most = max(sections.values(), default=0)
            chosen = next((s for s in ranked if sections[s] * 3 >= most), "")
            found.append((slug, "" if chosen == "top" else chosen))
        return tuple(found)


def names_in(term: Term, code: str) -> tuple[str, ...]:
    """The names of a term that a page in a language may use."""
    agreed = term.names.get(code, "")
    if code == "zh":
        others = [name for name in term.also if not name.isascii() or name.isupper()]
    elif code == "en":
        others = [name for name in term.also if not _HAN.search(name)]
    else:  # other names are Chinese or English: only abbreviations are everybody's
        others = [name for name in term.also if name.isascii() and name.isupper()]
    return tuple(dict.fromkeys(name for name in (agreed, *others) if len(name) > 1))


def _sections(page: Page) -> list[tuple[str, str]]:
    texts: dict[str, list[str]] = {}
    for section in page.sections:
        texts.setdefault(section.id, []).append(section.title)
    for block in page.blocks:
        if block.component is None:
            texts.setdefault(block.section, []).append(plain(block.text))
    return [(section, "\n".join(parts)) for section, parts in texts.items()]
