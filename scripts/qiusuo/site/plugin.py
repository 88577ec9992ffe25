"""The MkDocs plugin: what it does at each of the generator's events, in the order of a build."""

import gc
from contextlib import ExitStack, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from qiusuo import lock
from qiusuo.both import Aside, able, both
from qiusuo.model import Language
from qiusuo.site import browser_scripts, style_sheet
from qiusuo.site.cache import Cache, digest
from qiusuo.site.cached_pages import cache_templates, page_cache, render_markdown
from qiusuo.site.compact import compact
from qiusuo.site.edition import Edition, load_edition
from qiusuo.site.first_sight import FirstSight, first_sight
from qiusuo.site.foreign import ForeignRuns
from qiusuo.site.full_text import indexing, join_indexes
from qiusuo.site.lean_templates import LeanTemplates
from qiusuo.site.made_pages import Frame, frame
from qiusuo.site.markup import BlockAddresses, prepare
from qiusuo.site.navigation import escape_titles, navigation
from qiusuo.site.nearby import nearby
from qiusuo.site.originals import add_originals, mark_titles
from qiusuo.site.outputs import Outputs, write
from qiusuo.site.page_content import PageContent
from qiusuo.site.policy import header_files, with_policy
from qiusuo.site.processes import Processes
from qiusuo.site.redirects import host_files, write_redirects
from qiusuo.site.registry import AtlasRegistry
from qiusuo.site.render import Renderer
from qiusuo.site.server import nginx_server
from qiusuo.site.size import tell_sizes
from qiusuo.site.surroundings import findings_panel, page_frame, script_words_path, search_box
from qiusuo.site.templates import Compiled, compiled
from qiusuo.site.worker import write_worker
from qiusuo.source.memory import Memory
from qiusuo.views.address import Addresses
from qiusuo.views.occurrence import UNEXPLAINED
from qiusuo.views.share_picture import share
from qiusuo.views.site_page import sitemap

#: Pages that take the whole width.
_WIDE = ("index", "atlas", "timeline", "compare", "choose")
#: The module that mounts all others.
_ENTRY = "assets/javascripts/qiusuo.js"
#: Material's own, which no page asks for.
_THEIR_ICON = "assets/images/favicon.png"
#: Pages that are shown at the address of another.
UNPLACED = ("404.html", "offline.html")


class QiusuoConfig(Config):  # type: ignore[no-untyped-call]
    """The project's files say it all, but what is left out to measure the rest."""

    work_pages = Type(bool, default=True)


