"""What a page's frame needs: its absolute address, its other languages, its place in the site."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from qiusuo.model import Atlas, Language, Page
from qiusuo.views.address import Addresses
from qiusuo.views.work_page import work_slug


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

    `source` is the path of its Markdown file in the repository; `draft` that of the facts which
    call it a draft, else empty; `home` the path of its language's home page from the server's
    root, for pages that are served at any address.
    """

    language: Language
    slug: str
    way: str
    description: str
    source: str
    draft: str
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
        draft=direction.span.path if direction and direction.draft else "",
        alternates=tuple(alternates),
        default_url=alternates[0].url if alternates else base,
        home=root + addresses.path(language.code, "index"),
    )


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address, with the same page in every language, by code, and the default one."""

    url: str
    alternates: tuple[tuple[str, str], ...]
    default_url: str


def sitemap(atlas: Atlas, site_url: str) -> tuple[SitemapEntry, ...]:
    """Every page and every work's page, for the sitemap."""
    base = site_url.rstrip("/") + "/"
    addresses = Addresses.of(atlas)
    codes = [language.code for language in atlas.languages]
    slugs = [(pair.slug, [page.language for page in pair.pages]) for pair in atlas.pairs]
    slugs += [(work_slug(key), codes) for key in sorted(atlas.works)]
    slugs += [(f"topics/{topic.slug}", codes) for topic in atlas.topics]
    entries = []
    for slug, languages in slugs:
        urls = [(code, base + addresses.path(code, slug)) for code in languages]
        entries += [SitemapEntry(url, tuple(urls), urls[0][1]) for _, url in urls]
    return tuple(entries)
