"""The MkDocs plugin: checks first, then pages with addresses, citations, references, components."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from qiusuo import checks
from qiusuo.diagnostics import Report
from qiusuo.explain import rules
from qiusuo.handbook import handbook
from qiusuo.model import WAYS, Atlas, History, Language, Page
from qiusuo.site import style_sheet, tokens
from qiusuo.site.dating import dated
from qiusuo.site.files import write_feed, write_pages, write_shared, write_terms
from qiusuo.site.foreign import ForeignRuns
from qiusuo.site.full_text import index_full_text
from qiusuo.site.made_pages import Frame, frame, write_topic_pages, write_work_pages
from qiusuo.site.markup import BlockAddresses, prepare
from qiusuo.site.navigation import escape_titles, navigation
from qiusuo.site.originals import add_originals, mark_titles
from qiusuo.site.policy import hashes, header_files, with_policy
from qiusuo.site.redirects import host_files, write_redirects
from qiusuo.site.registry import AtlasRegistry
from qiusuo.site.render import Renderer
from qiusuo.site.sanitise import sanitise
from qiusuo.site.server import nginx_server
from qiusuo.site.share_pictures import SharePictures
from qiusuo.site.size import tell_sizes
from qiusuo.site.worker import write_worker
from qiusuo.source import load
from qiusuo.source.history import read_history
from qiusuo.views.address import Addresses
from qiusuo.views.atlas_entry import atlas_list
from qiusuo.views.atlas_picture import ATLAS, HOME, atlas_picture
from qiusuo.views.chooser import chooser_view
from qiusuo.views.citation import PageReferences
from qiusuo.views.claim_row import claim_rows, tallies
from qiusuo.views.comparison import SORTED, comparison
from qiusuo.views.direction_card import direction_card, meter, way_cards
from qiusuo.views.finding import findings
from qiusuo.views.glossary import glossary, topic_cards
from qiusuo.views.library import choices, library_by_year, verification
from qiusuo.views.locator import locator
from qiusuo.views.occurrence import UNEXPLAINED, Occurrences
from qiusuo.views.rule_card import rule_page
from qiusuo.views.share_picture import share
from qiusuo.views.site_page import SitePage, site_page, sitemap
from qiusuo.views.status import status
from qiusuo.views.timeline import timeline
from qiusuo.views.timeline_picture import narrow_picture, wide_picture
from qiusuo.views.translation import newer_versions, translation
from qiusuo.views.voice_label import voice_labels
from qiusuo.views.weights import points_view, weights_view

log = get_plugin_logger("qiusuo")

#: Pages that take the whole width.
_WIDE = ("index", "atlas", "timeline", "compare", "choose")
_H1_END = re.compile(r"</h1>")
#: Interface strings that scripts say; their placeholders stay for the script to fill in.
_SCRIPT_WORDS = (
    *("copy_bibtex", "copied", "copy_failed", "close", "open_work", "card_failed", "formerly"),
    *("references", "filter_found", "filter_none"),
    *("search_hint", "search_nothing", "search_failed", "search_partial", "search_other"),
    *("search_own", "search_count", "search_spelled", "search_term"),
    *("from_disk", "from_disk_short"),
    *("picture_neighbours", "picture_tie", "tie_count", "list_comma"),
    *("kind_direction", "kind_page", "kind_work", "kind_term"),
    *("compare_sorted", "compare_picked", "compare_pick_more", "compare_full", "compare_drop"),
    *("choose_first", "choose_points"),
    "side_by_side_failed",
)


#: Pages that are shown at the address of another.
_UNPLACED = ("404.html", "offline.html")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class QiusuoConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings: the project's files say it all."""


