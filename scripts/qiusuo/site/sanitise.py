"""What rendered Markdown may hold: all else is taken out before our own components are put in.

The checks name the place of raw HTML, handlers and links that run (``page-is-markdown``,
``link-scheme-is-safe``), and nothing with such a finding is built. This is the second lock, and
trusts none of them: a well-kept sanitiser with a list of what Python-Markdown and our extensions
write.
"""

import re
from collections.abc import Callable

import nh3

_BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr div"
_BOXES = "details summary figure figcaption"
_INLINE = "a em strong code span br img sup sub del ins mark kbd abbr cite q"
_TABLE = "table thead tbody tr th td"
#: The elements that a page may have.
TAGS = frozenset(f"{_BLOCKS} {_BOXES} {_INLINE} {_TABLE}".split())
#: And their attributes; no handler, no ``style``, nothing that asks for a foreign address.
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "data-block"},  # which block it is, for side by side
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"align", "scope"},
    "td": {"align"},
    "details": {"open"},
}
#: The schemes of links that leave the site; a relative address has none.
SCHEMES = frozenset({"https", "http", "mailto"})

#: Browsers take ``\\`` for ``/``, and pass over tabs and line ends.
_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]\s*[/\\])", re.IGNORECASE)


#: As the sanitiser writes it, what has an attribute whose value decides.
_ASKED = re.compile(r'<img\b| id="(?:__|qiusuo-words")')


def sanitise(html: str) -> str:
    """The HTML with everything taken out that the lists do not name."""
    cleaned = _cleaned(html)
    # To be asked of each attribute takes longer than all the rest.
    return _cleaned(html, _filtered) if _ASKED.search(cleaned) else cleaned


def _cleaned(
    html: str, attribute_filter: Callable[[str, str, str], str | None] | None = None
) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=attribute_filter,
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute, or none where it would ask another host for a picture, or take
    the place of something that scripts look for by its id."""
    foreign = tag == "img" and name == "src" and _FOREIGN.match(value)
    posing = name == "id" and (value.startswith("__") or value == "qiusuo-words")
    return None if foreign or posing else value
