"""The full-text index, by pagefind, over the pages as they were built.

What pagefind reads of a language's pages is copied for a program of its own, which runs while the
rest of the language's files are written; for a large site after all else, since it takes some 60 kB
of memory for each page. pagefind keeps languages apart, so that these parts are put together as
they are.
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
#: The same of the folders that it reads.
_COPIES = ".pages-"
_BODY = " data-pagefind-body"
_REFERENCES = re.compile(
    r'<section class="references" data-pagefind-ignore.*?</section>', re.DOTALL
)


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
    part, copies = site / f"{_PART}{folder}", site / f"{_COPIES}{folder}"
    command = [str(get_executable()), "--site", str(copies), "--silent"]
    command += ["--output-path", str(part)]
    ending = partial(end_with, os.getpid()) if hasattr(os, "fork") else None
    out, both = subprocess.PIPE, subprocess.STDOUT
    try:
        _copy(site, folder, languages[1:], copies)
        with subprocess.Popen(command, stdout=out, stderr=both, preexec_fn=ending) as process:
            try:
                yield
            except BaseException:
                process.kill()
                raise
            said = process.communicate()[0].decode("utf-8", "replace")
    except BaseException:
        shutil.rmtree(copies, ignore_errors=True)
        raise
    if process.returncode:
        raise PluginError(f"pagefind could not index the site: {said.strip()[-500:]}")


def _copy(site: Path, folder: str, others: Collection[str], copies: Path) -> None:
    """Copy what pagefind reads of the pages below a folder or, without one, below all others of
    the site: whole pages, lists among them, would take a quarter longer."""
    shutil.rmtree(copies, ignore_errors=True)  # of a build that was killed
    copies.mkdir()
    for here, folders, names in os.walk(site / folder):
        place = Path(here)
        if place == site:
            folders[:] = [name for name in folders if name[0] != "." and name not in others]
        folders.sort()
        for name in sorted(names):
            if name.endswith(".html"):
                text = _indexed((place / name).read_text(encoding="utf-8"))
                if text:
                    target = copies / place.relative_to(site) / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(text, encoding="utf-8")


def _indexed(page: str) -> str:
    """The page's text with its language, without the references; nothing if it is not indexed."""
    mark, end = page.find(_BODY), page.rfind("</article>")
    if mark < 0 or end < mark:
        return ""
    html = page.index("<html")
    opening = page[html : page.index(">", html) + 1]
    return f"{opening}<body>{_REFERENCES.sub('', page[page.rindex('<', 0, mark) : end])}"


def join_indexes(site: Path) -> None:
    """Put the parts that were indexed into the folder ``pagefind``; the copies go."""
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
    # Not before: without a journal, ext4 takes long to make a file where many were removed lately.
    for copies in site.glob(f"{_COPIES}*"):
        shutil.rmtree(copies)
    if entry:
        # pagefind names the languages in any order; the same pages are to give the same bytes.
        told = json.dumps(entry | {"languages": languages}, sort_keys=True, separators=(",", ":"))
        (whole / _ENTRY).write_text(told, encoding="utf-8")
