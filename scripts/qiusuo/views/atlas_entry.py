"""What the picture of the three ways shows, as a list: directions, neighbours, shared works."""

from dataclasses import dataclass, replace

from qiusuo.model import Atlas, Direction, Language, Told
from qiusuo.views.address import Addresses
from qiusuo.views.atlas_picture import reading_path
from qiusuo.views.drawn import DrawnWay, drawn
from qiusuo.views.glossary import Link
from qiusuo.views.reference import author_year
from qiusuo.views.tie import Tie, cited_keys, ties
from qiusuo.views.work_page import work_slug


@dataclass(frozen=True, slots=True)
class AtlasEntry:
    """A direction: the works to begin with, and its neighbours with the number of shared works.

    `named` are those that it names or that name it, `others` those it only shares works with.
    """

    slug: str
    title: Told
    url: str
    works: int
    path: tuple[Link, ...]
    named: tuple[Link, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AtlasWay:
    """A way with the directions that the picture shows, and links to the rest."""

    way: str
    name: str
    entries: tuple[AtlasEntry, ...]
    rest: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SharedWorks:
    """Two directions and the works that both cite."""

    one: Link
    other: Link
    works: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AtlasList:
    """The directions by way, and the pairs that share works, those that share most first."""

    ways: tuple[AtlasWay, ...]
    shared: tuple[SharedWorks, ...]


def atlas_list(atlas: Atlas, language: Language, here: str) -> AtlasList:
    """The list for the page `here`."""
    addresses = Addresses.of(atlas)
    code = language.code
    shown = drawn(atlas)
    found = ties(atlas, language, [direction for one in shown for direction in one.directions])
    directions = {direction.slug: direction for direction in atlas.directions}

    def link(slug: str, count: int = 0) -> Link:
        page_slug = directions[slug].page_slug
        title = atlas.title(code, page_slug)
        if count:
            title = replace(title, text=language.say("tie_count", title=title, n=count))
        return Link(title, addresses.between((code, here), (code, page_slug)))

    def work(key: str) -> Link:
        there = (code, work_slug(key))
        return Link(Told(author_year(atlas.works[key])), addresses.between((code, here), there))

    def entry(direction: Direction) -> AtlasEntry:
        own = [tie for tie in found if direction.slug in (tie.one, tie.other)]
        title = link(direction.slug)
        return AtlasEntry(
            direction.slug,
            title.text,
            title.url,
            len(cited_keys(atlas, language, direction)),
            tuple(work(key) for key in reading_path(atlas, language, direction)),
            tuple(link(t.beyond(direction.slug), len(t.works)) for t in own if t.named),
            tuple(link(t.beyond(direction.slug), len(t.works)) for t in own if not t.named),
        )

    def shared(tie: Tie) -> SharedWorks:
        return SharedWorks(link(tie.one), link(tie.other), tuple(work(key) for key in tie.works))

    def way(one: DrawnWay) -> AtlasWay:
        return AtlasWay(
            one.way,
            language.name_of("ways", one.way),
            tuple(entry(direction) for direction in one.directions),
            tuple(link(direction.slug) for direction in one.rest),
        )

    return AtlasList(
        tuple(way(one) for one in shown),
        tuple(shared(tie) for tie in found if tie.works),
    )
