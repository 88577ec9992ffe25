"""A preview: every page is made when it is asked for, from content that is held in memory.

Nothing is ever out of date: what was made before the content changed is made anew. MkDocs' own
``serve``, which works too, builds everything after each change instead.
"""

import gc
import logging
import posixpath
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import watchdog.observers
from jinja2 import Environment
from mkdocs.commands import build as engine
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from qiusuo.model import Language
from qiusuo.site.compact import compact
from qiusuo.site.full_text import index_full_text
from qiusuo.site.navigation import escape_titles
from qiusuo.site.outputs import write
from qiusuo.site.plugin import UNPLACED, QiusuoPlugin
from qiusuo.site.redirects import write_redirects
from qiusuo.views.address import Addresses

_MADE = re.compile(r"(?P<kind>works|topics)/(?P<name>[^/]+)/index\.html")
#: How long a change waits for more of them, in seconds.
_PAUSE = 0.03
#: What is shown in the place of every page where there is no content without errors yet.
_FAULT = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The content has errors</title>
<body style="font: 1rem/1.5 sans-serif; margin: 2rem; color-scheme: light dark">
<h1>The site can not be shown yet</h1>
<pre style="white-space: pre-wrap">{}</pre>
<p>This page renews itself when a file changes.</p>
</body>
</html>
"""

log = get_plugin_logger("qiusuo")


@dataclass(frozen=True, slots=True)
class _Built:
    """What MkDocs knows of a language before any page is rendered.

    `shape` is all that it depends on; `pages` and `others` are the files by their address.
    """

    shape: object
    files: Files
    nav: Navigation
    env: Environment
    pages: dict[str, File]
    others: dict[str, File]


class Preview:
    """The site of a project in a folder of its own, each file made when it is asked for."""

    def __init__(self, root: Path, host: str = "127.0.0.1", port: int = 8000) -> None:
        self.site = Path(tempfile.mkdtemp(prefix="qiusuo-"))
        self.url = ""
        self._root = root.resolve()
        self._host = f"{host}:{port}"
        self._lock = threading.RLock()
        self._built: dict[str, _Built] = {}
        self._made: set[str] = set()
        self._state = self._indexed = 0
        self._indexing = threading.Lock()
        self._settings = self._fault = ""
        self._configure()

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.site, ignore_errors=True)

    def refresh(self) -> None:
        """Read what has changed; all that was made before is out of date."""
        with self._lock:
            if self._fault:  # it stands at every path that was asked for
                shutil.rmtree(self.site)
                self.site.mkdir()
            if self._settings != self._read_settings():
                self._configure()
            self._made.clear()
            self._state += 1
            self._i18n.building = False
            self._i18n.current_language = self._i18n.default_language
            self._fault = ""
            try:
                self._config.plugins.on_config(self._config)
                self._config.plugins.on_pre_build(config=self._config)
            except PluginError as error:
                self._fault = str(error)
                log.error("%s", error)

    def make(self, path: str) -> None:
        """Make the file at a path below the site's root, if it is one and is not up to date."""
        if path.startswith("pagefind/") and not self._fault:
            self._make_full_text()
            return
        with self._lock:
            if path in self._made:
                return
            self._made.add(path)
            if self._fault:
                if path.endswith(".html"):
                    write(self.site / path, _FAULT.format(escape(self._fault)))
                return
            language, rest = self._place(path)
            built = self._enter(language)
            made = _MADE.fullmatch(rest)
            if path in built.pages:
                self._make_page(built, built.pages[path])
            elif made:
                self._plugin.outputs(self._config).made(made["kind"], [made["name"]])
            elif rest in UNPLACED or path == "sitemap.xml":
                self._make_template(built, rest)
            elif path in built.others:
                built.others[path].copy_file(dirty=True)
            elif not rest.endswith("index.html"):
                self._make_beside(language, rest)
            else:  # where there was a page before, there may be none now
                (self.site / path).unlink(missing_ok=True)
                self._make_redirect(path)

    def _make_page(self, built: _Built, file: File) -> None:
        assert file.page is not None
        engine._populate_page(file.page, self._config, built.files)
        escape_titles([file.page])
        known = built.files.documentation_pages()
        engine._build_page(file.page, self._config, known, built.nav, built.env)

    def _make_template(self, built: _Built, name: str) -> None:
        engine._build_theme_template(name, built.env, built.files, self._config, built.nav)

    def _make_redirect(self, path: str) -> None:
        """The page that leads on from an address that a page had once, if the path is of one."""
        edition = self._plugin.edition
        moved = [one for one in edition.atlas.redirects if f"{one.old}index.html" == f"/{path}"]
        atlas = replace(edition.atlas, redirects=tuple(moved))
        write_redirects(atlas, self.url, edition.renderer, self.site, compact, write)

    def _make_beside(self, language: Language, rest: str) -> None:
        """What is no page; the search's first answers are made apart, since they are few."""
        outputs = self._plugin.outputs(self._config)
        if outputs.beside(rest):
            return
        if rest.startswith("search/"):
            name = rest.rpartition("/")[0]
            self._once(name, lambda: outputs.search(name))
        else:
            self._once(f"rest {language.code}", outputs.rest)

    def _once(self, name: str, make: Callable[[], object]) -> None:
        if f" {name}" not in self._made:  # no path begins with a blank
            self._made.add(f" {name}")
            make()

    def _make_full_text(self) -> None:
        """Index the full text, for which every page has to be there; others can be asked for then.

        A change in between begins a new index with the next question.
        """
        with self._indexing:
            if self._indexed == self._state:
                return
            state = self._state
            for path in self._pages():
                self.make(path)
            codes = [language.code for language in self._plugin.edition.atlas.languages]
            index_full_text(self.site, codes)
            self._indexed = state

    def _pages(self) -> list[str]:
        """The paths of all pages."""
        with self._lock:
            found: list[str] = []
            atlas = self._plugin.edition.atlas
            for language in atlas.languages:
                found += self._enter(language).pages
                made = [f"works/{key}" for key in atlas.works]
                made += [f"topics/{topic.slug}" for topic in atlas.topics]
                addresses = Addresses.of(atlas)
                found += [f"{addresses.path(language.code, slug)}index.html" for slug in made]
        return found

    def _place(self, path: str) -> tuple[Language, str]:
        """The language that a path is for, and the path below its root."""
        first, *others = self._plugin.edition.atlas.languages
        for language in others:
            if path.startswith(f"{language.code}/"):
                return language, path.removeprefix(f"{language.code}/")
        return first, path

    def _configure(self) -> None:
        self._settings = self._read_settings()
        self._config = load_config(str(self._root / "mkdocs.yml"), site_dir=str(self.site))
        mount = urlsplit(self._config.site_url or "/").path.strip("/")
        self.url = f"http://{self._host}/{mount}/" if mount else f"http://{self._host}/"
        self._config.site_url = self.url
        self._theme = deepcopy(dict(self._config.theme))
        self._config.plugins.on_startup(command="serve", dirty=False)
        self._plugin: QiusuoPlugin = self._config.plugins["qiusuo"]  # type: ignore[assignment]
        self._i18n: Any = self._config.plugins["i18n"]
        self._built.clear()

    def _read_settings(self) -> str:
        return (self._root / "mkdocs.yml").read_text(encoding="utf-8")

    def _enter(self, language: Language) -> _Built:
        """Let MkDocs and its plugins be those of a language, as i18n does to build it."""
        config, code = self._config, language.code
        if self._i18n.current_language != code or not self._i18n.building:
            self._i18n.building, self._i18n.current_language = True, code
            # i18n changes what it keeps of the theme, and so can not go back to a language.
            config.theme.update(deepcopy(self._theme))
            self._i18n.original_theme_configs.clear()
            config.plugins.on_config(config)
        shape = self._plugin.shape(language)
        built = self._built.get(code)
        if built is None or built.shape != shape:
            built = self._built[code] = self._prepare(shape, built.env if built else None)
        self._plugin.resume(built.nav, built.files, built.env)
        return built

    def _prepare(self, shape: object, env: Environment | None) -> _Built:
        """What MkDocs' build does before it renders the first page."""
        config = self._config
        files = get_files(config)
        fresh = env or config.theme.get_env()
        files.add_files_from_theme(fresh, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        nav = config.plugins.on_nav(nav, config=config, files=files)
        for file in files.documentation_pages():
            page = file.page or Page(None, file, config)
            if page.title is None:  # it has not been read, and others tell of it
                titled: Any = page
                titled.title = self._plugin.title(file)
        config.plugins.on_env(fresh, config=config, files=files)
        pages = {file.dest_uri: file for file in files.documentation_pages()}
        others = {file.dest_uri: file for file in files if file.dest_uri not in pages}
        return _Built(shape, files, nav, fresh, pages, others)


def serve(root: Path, host: str, port: int) -> int:
    """Serve a preview until it is interrupted; 2 where it can not be served at all."""
    gc.enable()  # this is no run of seconds
    logging.basicConfig(level=logging.INFO, format="%(levelname)-8s %(message)s")
    for noisy in ("mkdocs.plugins.mkdocs_static_i18n", "mkdocs.plugins.mkdocs_bibtex", "MARKDOWN"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        preview = Preview(root, host, port)
    except ConfigurationError as error:
        print(f"qiusuo: {error}", file=sys.stderr)
        return 2
    try:
        preview.refresh()
        server: Any = _Server(preview, host, port)
        for name in ("docs", "bibliography", "overrides", "mkdocs.yml"):
            if (root / name).exists():
                server.watch(str((root / name).resolve()))
        try:
            server.serve()
        except KeyboardInterrupt:
            print("the preview has ended")
        finally:
            server.shutdown()
    except OSError as error:
        print(f"qiusuo: {host}:{port}: {error.strerror}", file=sys.stderr)
        return 2
    finally:
        preview.close()
    return 0


class _Server(LiveReloadServer):
    """MkDocs' server, which has each file made before it serves it."""

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        super().__init__(preview.refresh, host, port, str(preview.site), urlsplit(preview.url).path)
        self.build_delay = _PAUSE
        self.observer: Any = watchdog.observers.Observer()  # the system tells; MkDocs' looks
        self.error_handler = self._error
        self._preview = preview

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Refresh when a file below a path is written; that it is read is no change."""
        handler = FileSystemEventHandler()
        changed: Any = handler
        changed.on_created = changed.on_modified = self._changed
        changed.on_moved = changed.on_deleted = self._changed
        self._watched_paths[path] = 1
        self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)

    def _changed(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            with self._rebuild_cond:
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

    def _serve_request(self, environ: Any, start_response: Any) -> Any:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(self.mount_path) and not path.startswith("/livereload/"):
            name = posixpath.normpath("/" + path.removeprefix(self.mount_path)).lstrip("/")
            if path.endswith("/") or "." not in posixpath.basename(name):
                name = posixpath.join(name, "index.html")
            self._preview.make(name)
        return super()._serve_request(environ, start_response)

    def _error(self, code: int) -> bytes | None:
        self._preview.make(f"{code}.html")
        page = self._preview.site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None
