"""The browser's scripts as they are sent: ours without comments, and none of Material's."""

import re
from functools import lru_cache
from pathlib import Path

import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from qiusuo.site.first_sight import SCRIPT

_FOLDER = "assets/javascripts/"
_STATIC_IMPORT = re.compile(r'^import [^"]*"\./([\w-]+\.js)";$', re.MULTILINE)


def replace(overrides: Path, files: Files, config: MkDocsConfig) -> None:
    """Put our scripts without comments in their places, and take Material's away."""
    ours = overrides / _FOLDER
    for file in list(files):
        if not file.src_uri.startswith(_FOLDER):
            continue
        path = Path(str(file.abs_src_path))
        files.remove(file)
        if path.is_relative_to(ours) and file.src_uri != SCRIPT:  # that stands in each page
            text = shortened(path.read_text(encoding="utf-8"))
            files.append(File.generated(config, file.src_uri, content=text))


@lru_cache(maxsize=128)
def shortened(text: str) -> str:
    """A script without its comments and most of its spaces; it does the same."""
    return f"{rjsmin.jsmin(text)}\n"


def needed(overrides: Path, entry: str) -> list[str]:
    """The modules that a module always loads, itself left out: a page asks for all of them at once.

    What is imported only when it is needed (``import(…)``) is none of them.
    """
    found: list[str] = []
    waiting = [entry]
    while waiting:
        text = (overrides / waiting.pop(0)).read_text(encoding="utf-8")
        for name in _STATIC_IMPORT.findall(text):
            path = f"{_FOLDER}{name}"
            if path not in found and path != entry:
                found.append(path)
                waiting.append(path)
    return sorted(found)
