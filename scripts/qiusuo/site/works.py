"""A page per work, filled into one rendered frame per language instead of rendered by MkDocs."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from qiusuo.exports.bibtex import bibtex
from qiusuo.model import Atlas, Language
from qiusuo.site.render import Renderer
from qiusuo.views.address import Addresses
from qiusuo.views.site_page import Alternate, SitePage
from qiusuo.views.work_page import WorkPage, work_page, work_slug

# Words that no page contains; the frame is split at them.
_KEY, _TITLE, _TEXT = "qiusuo-work-key", "qiusuo-work-title", "qiusuo-work-description"
_HEAD, _CONTENT = "qiusuo-work-head", "qiusuo-work-content"
_TOKEN = re.compile(f"({_KEY}|{_TITLE}|{_TEXT}|{_HEAD}|{_CONTENT})")


class WorkFrame:
    """The frame of the works' pages of one language, split at what differs between them."""

    def __init__(self, html: str) -> None:
        self._parts = _TOKEN.split(html)

    def page(self, work: WorkPage, content: str) -> str:
        """The whole page of a work."""
        tags = [f'<meta name="{name}" content="{escape(value)}">' for name, value in work.meta]
        tags.append(f'<script type="application/ld+json">{work.json_ld}</script>')
        filled = {
            _KEY: work.key,
            _TITLE: str(escape(work.title)),
            _TEXT: str(escape(work.description)),
            _HEAD: "\n  ".join(tags),
            _CONTENT: content,
        }
        return "".join(filled.get(part, part) for part in self._parts)


def frame(
    atlas: Atlas,
    language: Language,
    env: Environment,
    nav: Navigation,
    files: Files,
    config: MkDocsConfig,
    words: Mapping[str, str],
) -> WorkFrame:
    """Render the frame by Material's templates, as if for a page of the work `_KEY`."""
    addresses = Addresses.of(atlas)
    slug = work_slug(_KEY)
    path = addresses.path(language.code, slug)
    file = File.generated(config, f"{path.rstrip('/')}.md", content="")
    page = MkDocsPage(_TITLE, file, config)
    page.content = ""
    base = (config.site_url or "/").rstrip("/") + "/"
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
    context["qiusuo"] = SitePage(language, slug, "", _TEXT, "", alternates, alternates[0].url, base)
    context["words"] = words
    context["frame"] = {"head": Markup(_HEAD), "content": Markup(_CONTENT)}
    return WorkFrame(env.get_template("work.html").render(context))


def write_work_pages(
    atlas: Atlas,
    language: Language,
    html: WorkFrame,
    renderer: Renderer,
    site: Path,
    write: Callable[[Path, str], None],
) -> None:
    """Write the page of every work of the library in a language."""
    addresses = Addresses.of(atlas)
    for work in atlas.works.values():
        view = work_page(atlas, language, work)
        here = (language.code, work_slug(work.key))
        files = addresses.between(here, (addresses.first_language, work_slug(work.key)))
        content = renderer.html(
            "work-page",
            work=view,
            t=language,
            bibtex=bibtex(work),
            files="" if files == "#" else files,
        )
        path = site / addresses.path(*here) / "index.html"
        write(path, html.page(view, content))
