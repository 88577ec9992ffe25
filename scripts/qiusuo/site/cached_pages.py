"""What Markdown and the templates made of a page, as long as nothing that they read changes."""

import dataclasses
import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from qiusuo.model import Language
from qiusuo.site.cache import Cache, digest, files, folder, program

#: What a page's template does not read of its context: other pages, and the hour.
_UNREAD = frozenset({"pages", "build_date_utc"})
#: The beginning of what Python says of an object that does not tell what it holds.
_SILENT = " object at 0x"


def page_cache(root: Path) -> Cache:
    """The cache of a project's pages, for its configuration, templates and words as they stand."""
    place = folder(root)
    if place is None:
        return Cache(None)
    read = [root / name for name in ("mkdocs.yml", "docs/languages")]
    templates = files(root / "overrides", ".html")
    return Cache(
        place, digest([program(), *(part for one in read for part in files(one)), *templates])
    )


def render_markdown(
    cache: Cache, page: Page, config: MkDocsConfig, known: Files, inputs: Iterable[str]
) -> None:
    """Render a page's Markdown, or take what was made of it before; `inputs` are what it reads."""
    name = cache.name("markdown", [page.markdown or "", page.file.src_uri, page.url, *inputs])
    found = cache.get(name)
    made: Any = page
    if found is not None:
        made.content = found["content"]
        made.toc = TableOfContents([_anchor(one) for one in found["toc"]])
        made._title_from_render = found["title"]
        made.present_anchor_ids = set(found["anchors"])
        return
    with _Warnings() as warnings:
        Page.render(page, config, known)
    if not warnings.any:  # they have to be said again
        kept = {
            "content": page.content,
            "toc": [_told_anchor(one) for one in page.toc],
            "title": made._title_from_render,
            "anchors": sorted(page.present_anchor_ids or ()),
        }
        cache.keep(name, kept)


class _Warnings(logging.Handler):
    """Whether MkDocs gives a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.any = False

    def emit(self, record: logging.LogRecord) -> None:
        self.any = True

    def __enter__(self) -> "_Warnings":
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *reason: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def _told_anchor(link: AnchorLink) -> dict[str, Any]:
    below = [_told_anchor(one) for one in link.children]
    return {"title": link.title, "id": link.id, "level": link.level, "children": below}


def _anchor(told: Mapping[str, Any]) -> AnchorLink:
    link = AnchorLink(told["title"], told["id"], told["level"])
    link.children = [_anchor(one) for one in told["children"]]
    return link


class CachedTemplate:
    """A page's template that gives what it gave before for the same context."""

    def __init__(self, template: Template, cache: Cache) -> None:
        self._template = template
        self._cache = cache

    def render(self, context: Mapping[str, Any]) -> str:
        """The whole page."""
        inputs = list(_told_context(context))
        # What does not tell what it holds can not be compared.
        told = not any(_SILENT in one for one in inputs)
        name = self._cache.name("page", [self._template.name or "", *inputs]) if told else ""
        found = self._cache.get(name)
        if isinstance(found, str):
            return found
        made = self._template.render(context)
        self._cache.keep(name, made)
        return made


def cache_templates(env: Environment, cache: Cache, name: str) -> None:
    """Let the template `name` be a cached one for whoever renders it, not for its heirs."""
    plain = env.get_template

    def get_template(wanted: Any, *more: Any, **named: Any) -> Any:
        found = plain(wanted, *more, **named)
        return CachedTemplate(found, cache) if wanted == name and not more else found

    changed: Any = env
    changed.get_template = get_template


def _told_context(context: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(context.keys() - _UNREAD):
        value = context[name]
        yield name
        if isinstance(value, Navigation):
            yield from _told_item(value.homepage)
            for item in value.items:
                yield from _told_item(item)
        elif isinstance(value, Page):
            yield from _told_page(value)
        elif isinstance(value, MkDocsConfig):
            yield repr((value.site_name, value.site_description, value.site_url, value.copyright))
            yield repr((sorted(value.extra.items()), value.extra_css))
        elif dataclasses.is_dataclass(value):
            parts = [
                (field.name, getattr(value, field.name)) for field in dataclasses.fields(value)
            ]
            yield repr([(n, p.code if isinstance(p, Language) else p) for n, p in parts])
        else:
            yield repr(value)


def _told_item(item: Any) -> Iterator[str]:
    """An item of the navigation, as far as it is shown: what stands in sections that are not active
    is pruned, but for where they lead."""
    if item is None:
        return
    yield repr((type(item).__name__, item.title, item.active, getattr(item, "url", "")))
    yield repr(getattr(item, "typeset", ""))
    children = item.children or []
    yield str(len(children))
    for child in children if item.active else children[:1]:
        yield from _told_item(child)


def _told_page(page: Page) -> Iterator[str]:
    yield page.content or ""
    yield repr([_told_anchor(one) for one in page.toc])
    yield repr((page.title, page.meta, page.url, page.canonical_url, page.edit_url))
    yield repr((page.is_homepage, page.file.src_uri))
    for other in (page.previous_page, page.next_page, *page.ancestors):
        yield repr((other.title, getattr(other, "url", "")) if other is not None else None)
