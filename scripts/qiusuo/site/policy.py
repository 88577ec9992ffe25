"""The Content-Security-Policy of the site: what a page may load and run, which is the site's own.

Scripts that stand in a page are allowed by the hash of their text, worked out as the site is built,
so that no other text can run, whatever got into a page. A ``<meta>`` element can not say who may
frame a page, and some hosts send headers anyway: `header_files` says the same for those.
"""

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE = re.compile(
    r"<script(?![^>]*\s(?:src|type=\"application/)[^>]*)[^>]*>(.*?)</script>", re.S
)
_CHARSET = re.compile(r"<meta charset=[^>]*>")

#: Pagefind's WebAssembly is compiled by the page; Material's icons are images of ``data:``.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'{hashes}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)
#: What only a header can say.
_HEADER_ONLY = ("frame-ancestors 'none'",)
#: Sent beside the policy.
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def hashes(html: str) -> frozenset[str]:
    """The sources, as a policy writes them, that allow the scripts in a page (CSP 3, 2.3.1)."""
    return frozenset(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in _INLINE.findall(html)
    )


def policy(allowed: Iterable[str]) -> str:
    """The policy that allows these inline scripts."""
    listed = "".join(f" {one}" for one in sorted(allowed))
    return "; ".join(_DIRECTIVES).format(hashes=listed)


def with_policy(html: str) -> str:
    """A page that says its own policy, before anything that the policy is about."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes(html))}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n  {meta}", html, count=1)


def header_files(allowed: Iterable[str]) -> dict[str, str]:
    """The same as headers, for hosts that send them: each file by its path in the site.

    ``_headers`` is read by Netlify and Cloudflare Pages; the others are to be included in the
    configuration of nginx, Apache and Caddy.
    """
    whole = "; ".join((policy(allowed), *_HEADER_ONLY))
    headers = (("Content-Security-Policy", whole), *_HEADERS)
    return {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers),
        "headers/nginx.conf": "".join(f'add_header {n} "{v}" always;\n' for n, v in headers),
        "headers/apache.conf": "".join(f'Header always set {n} "{v}"\n' for n, v in headers),
        "headers/Caddyfile": "header {\n" + "".join(f'\t{n} "{v}"\n' for n, v in headers) + "}\n",
    }