class QiusuoPlugin(BasePlugin[QiusuoConfig]):  # type: ignore[no-untyped-call]
    """Makes the site of an atlas; its neighbours are i18n, bibtex and search."""

    def __init__(self) -> None:
        super().__init__()
        self._atlas = Atlas()  # what is published
        self._whole = Atlas()  # the drafts too
        self._report = Report()
        self._serving = False
        self._kept = False
        self._root = Path()
        self._history = History()
        self._extension = BlockAddresses()
        self._scripts: set[str] = set()  # the hashes of those that stand in pages
        self._foreign = ForeignRuns()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Its being here makes MkDocs keep this plugin between rebuilds."""
        self._serving = command == "serve"
        self._atlas = Atlas()

    @event_priority(100)  # before i18n, which reads the navigation we set
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the atlas once per build, and hand each neighbour what it needs."""
        i18n: Any = config.plugins["i18n"]
        if not i18n.building:  # i18n builds its further languages from within
            self._root = Path(config.config_file_path).parent
            self._scripts.clear()
            atlas, findings = load(self._root)
            self._report = Report.of([*findings, *checks.check(atlas, findings)])
            # A preview goes on with the content that was last without errors, if there was any.
            self._kept = bool(self._report.errors and self._serving and self._atlas.pages)
            if self._kept:
                log.error(
                    "the content has errors; the preview shows what stood before\n%s",
                    self._report.as_text(),
                )
            else:
                if self._serving and self._report.warnings:
                    log.info("the content has warnings\n%s", self._report.as_text())
                self._whole, self._atlas = atlas, atlas.published
                self._occurrences = Occurrences(atlas)
                self._history = read_history(self._root)
                if self._history.why:
                    log.info("the feeds date by year, since %s", self._history.why)
            self._agree_on_languages(i18n)
            self._sheets = [str(sheet) for sheet in config.extra_css]
            self._pictures = SharePictures(self._atlas, self._root, config.site_url or "")
        config.extra_css = [style_sheet.STYLE_SHEET]
        for language in self._atlas.languages:
            for settings in i18n.config.languages:
                if settings.locale == language.code:
                    settings.nav = navigation(self._atlas, language)
        bibtex: Any = config.plugins["bibtex"]
        bibtex.registry = AtlasRegistry(self._atlas)
        bibtex.last_configured = float("inf")  # so that it keeps the registry it has
        extensions: list[Any] = config.markdown_extensions
        for extension in (self._extension, self._foreign):
            if extension not in extensions:
                extensions.append(extension)
        self._renderer = Renderer(self._root / "overrides")
        config.theme.static_templates.add("offline.html")
        # A preview is never kept: what it shows is of the moment.
        config.extra["worker"] = not self._serving
        return config

    def _agree_on_languages(self, i18n: Any) -> None:
        """Refuse to build other languages than the content has, or to serve another at the root."""
        ours = [language.code for language in self._atlas.languages]
        theirs = i18n.build_languages
        if ours and (set(theirs) != set(ours) or i18n.default_language != ours[0]):
            raise PluginError(
                f"mkdocs.yml builds {', '.join(theirs)} with {i18n.default_language} at the root, "
                f"but docs/languages has {', '.join(ours)}, the first at the root"
            )

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Refuse to build what has errors, before MkDocs empties the site's folder."""
        if self._report.errors and not self._kept:
            raise PluginError("the content has errors\n" + self._report.as_text())

    @event_priority(-200)  # after i18n has kept those of the language that it builds
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add originals and the style sheet; keep drafts out of the navigation."""
        add_originals(self._whole, self._current(config), files, config)
        style_sheet.join(self._sheets, self._root / "overrides", files, config)
        for file in files.documentation_pages():
            if file.src_uri.partition("/")[2].removesuffix(".md") in self._whole.drafts:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        return files

    @event_priority(100)  # before bibtex, which reads what we leave of the text
    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's text without our marks."""
        source = self._page(page)
        self._foreign.page = source
        if source is None:
            self._extension.page = None
            return markdown
        language = self._language(page)
        hidden = ["navigation", "toc"] if source.slug in _WIDE else ["navigation"]
        if page.parent is None or source.slug in _WIDE:  # there is nothing beside it
            page.meta.setdefault("hide", hidden)
        if source.language != language.code:  # its headings are not in the reader's language
            page.meta["hide"] = [*page.meta.get("hide", []), "toc"]
        self._extension.page = source
        self._extension.labelled = set(self._labels(source, language))
        self._extension.newer = set(self._newer(source, language))
        has_glossary = "glossary" in self._atlas.pair_by_slug
        self._extension.terms = (
            self._occurrences.patterns(source.language)
            if has_glossary and source.slug not in UNEXPLAINED
            else None
        )
        return prepare(source)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's HTML with tokens turned into components."""
        source = self._page(page)
        if source is None:
            return html
        html = sanitise(html)
        language = self._language(page)
        references = PageReferences(self._atlas, language, source.slug)
        wanted = [citation.key for citation in source.citations]
        html = self._components(html, source, language)
        html = self._cite(html, references, wanted, source)
        labels, newer = self._labels(source, language), self._newer(source, language)
        html = tokens.LABELLED.sub(
            lambda found: self._spoken(
                self._renderer.html("voice-label", label=labels[found[1]], t=language),
                *(source, language, "span"),
            ),
            html,
        )
        html = tokens.BEHIND.sub(
            lambda found: self._spoken(
                self._renderer.html("newer", versions=newer[found[1]], t=language),
                *(source, language),
            ),
            html,
        )
        html = self._link_terms(html, source, language)
        html = html.replace(tokens.SHIELD, "")
        html = self._head(html, source, language)
        if source.language != language.code:
            frame = self._frame(language, source, config)
            html = self._renderer.html(
                "original", notice=frame.notice, text=Markup(html), t=language
            )
        items = references.items()
        if items:
            title = language.say("references")
            direction = self._direction(source)
            published = direction and not direction.draft
            exports = self._exports(source, language) if published else None
            html += self._renderer.html(
                "references", items=items, title=title, exports=exports, t=language
            )
            chapters = page.toc.items[0].children if page.toc.items else page.toc.items
            chapters.append(AnchorLink(str(escape(title)), "references", 2))
        return html

    @staticmethod
    def _spoken(html: str, source: Page, language: Language, element: str = "div") -> str:
        """A component in the reader's language, within a page that may be in another."""
        if source.language == language.code or not html:
            return html
        return f'<{element} lang="{language.code}">{html}</{element}>'

    def _cite(self, html: str, references: PageReferences, wanted: list[str], source: Page) -> str:
        met: list[str] = []

        def replace(found: re.Match[str]) -> str:
            keys = found[2].split(";")
            met.extend(keys)
            marks = [references.mark(key) for key in keys]
            name = "reading-step" if found[1] else "citation"
            return self._renderer.html(name, marks=marks)

        html = tokens.CITED.sub(replace, html)
        if met != wanted:
            raise PluginError(
                f"{source.path}: mkdocs-bibtex found {len(met)} citations, the checks "
                f"{len(wanted)}; look for brackets around @ that are no citation"
            )
        return html

    def _link_terms(self, html: str, source: Page, language: Language) -> str:
        addresses = Addresses.of(self._atlas)
        here, there = (language.code, source.slug), (language.code, "glossary")
        return tokens.TERMED.sub(
            lambda found: self._renderer.html(
                "term",
                slug=found[1],
                text=unescape(found[2]),
                url=addresses.between(here, there, found[1]),
            ),
            html,
        )

    def _components(self, html: str, source: Page, language: Language) -> str:
        direction = self._direction(source)
        if direction is not None:
            meters = {
                key: self._spoken(
                    self._renderer.html("meter", meter=meter(language, direction, key)),
                    *(source, language, "span"),
                )
                for key in direction.barriers
            }
            html = tokens.METERED.sub(lambda found: meters.get(found[1], ""), html)
        html = tokens.METERED.sub("", html)
        return tokens.PLACED.sub(
            lambda found: self._spoken(
                self._component(found[1], found[2], source, language), source, language
            ),
            html,
        )

    def _component(self, name: str, argument: str, source: Page, language: Language) -> str:
        atlas, slug = self._atlas, source.slug
        if name == "ways":
            pictures = [atlas_picture(atlas, language, slug, frame) for frame in HOME]
            more = Addresses.of(atlas).between((language.code, slug), (language.code, "atlas"))
            known = atlas.shown(language.code, "atlas") is not None
            return self._renderer.html(
                "ways", pictures=pictures, more=more if known else "", t=language
            )
        if name == "atlas":
            pictures = [atlas_picture(atlas, language, slug, frame) for frame in ATLAS]
            entries = atlas_list(atlas, language, slug)
            return self._renderer.html("atlas", pictures=pictures, list=entries, t=language)
        if name == "timeline":
            line = timeline(atlas, language, slug)
            both = (narrow_picture(line), wide_picture(line))
            return self._renderer.html("timeline", line=line, pictures=both, t=language)
        if name == "directions":
            ways = [way for way in way_cards(atlas, language, slug) if way.way == argument]
            return self._renderer.html("directions", ways=ways, t=language)
        if name == "claims":
            rows = claim_rows(atlas, language, argument, slug)
            year = max((d.edited for d in atlas.directions), default=0)
            return self._renderer.html("claims", rows=rows, year=year, t=language)
        if name == "outcomes":
            return self._renderer.html("outcomes", tallies=tallies(atlas, language), t=language)
        if name == "works":
            years = library_by_year(atlas, language, slug)
            filters = choices(atlas, language, years)
            count = len(atlas.works)
            addresses = Addresses.of(atlas)
            there = (addresses.first_language, "exports")
            exports = addresses.between((language.code, slug), there)
            return self._renderer.html(
                "works",
                years=years,
                count=count,
                f=filters,
                exports=exports,
                report=verification(atlas, language, slug),
                t=language,
            )
        if name == "glossary":
            terms = glossary(atlas, language, slug, self._occurrences)
            return self._renderer.html("glossary", terms=terms, t=language)
        if name == "topics":
            topics = topic_cards(atlas, language, slug)
            return self._renderer.html("topics", topics=topics, t=language)
        if name == "translation":
            report = translation(atlas, language, slug)
            return self._renderer.html("translation", report=report, t=language)
        if name == "status":
            date = dated(self._history, language)
            told = status(atlas, self._report, len(rules()), language, slug, date)
            return self._renderer.html("status", status=told)
        if name == "rules":
            page = rule_page(rules().values(), handbook(), atlas.languages, language)
            return self._renderer.html("rules", page=page, title=source.title, t=language)
        if name == "search":
            return self._search_box(language, slug, page=True)
        if name == "compare":
            directions = comparison(atlas, language, slug)
            return self._renderer.html("compare", directions=directions, sorted=SORTED, t=language)
        if name == "choose" and atlas.chooser is not None:
            chooser = chooser_view(atlas, atlas.chooser, language, slug)
            return self._renderer.html("choose", chooser=chooser, t=language)
        if name == "weights" and atlas.chooser is not None:
            weights = weights_view(atlas, atlas.chooser, language, slug)
            return self._renderer.html("weights", weights=weights, t=language)
        if name == "points" and atlas.chooser is not None:
            groups = points_view(atlas, atlas.chooser, language, slug)
            return self._renderer.html("points", groups=groups, t=language)
        raise PluginError(f"{source.path}: no component {name}")

    def _search_box(self, language: Language, slug: str, page: bool = False, root: str = "") -> str:
        """The search field; `slug` is the page it stands on, empty where `root` is its address."""
        addresses = Addresses.of(self._atlas)
        here = (language.code, slug)
        home, results = (addresses.first_language, "index"), (language.code, "search")
        base, action = addresses.between(here, home), addresses.between(here, results)
        if root:
            base, action = root, root + addresses.path(*results)
        return self._renderer.html(
            "search",
            base="./" if base == "#" else base,
            action="./" if action == "#" else action,
            page=page,
            id="search-results-page" if page else "search-results",
            ways=[(way, language.name_of("ways", way)) for way in WAYS],
            topics=topic_cards(self._atlas, language, slug) if not root else (),
            t=language,
        )

    def _findings(self, language: Language, slug: str, path: str = "") -> str:
        """In the preview, what is wrong with the content."""
        if not (self._serving and self._report.faults):
            return ""
        return self._renderer.html(
            "findings",
            findings=findings(self._report, self._atlas, language, slug, path),
            errors=len(self._report.errors),
            warnings=len(self._report.warnings),
            kept=self._kept,
            t=language,
        )

    def _exports(self, source: Page, language: Language) -> str:
        """The link to the folder of a page's exports, which stand in the first language's."""
        addresses = Addresses.of(self._atlas)
        here, there = (language.code, source.slug), (addresses.first_language, source.slug)
        return "" if here == there else addresses.between(here, there)

    def _head(self, html: str, source: Page, language: Language) -> str:
        """Set what stands between a page's title and its text."""
        direction = self._direction(source)
        head, banner = "", ""
        if direction is not None:
            if direction.draft:
                banner = self._renderer.html("draft", file=direction.span.path, t=language)
            card = direction_card(self._whole, language, direction, source.slug)
            where = locator(self._whole, language, direction, source.slug)
            head = self._renderer.html("direction-facts", card=card, l=where, t=language)
        elif any(block.voice.of_essay for block in source.blocks):
            head = self._renderer.html("voice-note", year=self._year(source), t=language)
        head = self._spoken(head, source, language)
        html = _H1_END.sub(lambda found: found[0] + head, html, count=1) if head else html
        return self._spoken(banner, source, language) + html

    @event_priority(60)  # before i18n turns the alternates to this page's
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """What the page's frame needs of the atlas."""
        source = self._page(page)
        language = self._language(page) if source else self._atlas.languages[0]
        added: Any = context
        added["qiusuo"] = self._frame(language, source, config)
        added["words"] = self._words(language)
        slug, path = (source.slug, source.path) if source else ("index", "")
        picture = self._pictures.url(language, slug)
        added["share"] = share(self._whole, language, slug, picture)
        added["findings"] = self._findings(language, slug, path)
        added["search_box"] = self._search_box(language, source.slug if source else "index")
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """What the 404 page and the sitemap need of the atlas."""
        added: Any = context
        added["qiusuo"] = self._frame(self._current(config), None, config)
        added["words"] = self._words(self._current(config))
        root = urlsplit(config.site_url or "/").path or "/"
        added["search_box"] = self._search_box(self._current(config), "index", root=root)
        if template_name == "offline.html":  # shown at any address, like a 404 page
            added["base_url"] = root
        if template_name == "sitemap.xml":
            added["sitemap"] = sitemap(self._atlas, config.site_url or "/")
        return context

    @event_priority(-100)  # after all others
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page with its policy."""
        return self._guarded(output)

    def _guarded(self, html: str) -> str:
        """A page with its policy; the preview has none, since MkDocs adds a script to it."""
        if self._serving:
            return html
        self._scripts |= hashes(html)
        return with_policy(html)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Keep each language's pages without an address of their own in its folder."""
        if template_name.endswith(".html"):
            output = self._guarded(output)
        language = self._current(config)
        if template_name in _UNPLACED and language is not self._atlas.languages[0]:
            target = Path(config.site_dir, language.code, template_name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(output, encoding="utf-8")
            return ""  # MkDocs writes no empty page; none would mean: unchanged
        return output

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation for the pages that MkDocs does not build."""
        mark_titles(self._atlas, self._current(config), nav)
        self._nav, self._files = nav, files
        return nav

    @event_priority(100)  # before i18n builds the next language
    def _write_made(self, *, config: MkDocsConfig) -> None:
        """Write what MkDocs does not know of: made pages, exports, cards, Markdown copies."""
        atlas, language, site = self._atlas, self._current(config), Path(config.site_dir)
        box = self._search_box(language, "made/slug")
        said = self._words(language)
        panel = self._findings(language, "made/slug")
        made = frame(
            atlas,
            language,
            self._env,
            self._nav,
            self._files,
            config,
            said,
            box,
            panel,
            self._pictures,
        )
        html = Frame(self._guarded(made))
        write_work_pages(atlas, language, html, self._renderer, site, _write)
        write_topic_pages(atlas, language, html, self._renderer, site, self._occurrences, _write)
        write_pages(self._whole, language, site, _write)
        write_terms(atlas, language, site, _write)
        if not self._serving:
            files = header_files(self._scripts) | host_files(atlas, config.site_url or "/")
            parts = (files[f"{kind}/nginx.conf"] for kind in ("headers", "redirects"))
            files["server/nginx.conf"] = nginx_server(atlas, config.site_url or "/", *parts)
            for path, text in files.items():
                _write(site / path, text)
        write_feed(atlas, language, self._history, config.site_url or "/", site, _write)
        self._pictures.write(language, site)
        if language is atlas.languages[0]:
            write_shared(atlas, config.site_url or "/", self._occurrences, site, _write)
            write_redirects(
                atlas, config.site_url or "/", self._renderer, site, self._guarded, _write
            )

    @event_priority(-200)  # after i18n has built every language
    def _index(self, *, config: MkDocsConfig) -> None:
        """Index the full text once all pages stand, and tell the worker what to keep."""
        i18n: Any = config.plugins["i18n"]
        if not i18n.building:
            index_full_text(Path(config.site_dir))
            addresses = Addresses.of(self._atlas)
            pages = [addresses.path(one.code, "status") for one in self._atlas.languages]
            tell_sizes(Path(config.site_dir), pages)
            if config.extra["worker"]:
                write_worker(self._atlas, Path(config.site_dir))

    on_post_build = CombinedEvent(_write_made, _index)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Rebuild when the library or a template changes."""
        for folder in ("bibliography", "overrides"):
            server.watch(str(self._root / folder))
        return server

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are read: make their titles fit for templates, and remember the environment."""
        escape_titles(self._nav.items)
        escape_titles(page for file in files if (page := file.page) and page.parent is None)
        self._env = env
        return env

    @staticmethod
    def _words(language: Language) -> dict[str, str]:
        """The words that scripts say."""
        words = {word: language.interface.get(word, word) for word in _SCRIPT_WORDS}
        return words | {f"way_{way}": language.name_of("ways", way) for way in WAYS}

    def _frame(self, language: Language, source: Page | None, config: MkDocsConfig) -> SitePage:
        return site_page(self._whole, language, source, config.site_url or "/")

    def _page(self, page: MkDocsPage) -> Page | None:
        """The page as the readers of its language get it."""
        code, _, rest = page.file.src_uri.partition("/")
        return self._whole.shown(code, rest.removesuffix(".md"))

    def _language(self, page: MkDocsPage) -> Language:
        """The language that a page is for, whatever it is written in."""
        code = page.file.src_uri.partition("/")[0]
        return self._atlas.language(code) or self._atlas.languages[0]

    def _current(self, config: MkDocsConfig) -> Language:
        i18n: Any = config.plugins["i18n"]
        code = i18n.current_language
        return next(
            (lang for lang in self._atlas.languages if lang.code == code), self._atlas.languages[0]
        )

    def _direction(self, page: Page) -> Any:
        slug = page.slug.removeprefix("directions/")
        return self._whole.direction(slug) if slug != page.slug else None

    def _year(self, page: Page) -> int:
        direction = self._direction(page)
        years = [direction] if direction else self._atlas.directions
        return max((found.edited for found in years), default=2026)

    def _labels(self, page: Page, language: Language) -> Any:
        return voice_labels(self._atlas, language, page, self._year(page))

    def _newer(self, page: Page, language: Language) -> Any:
        return newer_versions(self._whole, language, page)
