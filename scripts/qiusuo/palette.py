"""The colours of ``tokens.css``, for what is drawn or checked outside a browser."""

import re
from collections.abc import Mapping

#: The two colour schemes, by the names that Material gives them.
SCHEMES = ("default", "slate")

_SCHEME = re.compile(r'^\s*\[data-md-color-scheme="(\w+)"\][^{]*\{([^}]*)\}', re.MULTILINE)
_COLOUR = re.compile(r"^\s*--q-([\w-]+):\s*(#[0-9a-f]{6});", re.MULTILINE)


def colours(css: str, scheme: str) -> Mapping[str, str]:
    """The colours that a style sheet declares for a scheme, by token without its ``--q-``."""
    for name, body in _SCHEME.findall(css):
        if name == scheme:
            return dict(_COLOUR.findall(body))
    return {}


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
