"""Building the site beside the one that stands, and putting it in its place when it is whole."""

import gc
import logging
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qiusuo.both import Aside, able
from qiusuo.site.swap import beside, swap
from qiusuo.site.unchanged import Standing
from qiusuo.source import begin_reading
from qiusuo.source.memory import Memory

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

#: From how many pages on the full text is indexed after all else, and alone, to save memory.
_LARGE = 600


def build(root: Path, out: Path, offline: bool = False, book: bool = False) -> int:
    """Build the site of `root` into `out`; 0 when it is in place, 1 on findings, 2 otherwise.

    With `offline`, a copy to take along is made too; with `book`, the books; and every page offers
    what there is.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)-8s %(message)s")
    for noisy in ("mkdocs.plugins.mkdocs_static_i18n", "MARKDOWN"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    started = time.monotonic()
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    begun = begin_reading(root)  # while all else is being loaded
    gc.disable()  # there is little to collect, and all that stays would be looked at each time
    try:
        standing = Standing(root.resolve(), out, f"{offline=} {book=}")
        if standing.intact:
            print(f"nothing has changed: {out.name}/ stands as it was built")
            return 0
        if result := _build(root, out, begun, offline, book):
            return result
        standing.built()
    finally:
        gc.enable()
        if begun is not None:
            begun.close()
    pages = sum(1 for _ in out.rglob("*.html"))
    print(f"built {pages} pages into {out.name}/ in {time.monotonic() - started:.1f} s")
    return 0


def _build(root: Path, out: Path, begun: Aside[Memory] | None, offline: bool, book: bool) -> int:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from qiusuo.book.press import write_books
    from qiusuo.site.offline_copy import NAME, write_offline_copy

    fresh = Path(tempfile.mkdtemp(prefix=beside(out), dir=out.parent))
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(fresh), strict=True)
        config.extra["offline_copy"] = NAME if offline else ""
        config.extra["book"] = "book/qiusuo" if book else ""
        config.plugins.on_startup(command="build", dirty=False)
        plugin: Any = config.plugins["qiusuo"]
        plugin.begun = begun
        try:
            if able() and len(list(root.glob("docs/*/**/*.md"))) >= _LARGE:
                _build_large(config)
            else:
                mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
            plugin.begun = None
            gc.unfreeze()
        if offline:
            write_offline_copy(fresh, config.site_url or "/", fresh / NAME)
        if book and (result := write_books(root, fresh / "book", config.site_url or "/")):
            print("the site was not built; the one that stood is untouched", file=sys.stderr)
            return result
        fresh.chmod(0o755)
        swap(fresh, out)
    except Abort:
        print("the site was not built; the one that stood is untouched", file=sys.stderr)
        return 1
    except ConfigurationError as error:
        print(f"qiusuo: {error}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return 0


def _build_large(config: "MkDocsConfig") -> None:
    """Build by a process whose memory the system has back when the full text is indexed."""
    from mkdocs.exceptions import Abort

    from qiusuo.site.full_text import index_full_text
    from qiusuo.site.processes import Processes
    from qiusuo.site.size import tell_sizes

    plugin: Any = config.plugins["qiusuo"]
    plugin.indexes = False
    processes = Processes()
    processes.split("the site", partial(_collected, config))
    plugin.indexes = True  # MkDocs keeps its plugins for whatever is built next
    try:
        failed = processes.wait()
    except BaseException:
        processes.end()
        raise
    if failed:
        raise Abort("")
    i18n: Any = config.plugins["i18n"]
    site, first = Path(config.site_dir), i18n.default_language
    index_full_text(site, sorted(i18n.build_languages, key=lambda code: code != first))
    tell_sizes(site)


def _collected(config: "MkDocsConfig") -> None:
    """Build pages so many that what they leave would not fit."""
    from mkdocs.commands.build import build as mkdocs_build

    gc.enable()
    mkdocs_build(config)


def books(root: Path, out: Path) -> int:
    """Write the books of `root` into `out`; 0 when they are there, 1 on findings, 2 otherwise."""
    from mkdocs.config import load_config

    from qiusuo.book.press import write_books

    site_url = load_config(str(root / "mkdocs.yml")).site_url or "/"
    started = time.monotonic()
    result = write_books(root, out, site_url)
    if result == 0:
        print(f"wrote the books into {out.name}/ in {time.monotonic() - started:.1f} s")
    return result
