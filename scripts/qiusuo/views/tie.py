"""What ties two directions: that one names the other as its neighbour, and works both cite."""

from dataclasses import dataclass
from itertools import combinations

from qiusuo.model import Atlas, Direction, Language


@dataclass(frozen=True, slots=True)
class Tie:
    """Two directions, whether either names the other, and the works cited by both, by key."""

    one: str
    other: str
    named: bool
    works: tuple[str, ...]

    def beyond(self, slug: str) -> str:
        """The other end, seen from one."""
        return self.other if slug == self.one else self.one


def ties(atlas: Atlas, language: Language) -> tuple[Tie, ...]:
    """Every pair of directions that has anything in common, in the directions' order."""
    found = []
    for one, other in combinations(atlas.directions_in_order(), 2):
        cited = cited_keys(atlas, language, other)
        shared = tuple(key for key in cited_keys(atlas, language, one) if key in cited)
        named = other.slug in one.related or one.slug in other.related
        if named or shared:
            found.append(Tie(one.slug, other.slug, named, shared))
    return tuple(found)


def cited_keys(atlas: Atlas, language: Language, direction: Direction) -> dict[str, None]:
    """The works that a direction's page cites, in the order of their first citation."""
    page = atlas.page(language.code, direction.page_slug)
    citations = page.citations if page else ()
    return dict.fromkeys(c.key for c in citations if c.key in atlas.works)
