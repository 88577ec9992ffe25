"""Private-use characters that stand for components while Markdown is being rendered.

A token survives Markdown untouched and is replaced by a rendered component in the finished HTML, so
that nothing an author writes can be mistaken for a component, nor a component for text.
"""

import re

CITE, CITE_END = "\ue000", "\ue001"
SHIELD = "\ue002"
LABEL, LABEL_END = "\ue003", "\ue004"
COMPONENT, COMPONENT_END = "\ue005", "\ue006"
METER, METER_END = "\ue007", "\ue008"
TITLED = "\ue009"
TERM, TERM_MID, TERM_END = "\ue00a", "\ue00b", "\ue00c"
NEWER, NEWER_END = "\ue00d", "\ue00e"

#: Everything an author could write to forge a token.
RESERVED = re.compile("[\ue000-\ue00f]")

# Patterns that begin with a token are found without a try at every character.
CITED = re.compile(f"{CITE}([^{CITE_END}]*){CITE_END}")
LABELLED = re.compile(f"{LABEL}([^{LABEL_END}]*){LABEL_END}")
METERED = re.compile(f"{METER}([^{METER_END}]*){METER_END}")
TERMED = re.compile(f"{TERM}([^{TERM_MID}]*){TERM_MID}([^{TERM_END}]*){TERM_END}")
BEHIND = re.compile(f"{NEWER}([^{NEWER_END}]*){NEWER_END}")
PLACED = re.compile(f"<p>{COMPONENT}([a-z-]*)\\|([^{COMPONENT_END}]*){COMPONENT_END}</p>")


def cite(keys: list[str]) -> str:
    """The token of a citation of these works."""
    return f"{CITE}{';'.join(keys)}{CITE_END}"


def label(address: str) -> str:
    """The token of a block's label."""
    return f"{LABEL}{address}{LABEL_END}"


def meter(barrier: str) -> str:
    """The token of a barrier's meter."""
    return f"{METER}{barrier}{METER_END}"


def term(slug: str, text: str) -> str:
    """The token of a term's first use: what is said, and which term it is."""
    return f"{TERM}{slug}{TERM_MID}{text}{TERM_END}"


def newer(address: str) -> str:
    """The token that follows a block whose other language is newer."""
    return f"{NEWER}{address}{NEWER_END}"


def component(name: str, argument: str) -> str:
    """The token of a component."""
    return f"{COMPONENT}{name}|{argument}{COMPONENT_END}"
