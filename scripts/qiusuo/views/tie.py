"""What ties two directions: that one names the other as its neighbour, and works both cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from qiusuo.model import Atlas, Direction, Language

#: How many ties to a direction, on average, are kept: with more, arcs cover each other.
_MOST = 4


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


def ties(atlas: Atlas, language: Language, directions: Sequence[Direction]) -> tuple[Tie, ...]:
    """The pairs of directions that have anything in common, those that share most first."""
    cited = {one.slug: cited_keys(atlas, language, one) for one in directions}
    found = []
    for one, other in combinations(directions, 2):
        shared = tuple(key for key in cited[one.slug] if key in cited[other.slug])
        named = other.slug in one.related or one.slug in other.related
        if named or shared:
            found.append(Tie(one.slug, other.slug, named, shared))
    found.sort(key=lambda tie: (-len(tie.works), not tie.named))
    return tuple(found[: _MOST * len(directions)])


def cited_keys(atlas: Atlas, language: Language, direction: Direction) -> dict[str, None]:
    """The works that a direction's page cites, in the order of their first citation."""
    page = atlas.shown(language.code, direction.page_slug)
    citations = page.citations if page else ()
    return dict.fromkeys(c.key for c in citations if c.key in atlas.works)
