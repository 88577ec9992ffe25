"""The Content-Security-Policy of the site: what a page may load and run, which is the site's own.

One script and one style stand in a page and are named by their digests, so that nothing else of a
page's text can run, whatever got into it. A ``<meta>`` element can not say who may frame a page,
and some hosts send headers anyway: `header_files` says the same for those.
"""

import re

from qiusuo.site.first_sight import FirstSight

_CHARSET = re.compile(r"<meta charset=[^>]*>")

#: Pagefind's WebAssembly is compiled by the page; Material's icons are images of ``data:``.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
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


def policy(first: FirstSight) -> str:
    """The policy of pages in which these stand."""
    told = []
    for directive in _DIRECTIVES:
        source = first.sources.get(directive.partition(" ")[0])
        told.append(f"{directive} {source}" if source else directive)
    return "; ".join(told)


def with_policy(html: str, first: FirstSight) -> str:
    """A page that says its own policy, before anything that the policy is about."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(first)}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n  {meta}", html, count=1)


def header_files(first: FirstSight) -> dict[str, str]:
    """The same as headers, for hosts that send them: each file by its path in the site.

    ``_headers`` is read by Netlify and Cloudflare Pages; the others are to be included in the
    configuration of nginx, Apache and Caddy.
    """
    whole = "; ".join((policy(first), *_HEADER_ONLY))
    headers = (("Content-Security-Policy", whole), *_HEADERS)
    return {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers),
        "headers/nginx.conf": "".join(f'add_header {n} "{v}" always;\n' for n, v in headers),
        "headers/apache.conf": "".join(f'Header always set {n} "{v}"\n' for n, v in headers),
        "headers/Caddyfile": "header {\n" + "".join(f'\t{n} "{v}"\n' for n, v in headers) + "}\n",
    }
