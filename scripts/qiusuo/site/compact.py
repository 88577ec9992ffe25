"""HTML without the indentation of its templates, which is a third of a page and shows nowhere."""

import re

#: Elements whose white space counts.
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)


def compact(html: str) -> str:
    """The same page, with one line break for each run of white space that has any."""
    parts = _VERBATIM.split(html)
    # Every third part is what stands between; after it come the element and its name.
    for place in range(0, len(parts), 3):
        parts[place] = _joined(parts[place])
    del parts[2::3]
    return "".join(parts)


def _joined(text: str) -> str:
    first, *rest = text.split("\n")
    if not rest:
        return text
    *between, last = rest
    # A pattern for such runs would be tried at each blank of the text.
    lines = filter(None, map(str.strip, between))
    return "\n".join([first.rstrip(), *lines, last.lstrip()])
