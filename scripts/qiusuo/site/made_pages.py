"""Pages made from data, filled into one rendered frame per language: works and topics."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from qiusuo.exports.bibtex import bibtex
from qiusuo.model import Atlas, Language, Topic, Work
from qiusuo.site.edition import Edition
from qiusuo.site.render import Renderer
from qiusuo.site.surroundings import findings_panel, script_words_path, search_box
from qiusuo.views.address import Addresses
from qiusuo.views.glossary import topic_page, topic_slug
from qiusuo.views.occurrence import Occurrences
from qiusuo.views.share_picture import share
from qiusuo.views.site_page import Alternate, SitePage, path_of
from qiusuo.views.work_page import CitingPages, work_page, work_slug

# Words that no page contains; the frame is split at them.
_SLUG, _TITLE, _TEXT = "qiusuo-made/slug", "qiusuo-made-title", "qiusuo-made-description"
_HEAD, _CONTENT, _PARENT = "qiusuo-made-head", "qiusuo-made-content", "qiusuo-made-parent"
_TOKEN = re.compile(f"({_SLUG}|{_TITLE}|{_TEXT}|{_HEAD}|{_CONTENT}|{_PARENT})")


class Frame:
    """The frame of made pages of one language, split at what differs between them.

    Their slugs have two parts (``works/<key>``), so that relative links in the frame fit them all.
    """

    def __init__(self, html: str) -> None:
        self._parts = _TOKEN.split(html)

    def page(self, slug: str, title: str, text: str, content: str, head: str = "") -> str:
        """A whole page; `title` and `text` are escaped here, `content` and `head` are HTML."""
        filled = {
            _SLUG: slug,
            _PARENT: slug.partition("/")[0],
            _TITLE: str(escape(title)),
            _TEXT: str(escape(text)),
            _HEAD: head,
            _CONTENT: content,
        }
        return "".join(filled.get(part, part) for part in self._parts)


def frame(
    edition: Edition,
    language: Language,
    env: Environment,
    nav: Navigation,
    files: Files,
    config: MkDocsConfig,
) -> str:
    """Render the frame by Material's templates, as if for a page of the slug `_SLUG`."""
    atlas, addresses = edition.atlas, Addresses.of(edition.atlas)
    slug = _SLUG
    path = addresses.path(language.code, slug)
    file = File.generated(config, f"{path.rstrip('/')}.md", content="")
    page = MkDocsPage(_TITLE, file, config)
    page.content = ""
    base = edition.address.rstrip("/") + "/"
    alternates = tuple(
        Alternate(
            other.code,
            other.name,
            base + addresses.path(other.code, slug),
            addresses.between((language.code, slug), (other.code, slug)),
            other.code == language.code,
        )
        for other in atlas.languages
    )
    context: Any = get_context(nav, files, config, page)
    context["qiusuo"] = SitePage(
        language=language,
        slug=slug,
        way="",
        description=_TEXT,
        source="",
        draft="",
        alternates=alternates,
        default_url=alternates[0].url,
        home=urlsplit(base).path + addresses.path(language.code, "index"),
        feed=addresses.feed(language.code),
        translation=path_of(atlas, language, "translation"),
        status=path_of(atlas, language, "status"),
    )
    context["share"] = share(atlas, language, slug, edition.pictures.url(language, _PARENT))
    context["words"] = script_words_path(language)
    context["search_box"] = search_box(edition, language, "made/slug")
    context["findings"] = findings_panel(edition, language, "made/slug")
    context["frame"] = {"head": Markup(_HEAD), "content": Markup(_CONTENT)}
    return env.get_template("made.html").render(context)


def write_work_pages(
    atlas: Atlas,
    language: Language,
    works: Iterable[Work],
    html: Frame,
    renderer: Renderer,
    site: Path,
    write: Callable[[Path, str], None],
) -> None:
    """Write the pages of works in a language."""
    addresses, citing = Addresses.of(atlas), CitingPages(atlas)
    for work in works:
        view = work_page(atlas, language, work, citing)
        here = (language.code, work_slug(work.key))
        files = addresses.between(here, (addresses.first_language, work_slug(work.key)))
        content = renderer.html(
            "work-page",
            work=view,
            t=language,
            bibtex=bibtex(work),
            files="" if files == "#" else files,
        )
        tags = [f'<meta name="{name}" content="{escape(value)}">' for name, value in view.meta]
        tags.append(f'<script type="application/ld+json">{view.json_ld}</script>')
        path = site / addresses.path(*here) / "index.html"
        head = "\n  ".join(tags)
        write(path, html.page(here[1], view.title, view.description, content, head))


def write_topic_pages(
    atlas: Atlas,
    language: Language,
    topics: Iterable[Topic],
    html: Frame,
    renderer: Renderer,
    site: Path,
    occurrences: Occurrences,
    write: Callable[[Path, str], None],
) -> None:
    """Write the pages of topics in a language."""
    addresses = Addresses.of(atlas)
    for topic in topics:
        view = topic_page(atlas, language, topic, occurrences)
        content = renderer.html("topic-page", topic=view, t=language)
        text = language.say("topic_description", name=view.name)
        slug = topic_slug(topic.slug)
        path = site / addresses.path(language.code, slug) / "index.html"
        write(path, html.page(slug, view.name.text, text, content))
