"""The addresses that lead on: a page for each, and lines for hosts that redirect by themselves.

A page is there on every host. It asks the browser to go on, names the new address to whoever counts
links, and has a link for readers whose browser stays.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from qiusuo.model import Atlas
from qiusuo.site.render import Renderer
from qiusuo.views.redirect import moved

_HEAD = "# The addresses that pages had once; docs/redirects.yml has them.\n"


def write_redirects(
    atlas: Atlas,
    site_url: str,
    renderer: Renderer,
    site: Path,
    guarded: Callable[[str], str],
    write: Callable[[Path, str], None],
) -> None:
    """Write the pages that lead on; `guarded` gives a page its policy."""
    for one in moved(atlas, site_url):
        html = renderer.html("moved", moved=one, t=one.language) + "\n"
        write(site / one.path / "index.html", guarded(html))


def host_files(atlas: Atlas, site_url: str) -> dict[str, str]:
    """The redirects as hosts read them, each file by its path in the site.

    ``_redirects`` is read by Netlify and Cloudflare Pages; the others are to be included in the
    configuration of nginx, Apache and Caddy.
    """
    root = urlsplit(site_url).path.rstrip("/")
    pairs = [(root + one.old, root + one.new) for one in atlas.redirects]
    return {
        "_redirects": _HEAD + "".join(f"{old} {new} 301\n" for old, new in pairs),
        "redirects/nginx.conf": _HEAD
        + "".join(f"location = {old} {{ return 301 {new}; }}\n" for old, new in pairs),
        "redirects/apache.conf": _HEAD
        + "".join(f"RedirectMatch 301 ^{re.escape(old)}$ {new}\n" for old, new in pairs),
        "redirects/Caddyfile": _HEAD
        + "".join(f"redir {old} {new} permanent\n" for old, new in pairs),
    }
