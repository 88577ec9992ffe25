"""What is told of a page where its address is shared, and what its picture says."""

from dataclasses import dataclass

from qiusuo.model import Atlas, Language, Page

#: Width and height in pixels, as those who show such pictures ask for.
SIZE = (1200, 630)


@dataclass(frozen=True, slots=True)
class Share:
    """A page's languages as ``og:locale`` names them, and its picture, if it has one."""

    locale: str
    other_locales: tuple[str, ...]
    picture: str
    alt: str
    size: tuple[int, int] = SIZE


def share(atlas: Atlas, language: Language, slug: str, picture: str) -> Share:
    """What is told of a page; one that is made from data stands in every language."""
    page = atlas.shown(language.code, slug)
    others = (
        _locale(other)
        for other in atlas.languages
        if other.code != language.code and (atlas.page(other.code, slug) or not page)
    )
    alt = page.title if page else language.say("site_subtitle")
    return Share(_locale(language), tuple(others), picture, alt)


def _locale(language: Language) -> str:
    return language.interface.get("open_graph_locale", language.tag.replace("-", "_"))


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A page in a few words; `way` and `way_name` are empty where it is of no way."""

    title: str
    text: str
    site: str
    subtitle: str
    way: str
    way_name: str


def share_picture(atlas: Atlas, language: Language, page: Page) -> SharePicture:
    """The picture of a page in a language."""
    home = atlas.shown(language.code, "index")
    direction = atlas.direction(page.slug.removeprefix("directions/"))
    way = direction.way if direction else ""
    return SharePicture(
        title=page.title,
        text=page.description,
        site=home.title if home else "",
        subtitle=language.say("site_subtitle"),
        way=way,
        way_name=language.name_of("ways", way) if way else "",
    )
