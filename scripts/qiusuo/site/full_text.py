"""The full-text index, by pagefind, over the pages as they were built.

The pages of each language are indexed by a program of their own, while the rest of its files are
written; those of a large site after all else, since a program takes some 60 kB of memory for each.
pagefind keeps languages apart, so that these parts are put together as they are.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from pagefind_bin_extended import get_executable

from qiusuo.site.processes import end_with

#: What pagefind's own interface needs and ours does not.
_UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-worker.js")
#: The beginning of the names of the folders that have parts, and the file that each has.
_PART, _ENTRY = ".pagefind-", "pagefind-entry.json"


def index_full_text(site: Path, languages: Sequence[str]) -> None:
    """Index the pages of one language after the other; the first of them stands at the root."""
    for language in languages:
        with indexing(site, language, languages):
            pass
    join_indexes(site)


@contextmanager
def indexing(site: Path, language: str, languages: Sequence[str]) -> Iterator[None]:
    """Index the pages of one of the languages during a block.

    These are those with ``data-pagefind-body``, of which there has to be one. `join_indexes` must
    follow once all are indexed.
    """
    folder = "" if language == languages[0] else language
    others = languages[1:]
    part = site / f"{_PART}{folder}"
    command = [str(get_executable()), "--site", str(site), "--silent"]
    command += ["--glob", _pages(site, folder, others), "--output-path", str(part)]
    ending = partial(end_with, os.getpid()) if hasattr(os, "fork") else None
    out, both = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(command, stdout=out, stderr=both, preexec_fn=ending) as process:
        try:
            yield
        except BaseException:
            process.kill()
            raise
        said = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode:
        raise PluginError(f"pagefind could not index the site: {said.strip()[-500:]}")


def _pages(site: Path, folder: str, others: Collection[str]) -> str:
    """The pattern of the pages below a folder or, without one, below all others of the site; in
    pagefind's form, which has no exceptions."""
    if folder:
        return f"{_literal(folder)}/**/*.html"
    below = [path.name for path in site.iterdir() if path.is_dir() and path.name not in others]
    kept = [f"{_literal(name)}/**/*.html" for name in sorted(below) if not name.startswith(".")]
    return f"{{{','.join(['*.html', *kept])}}}"


def _literal(name: str) -> str:
    return re.sub(r"[?*$:<>()\[\]{},\\]", r"\\\g<0>", name)


def join_indexes(site: Path) -> None:
    """Put the parts that were indexed into the folder ``pagefind``."""
    whole = site / "pagefind"
    entry: dict[str, Any] = {}
    languages: dict[str, Any] = {}
    for part in sorted(site.glob(f"{_PART}*")):
        for pattern in _UNUSED:
            for path in part.glob(pattern):
                path.unlink()
        entry = json.loads((part / _ENTRY).read_text(encoding="utf-8"))
        languages |= entry["languages"]
        whole.mkdir(exist_ok=True)
        for path in sorted(part.rglob("*")):
            target = whole / path.relative_to(part)
            if path.is_dir():
                target.mkdir(exist_ok=True)
            else:
                path.replace(target)
        shutil.rmtree(part)
    if entry:
        # pagefind names the languages in any order; the same pages are to give the same bytes.
        told = json.dumps(entry | {"languages": languages}, sort_keys=True, separators=(",", ":"))
        (whole / _ENTRY).write_text(told, encoding="utf-8")
