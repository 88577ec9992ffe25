"""A configuration of nginx for the site: what a host of one's own has to say beside the pages."""

import re
from urllib.parse import urlsplit

from qiusuo.model import Atlas
from qiusuo.views.address import Addresses

#: What is worth compressing, beside HTML.
_TYPES = (
    *("text/css", "text/plain", "text/javascript", "application/javascript"),
    *("application/json", "application/xml", "application/atom+xml", "text/xml", "image/svg+xml"),
)
#: Files named by a hash of what they say, which never changes; below the site's path.
_HASHED = r".+\.[0-9a-f]{8}\.min\.(?:css|js)|pagefind/(?:fragment|index|filter)/.+"


def nginx_server(atlas: Atlas, site_url: str, headers: str, redirects: str) -> str:
    """What a ``server`` block includes whose root has the site at the path of its address.

    `headers` and `redirects` are included files themselves. Caching is said by ``expires``, since
    an ``add_header`` in a ``location`` would drop every header that is said outside of it.
    """
    root = urlsplit(site_url).path.rstrip("/") + "/"
    addresses = Addresses.of(atlas)
    lines = [
        "# For a server block whose root has the site at the path of its address.",
        "charset utf-8;",
        "index index.html;",
        "autoindex off;",
        "absolute_redirect off;",
        "gzip on;",
        "gzip_vary on;",
        "gzip_min_length 1024;",
        f"gzip_types {' '.join(_TYPES)};",
        headers.rstrip("\n"),
        f'location ~ "^{re.escape(root)}(?:{_HASHED})$" {{ expires 1y; }}',
    ]
    for language in atlas.languages:
        home = root + addresses.path(language.code, "index")
        missing = f"error_page 403 404 =404 {home}404.html;"
        lines.append(f"location {home} {{ expires -1; {missing} }}")
    return "\n".join(lines) + "\n" + redirects
