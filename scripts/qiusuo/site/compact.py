"""HTML without the indentation of its templates, which is a third of a page and shows nowhere."""

import re

#: Elements whose white space counts.
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_INDENTATION = re.compile(r"\s*\n\s*")


def compact(html: str) -> str:
    """The same page, with one line break for each run of white space that has any."""
    parts = _VERBATIM.split(html)
    # Every third part is what stands between; after it come the element and its name.
    for place in range(0, len(parts), 3):
        parts[place] = _INDENTATION.sub("\n", parts[place])
    del parts[2::3]
    return "".join(parts)
