"""A copy of the built site that opens from disk, as a zip: every link names a file."""

import posixpath
import re
import zipfile
from collections.abc import Collection
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

NAME = "qiusuo-offline.zip"
_FOLDER = "qiusuo"

#: What only a server can use, and what serves Material's own search and its developers.
_LEFT_OUT = re.compile(
    r"(?:.*/)?(?:404|offline)\.html|(?:.*/)?opensearch\.xml|(?:.*/)?atom\.xml|sitemap\.xml(?:\.gz)?"
    r"|sw\.js|.*\.map|assets/javascripts/(?:lunr|workers)/.*"
)
_LINK = re.compile(r'\b(href|src|action)="([^"]*)"')
#: Links to what is not in the copy: the head's, and the list of what can be taken along.
_ELSEWHERE = re.compile(
    r'<link rel="(?:search|alternate)" type="[^"]*"[^>]*>\n?|<p class="take-along">.*?</p>'
    r'| data-worker="[^"]*"',
    re.DOTALL,
)
#: Says on the page why it does not search.
_TELLS = '<script defer src="{}assets/javascripts/from-disk.js"></script>\n'
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows, so that bytes stay the same


def write_offline_copy(site: Path, site_url: str, target: Path) -> None:
    """Write the copy of `site`, which is served at `site_url`, to the file `target`."""
    root = urlsplit(site_url).path.rstrip("/") + "/"
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = [name for name in names if not _LEFT_OUT.fullmatch(name)]
    known = frozenset(names)
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            data = (site / name).read_bytes()
            if name.endswith(".html"):
                data = from_disk(data.decode(), name, known, root).encode()
            entry = zipfile.ZipInfo(f"{_FOLDER}/{name}", _EARLIEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def from_disk(html: str, name: str, known: Collection[str], root: str) -> str:
    """The page `name` with its links to folders, and from the host's root, as links to files."""

    def replace(found: re.Match[str]) -> str:
        link = unescape(found[2])
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            return found[0]
        path = unquote(parts.path)
        if path.startswith(root):
            path = "/" + path.removeprefix(root)
        elif path.startswith("/"):
            return found[0]
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path)).strip("/")
        if target not in known:
            target = posixpath.join(target, "index.html")
        if target not in known:
            return found[0]
        file = quote(posixpath.relpath(target, posixpath.dirname(name) or "."))
        return f'{found[1]}="{escape(parts._replace(path=file).geturl())}"'

    html = _ELSEWHERE.sub("", html).replace("</body>", f"{_TELLS.format(escape(root))}</body>")
    return _LINK.sub(replace, html)
