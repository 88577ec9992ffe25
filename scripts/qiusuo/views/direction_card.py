"""A direction at a glance: on the overview, on the home page and at the head of its own page."""

from dataclasses import dataclass

from qiusuo.model import BARRIERS, Atlas, Direction, Language, Told
from qiusuo.views.address import Addresses


@dataclass(frozen=True, slots=True)
class Meter:
    """A barrier's level from 0 to 4, in words and as steps that are on or off."""

    key: str
    name: str
    level: int
    label: str
    steps: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class DirectionCard:
    """A direction as a reader meets it first; what a draft does not say yet is empty."""

    slug: str
    way: str
    way_name: str
    title: Told
    description: Told
    url: str
    meters: tuple[Meter, ...]
    backgrounds: tuple[str, ...]
    focuses: tuple[tuple[Told, str], ...]
    compute: str
    months: str
    works: int
    edited: int
    topics: tuple[tuple[Told, str], ...]

    @property
    def estimated(self) -> bool:
        """Whether there is any estimate to show: a fresh draft has none."""
        return bool(self.meters or self.backgrounds or self.compute or self.months)


@dataclass(frozen=True, slots=True)
class WayCard:
    """A way with its directions."""

    way: str
    name: str
    note: str
    url: str
    directions: tuple[DirectionCard, ...]


def meter(language: Language, direction: Direction, barrier: str) -> Meter:
    """One barrier of a direction."""
    level = direction.barriers.get(barrier, 0)
    name = language.name_of("levels", str(level))
    return Meter(
        barrier,
        language.name_of("barriers", barrier),
        level,
        language.say("level_of", level=name, n=level),
        tuple(step < level for step in range(4)),
    )


def direction_card(
    atlas: Atlas, language: Language, direction: Direction, here: str
) -> DirectionCard:
    """A direction as seen from the page `here`."""
    code = language.code
    page = atlas.shown(code, direction.page_slug)
    spoken = page.language if page else code
    addresses = Addresses.of(atlas)
    url = addresses.between((code, here), (code, direction.page_slug))
    focuses = []
    for focus in direction.focuses:
        section = page.section(f"focus-{focus}") if page else None
        anchor = f"focus-{focus}"
        link = addresses.between((code, here), (code, direction.page_slug), anchor)
        title = section.title if section else focus
        focuses.append((atlas.told(title, spoken, code), link))
    low, high = direction.start.months
    names = {
        topic.slug: atlas.tell(topic.names, code, topic.slug)
        for topic in atlas.topics
        if topic.slug in direction.topics
    }
    return DirectionCard(
        slug=direction.slug,
        way=direction.way,
        way_name=language.name_of("ways", direction.way),
        title=atlas.title(code, direction.page_slug) if page else Told(direction.slug),
        description=atlas.told(page.description, spoken, code) if page else Told(""),
        url=url,
        meters=tuple(meter(language, direction, b) for b in BARRIERS if b in direction.barriers),
        backgrounds=tuple(language.name_of("backgrounds", b) for b in direction.backgrounds),
        focuses=tuple(focuses),
        compute=language.name_of("compute", direction.start.compute),
        months=language.say("months", low=low, high=high) if high else "",
        works=len({c.key for c in page.citations}) if page else 0,
        edited=direction.edited,
        topics=tuple(
            (names[topic], addresses.between((code, here), (code, f"topics/{topic}")))
            for topic in direction.topics
            if topic in names
        ),
    )


def way_card(atlas: Atlas, language: Language, way: str, here: str) -> WayCard | None:
    """A way that has directions, as seen from the page `here`."""
    overview = Addresses.of(atlas).between(
        (language.code, here), (language.code, "directions/index")
    )
    directions = tuple(
        direction_card(atlas, language, direction, here) for direction in atlas.directions_of(way)
    )
    if not directions:
        return None
    return WayCard(
        way,
        language.name_of("ways", way),
        language.name_of("way_notes", way),
        f"{overview.split('#')[0]}#{way}" if overview != "#" else f"#{way}",
        directions,
    )