class QiusuoPlugin(BasePlugin[QiusuoConfig]):  # type: ignore[no-untyped-call]
    """Makes the site of an atlas; its neighbours are i18n, bibtex and search."""

    def __init__(self) -> None:
        super().__init__()
        self.edition = Edition()
        self.indexes = True  # or else whoever builds indexes the full text, and tells the sizes
        self.begun: Aside[Memory] | None = None  # what whoever builds has begun to read
        self._serving = False
        self._held = ExitStack()
        self._memory = Memory()
        self._cache = Cache(None)
        self._processes = Processes()
        self._extension = BlockAddresses()
        self._foreign = ForeignRuns()
        self._sheets: list[str] = []
        self._style: str | None = None  # what they are together, once that is known
        self._first = FirstSight()
        self._frames: dict[str, Frame] = {}
        self._compiled: Compiled | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Its being here makes MkDocs keep this plugin between rebuilds."""
        self._serving = command == "serve"
        self.edition = Edition()

    def on_shutdown(self) -> None:
        """Let go of what was held while the site was built."""
        self._held.close()

    @event_priority(100)  # before i18n, which reads the navigation we set
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the atlas once per build, and hand each neighbour what it needs."""
        i18n: Any = config.plugins["i18n"]
        if config.extra_css:  # else they were joined already, for another language
            self._sheets = [str(sheet) for sheet in config.extra_css]
        if not i18n.building:  # i18n builds its further languages from within
            self._style = None
            root = Path(config.config_file_path).parent
            self._hold(root, Path(config.site_dir).parent)
            collected = gc.isenabled()
            gc.disable()  # what is loaded stays, and would only be looked at again and again
            try:
                self._load(root, config)
            finally:
                if collected:
                    gc.enable()
            self._cache = Cache(None) if self._serving else page_cache(root)
            self._frames.clear()
            self._agree_on_languages(i18n)
        atlas = self.edition.atlas
        for language in atlas.languages:
            for settings in i18n.config.languages:
                if settings.locale == language.code:
                    settings.nav = navigation(atlas, language)
        bibtex: Any = config.plugins["bibtex"]
        bibtex.registry = AtlasRegistry(atlas)
        bibtex.last_configured = float("inf")  # so that it keeps the registry it has
        extensions: list[Any] = config.markdown_extensions
        for extension in (self._extension, self._foreign):
            if extension not in extensions:
                extensions.append(extension)
        config.theme.static_templates.add("offline.html")
        # A preview is never kept: what it shows is of the moment.
        config.extra["worker"] = not self._serving
        return config

    def _load(self, root: Path, config: MkDocsConfig) -> None:
        """Load the atlas; what a build needs besides is made meanwhile."""
        memory = self._memory if self._serving else Memory()  # let go of once it is loaded
        load = partial(
            load_edition,
            *(root, config.site_url or "", self._serving, memory, self.edition, self.begun),
        )
        if self._serving or not able():
            self.edition = load()
            return
        self.edition, (codes, self._style) = both(load, partial(self._prepare, root, config))
        self._compiled = Compiled(codes)
        self.edition.renderer.environment.bytecode_cache = self._compiled

    def _prepare(self, root: Path, config: MkDocsConfig) -> tuple[dict[str, bytes], str]:
        """The templates compiled, and the style sheet."""
        overrides = root / "overrides"
        frames, components = config.theme.get_env(), Renderer(overrides).environment
        frames.add_extension(LeanTemplates)
        pages = ["main.html", "made.html", *sorted(config.theme.static_templates)]
        codes = compiled(frames, pages) | compiled(components, components.list_templates())
        return codes, style_sheet.whole(self._sheets, overrides, config.theme.dirs)

    def _hold(self, root: Path, beside: Path) -> None:
        """Keep others from the site's folder, and from the content, while a site is built.

        ``qiusuo build`` holds the first already, ``mkdocs build`` does not. A preview's site is in
        a folder of its own.
        """
        lock.settle(root)
        if not self._serving:
            beside.mkdir(parents=True, exist_ok=True)
            self._held.enter_context(lock.held(beside))
            self._held.enter_context(lock.held(root, shared=True))

    def _agree_on_languages(self, i18n: Any) -> None:
        """Refuse to build other languages than the content has, or to serve another at the root."""
        ours = [language.code for language in self.edition.atlas.languages]
        theirs = i18n.build_languages
        if ours and (set(theirs) != set(ours) or i18n.default_language != ours[0]):
            raise PluginError(
                f"mkdocs.yml builds {', '.join(theirs)} with {i18n.default_language} at the root, "
                f"but docs/languages has {', '.join(ours)}, the first at the root"
            )

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Refuse to build what has errors, before MkDocs empties the site's folder."""
        if self.edition.report.errors and not self.edition.kept:
            raise PluginError("the content has errors\n" + self.edition.report.as_text())

    @event_priority(200)  # before anything is done for the first language
    def _split(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let every further language be built by a process of its own."""
        i18n: Any = config.plugins["i18n"]
        if i18n.building or self._serving:
            return files
        _ = self.edition.occurrences.counts  # by both processors, before each goes its way
        gc.freeze()  # what is loaded stays; looked at again and again, it would be shared no more
        if able():
            for language in self.edition.atlas.languages[1:]:
                self._processes.split(language.code, partial(self._build, config, language.code))
        return files

    def _build(self, config: MkDocsConfig, code: str) -> None:
        """Build one further language, as i18n would."""
        i18n: Any = config.plugins["i18n"]
        i18n.building, i18n.current_language = True, code
        self._processes = Processes()
        utils.clean_directory = lambda directory: None  # the first language's pages are there
        build(config)

    @event_priority(-200)  # after i18n has kept those of the language that it builds
    def _complete(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add originals and the style sheet; keep drafts out of the navigation."""
        whole = self.edition.whole
        add_originals(whole, self._current(config), files, config)
        overrides = self.edition.root / "overrides"
        if self._style is None:
            self._style = style_sheet.whole(self._sheets, overrides, config.theme.dirs)
        config.extra["sheet"] = style_sheet.put(self._style, self._sheets, files, config)
        config.extra_css = []  # the base template would name it in the head
        config.extra["first"] = self._first = first_sight(overrides)
        browser_scripts.replace(overrides, files, config)
        if icon := files.get_file_from_path(_THEIR_ICON):
            files.remove(icon)
        config.extra["modules"] = browser_scripts.needed(overrides, _ENTRY)
        for file in files.documentation_pages():
            if file.src_uri.partition("/")[2].removesuffix(".md") in whole.drafts:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        self._known_pages = digest(sorted(f"{file.src_uri} {file.url}" for file in files))
        return files

    on_files = CombinedEvent(_split, _complete)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation for the pages that MkDocs does not build."""
        mark_titles(self.edition.atlas, self._current(config), nav)
        self._nav, self._files = nav, files
        return nav

    def on_pre_page(self, page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """Let the page's Markdown be rendered but once."""
        changed: Any = page
        changed.render = partial(self._render, page)
        return page

    def _render(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        source, language = self.edition.page(page.file), self._language(page)
        inputs = [self._known_pages, language.code, repr(source), self._extension.told]
        render_markdown(self._cache, page, config, files, inputs)

    @event_priority(100)  # before bibtex, which reads what we leave of the text
    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's text without our marks."""
        edition = self.edition
        source = edition.page(page.file)
        self._foreign.page = self._extension.page = source
        if source is None:
            return markdown
        language = self._language(page)
        hidden = ["navigation", "toc"] if source.slug in _WIDE else ["navigation"]
        if page.parent is None or source.slug in _WIDE:  # there is nothing beside it
            page.meta.setdefault("hide", hidden)
        if source.language != language.code:  # its headings are not in the reader's language
            page.meta["hide"] = [*page.meta.get("hide", []), "toc"]
        self._extension.labelled = set(edition.labels(source, language))
        self._extension.newer = set(edition.newer(source, language))
        explained = "glossary" in edition.atlas.pair_by_slug and source.slug not in UNEXPLAINED
        self._extension.terms = edition.occurrences.patterns(source.language) if explained else None
        return prepare(source)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's HTML with tokens turned into components."""
        source = self.edition.page(page.file)
        if source is None:
            return html
        return PageContent(self.edition, source, self._language(page)).complete(html, page.toc)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are read: make their titles fit for templates, and remember the environment."""
        escape_titles(self._nav.items)
        escape_titles(page for file in files if (page := file.page) and page.parent is None)
        self._env = env
        env.add_extension(LeanTemplates)
        env.auto_reload = self._serving
        env.bytecode_cache = self._compiled
        if not self._serving:
            cache_templates(env, self._cache, "main.html")
        return env

    @event_priority(60)  # before i18n turns the alternates to this page's
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What the page's frame needs of the atlas."""
        edition, source, language = self.edition, self.edition.page(page.file), self._language(page)
        slug, path = (source.slug, source.path) if source else ("index", "")
        more = Link(
            language.say("not_found_directions"),
            Addresses.of(edition.atlas).path(language.code, "directions/index"),
        )
        added: Any = context
        added["nav"] = nearby(nav, page, more)
        added["qiusuo"] = page_frame(edition, language, source)
        added["words"] = script_words_path(language)
        picture = edition.pictures.url(language, slug)
        added["share"] = share(edition.whole, language, slug, picture)
        added["findings"] = findings_panel(edition, language, slug, path)
        added["search_box"] = search_box(edition, language, slug)
        return context

    @event_priority(-100)  # after all others
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page as it is sent; what it was made of is needed no more."""
        page.markdown = page.content = None
        return self._finished(output)

    def _finished(self, html: str) -> str:
        """A page with its policy; the preview has none, since MkDocs adds a script to it."""
        html = compact(html)
        return html if self._serving else with_policy(html, self._first)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """What the 404 page and the sitemap need of the atlas."""
        edition, language = self.edition, self._current(config)
        added: Any = context
        added["qiusuo"] = page_frame(edition, language, None)
        added["words"] = script_words_path(language)
        root = urlsplit(edition.address).path or "/"
        added["search_box"] = search_box(edition, language, "index", root=root)
        if template_name == "offline.html":  # shown at any address, like a 404 page
            added["base_url"] = root
        if template_name == "sitemap.xml":
            added["sitemap"] = sitemap(edition.atlas, edition.address)
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Keep each language's pages without an address of their own in its folder."""
        if template_name.endswith(".html"):
            output = self._finished(output)
        language = self._current(config)
        if template_name in UNPLACED and language is not self.edition.atlas.languages[0]:
            write(Path(config.site_dir, language.code, template_name), output)
            return ""  # MkDocs writes no empty page; none would mean: unchanged
        return output

    @event_priority(100)  # before i18n builds the next language
    def _write(self, *, config: MkDocsConfig) -> None:
        """Write what MkDocs does not know of, and index the full text of the language."""
        outputs, site = self.outputs(config), Path(config.site_dir)
        outputs.pages(self.config.work_pages)
        codes = [language.code for language in self.edition.atlas.languages]
        with indexing(site, outputs.language.code, codes) if self.indexes else nullcontext():
            outputs.others(self.config.work_pages)
        if self._processes.running:
            config.plugins["i18n"].building = True  # type: ignore[attr-defined]

    @event_priority(-200)  # after i18n has built every language
    def _finish(self, *, config: MkDocsConfig) -> None:
        """Once all pages stand, do what is done for all languages together."""
        i18n: Any = config.plugins["i18n"]
        site = Path(config.site_dir)
        if self._processes.running:
            failed = self._processes.wait()
            i18n.building = False
            if failed:
                raise PluginError(f"the pages of {', '.join(failed)} were not built")
        if not i18n.building:
            self._cache.prune()
            atlas, address, renderer = (
                self.edition.atlas,
                self.edition.address,
                self.edition.renderer,
            )
            write_redirects(atlas, address, renderer, site, self._finished, write)
            if not self._serving:
                self._write_for_hosts(site)
            if self.indexes:
                join_indexes(site)
                tell_sizes(site)
            if not self._serving:
                write_worker(atlas, site, config.extra["modules"])

    def _write_for_hosts(self, site: Path) -> None:
        """Write what a host can be told: headers, redirects, and all of it for nginx."""
        atlas, address = self.edition.atlas, self.edition.address
        files = header_files(self._first) | host_files(atlas, address)
        parts = (files[f"{kind}/nginx.conf"] for kind in ("headers", "redirects"))
        files["server/nginx.conf"] = nginx_server(atlas, address, *parts)
        for path, text in files.items():
            write(site / path, text)

    on_post_build = CombinedEvent(_write, _finish)

    def on_build_error(self, *, error: Exception) -> None:
        """End what was split off."""
        self._processes.end()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Rebuild when the library or a template changes."""
        for folder in ("bibliography", "overrides"):
            server.watch(str(self.edition.root / folder))
        return server

    def outputs(self, config: MkDocsConfig) -> Outputs:
        """What MkDocs does not build, in the language that it now builds."""
        language = self._current(config)
        made = partial(self._made_frame, language, config)
        return Outputs(self.edition, language, Path(config.site_dir), made)

    def _made_frame(self, language: Language, config: MkDocsConfig) -> Frame:
        """The frame of the pages of a language that are made from data."""
        if language.code not in self._frames:
            html = frame(self.edition, language, self._env, self._nav, self._files, config)
            self._frames[language.code] = Frame(self._finished(html))
        return self._frames[language.code]

    def shape(self, language: Language) -> object:
        """All that MkDocs' files and navigation of a language depend on."""
        whole = self.edition.whole
        pages = [(page.path, page.title, page.only) for page in whole.pages]
        ways = [(one.slug, one.way, one.order, one.draft) for one in whole.directions]
        looks = (self.edition.root / "overrides/assets").rglob("*.*s")
        styles = [(path.name, path.read_bytes()) for path in sorted(looks)]
        return (language, pages, ways, whole.files, styles)

    def title(self, file: File) -> str:
        """The title of a page that MkDocs has not read."""
        code, _, rest = file.src_uri.partition("/")
        return self.edition.whole.title(code, rest.removesuffix(".md")).text

    def resume(self, nav: Navigation, files: Files, env: Environment) -> None:
        """Go on with what MkDocs had of a language."""
        self._nav, self._files, self._env = nav, files, env

    def _language(self, page: MkDocsPage) -> Language:
        """The language that a page is for, whatever it is written in."""
        return self.edition.language(page.file.src_uri.partition("/")[0])

    def _current(self, config: MkDocsConfig) -> Language:
        i18n: Any = config.plugins["i18n"]
        return self.edition.language(i18n.current_language)
