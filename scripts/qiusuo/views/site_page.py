"""What a page's frame needs: its absolute address, its other languages, its place in the site."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from qiusuo.model import Atlas, Language, Page
from qiusuo.views.address import Addresses


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in one language: its absolute address and the link from here."""

    code: str
    name: str
    url: str
    link: str
    current: bool


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as its frame sees it; `slug` is empty for pages without a text, such as the 404.

    `source` is the path of its Markdown file in the repository; `home` the path of its language's
    home page from the server's root, for pages that are served at any address.
    """

    language: Language
    slug: str
    way: str
    description: str
    source: str
    alternates: tuple[Alternate, ...]
    default_url: str
    home: str


def site_page(atlas: Atlas, language: Language, page: Page | None, site_url: str) -> SitePage:
    """The frame of a page; of the 404 page of a language where `page` is none."""
    addresses = Addresses.of(atlas)
    base = site_url.rstrip("/") + "/"
    root = urlsplit(base).path
    slug = page.slug if page else ""
    alternates = []
    for other in atlas.languages:
        there = atlas.page(other.code, slug or "index")
        if there is None:
            continue
        path = addresses.path(other.code, there.slug)
        link = addresses.between((language.code, slug), (other.code, slug)) if page else "/" + path
        alternates.append(
            Alternate(other.code, other.name, base + path, link, other.code == language.code)
        )
    direction = atlas.direction(slug.removeprefix("directions/"))
    return SitePage(
        language=language,
        slug=slug,
        way=direction.way if direction else "",
        description=page.description if page else "",
        source=page.path if page else "",
        alternates=tuple(alternates),
        default_url=alternates[0].url if alternates else base,
        home=root + addresses.path(language.code, "index"),
    )


def sitemap(atlas: Atlas, site_url: str) -> tuple[SitePage, ...]:
    """Every page, for the sitemap."""
    by_code = {language.code: language for language in atlas.languages}
    return tuple(site_page(atlas, by_code[page.language], page, site_url) for page in atlas.pages)
