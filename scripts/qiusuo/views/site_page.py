"""What a page's frame needs: its absolute address, its other languages, its place in the site."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from qiusuo.model import Atlas, Language, Page, Told
from qiusuo.views.address import Addresses
from qiusuo.views.work_page import work_slug


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page for readers of one language: its absolute address and the link from here.

    `written` is false where they get a notice and the original.
    """

    code: str
    name: str
    url: str
    link: str
    current: bool
    written: bool = True


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as its frame sees it; `slug` is empty for pages without a text, such as the 404.

    `source` is the path of its Markdown file in the repository; `draft` that of the facts which
    call it a draft, else empty; `home` the path of its language's home page from the server's
    root, for pages that are served at any address; `feed` the path of its feed from the site's
    root; `notice` says that the page is not written in the language, so that its readers get the
    original.
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
    feed: str
    notice: "Notice | None" = None
    translation: str = ""
    status: str = ""

    @property
    def written(self) -> tuple[Alternate, ...]:
        """The languages that the page is written in; none for a notice, which is no version."""
        return () if self.notice else tuple(one for one in self.alternates if one.written)

    @property
    def counterpart(self) -> Alternate | None:
        """The version that can be read beside this one: the first other that a page has."""
        others = (one for one in self.written if not one.current)
        return next(others, None) if self.source else None


@dataclass(frozen=True, slots=True)
class Notice:
    """That a page is not written in a language: where the original stands, and how to write it."""

    original: Told
    url: str
    link: str
    language: Language
    wanted: str
    how: str


def site_page(atlas: Atlas, language: Language, page: Page | None, site_url: str) -> SitePage:
    """The frame of a page; of the 404 page of a language where `page` is none."""
    addresses = Addresses.of(atlas)
    base = site_url.rstrip("/") + "/"
    root = urlsplit(base).path
    slug = page.slug if page else ""
    alternates = []
    for other in atlas.languages:
        there = atlas.shown(other.code, slug or "index")
        if there is None:
            continue
        path = addresses.path(other.code, there.slug)
        link = addresses.between((language.code, slug), (other.code, slug)) if page else root + path
        alternates.append(
            Alternate(
                other.code,
                other.name,
                base + path,
                link,
                other.code == language.code,
                there.language == other.code,
            )
        )
    written = [one for one in alternates if one.written]
    notice = _notice(atlas, language, page, base) if page else None
    direction = atlas.direction(slug.removeprefix("directions/"))
    return SitePage(
        language=language,
        slug=slug,
        way=direction.way if direction else "",
        description=_description(language, page, notice),
        source=page.path if page else "",
        draft=direction.span.path if direction and direction.draft else "",
        alternates=tuple(alternates),
        default_url=written[0].url if written else base,
        home=root + addresses.path(language.code, "index"),
        feed=addresses.feed(language.code),
        notice=notice,
        translation=path_of(atlas, language, "translation"),
        status=path_of(atlas, language, "status"),
    )


def path_of(atlas: Atlas, language: Language, slug: str) -> str:
    """The path of a page for readers of a language, if there is such a page."""
    return Addresses.of(atlas).path(language.code, slug) if slug in atlas.pair_by_slug else ""


def _notice(atlas: Atlas, language: Language, page: Page, base: str) -> Notice | None:
    """That readers of a language get a page in another one, where they do."""
    spoken = atlas.language(page.language)
    if page.language == language.code or spoken is None:
        return None
    addresses = Addresses.of(atlas)
    here, there = (language.code, page.slug), (page.language, page.slug)
    guide = (language.code, "translation")
    return Notice(
        atlas.told(page.title, page.language, language.code),
        base + addresses.path(*there),
        addresses.between(here, there),
        spoken,
        f"docs/{language.code}/{page.slug}.md",
        addresses.between(here, guide, "help") if atlas.shown(*guide) else "",
    )


def _description(language: Language, page: Page | None, notice: Notice | None) -> str:
    if notice is None:
        return page.description if page else ""
    name = language.called(notice.language)
    return language.say("notice_description", title=notice.original, language=name)


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
