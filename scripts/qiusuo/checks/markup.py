"""Pages and data are Markdown and text: no HTML, and no attributes that Markdown would set."""

import re
from collections.abc import Iterator

from qiusuo import syntax
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, BlockKind, Page, Passage

PLAIN = Rule("page-is-markdown", "Pages have no HTML, and set no attributes but ids and voices.")

#: What Markdown takes for HTML: a tag within a block, and what begins like one at a line's start.
_TAG = re.compile(
    r"</?([A-Za-z][\w-]*+)(?:(?!\n[ \t]*\n)[^<>])*+>|^[ ]{0,3}</?([A-Za-z][\w-]*)|<[!?]",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"<(?:(?:https?|ftps?)://|mailto:|[\w.+-]+@[\w-]+\.)[^<>\s]*>", re.IGNORECASE)
_HANDLER = re.compile(r"[\s/\"'](on\w+)\s*=", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_HEADING = re.compile(r"#{1,6}[ \t]")


def pages_are_markdown(atlas: Atlas) -> Iterator[Diagnostic]:
    """Pages have no HTML, and set no attributes but ids and voices."""
    for page in atlas.pages:
        if "<" in page.body or "{" in page.body:
            body = Passage(page.language, _without_code(page), page.span.at(page.body_line))
            yield from _html(body, "write Markdown; what is to be read as it stands goes in `code`")
            yield from _attributes(body)
        for passage in page.head:
            yield from _html(passage, "write plain text")
    for passage in atlas.passages:
        yield from _html(passage, "write plain text")


def _html(passage: Passage, advice: str) -> Iterator[Diagnostic]:
    if "<" not in passage.text:
        return
    begun: set[str] = set()
    for match in _TAG.finditer(_ADDRESS.sub(_blank, passage.text)):
        name = (match[1] or match[2] or "").lower()
        if match.group().startswith("</") and name in begun:
            continue
        begun.add(name)
        tag = f"<{name}>" if name else "HTML"
        handler = _HANDLER.search(match.group())
        message = f"{tag} with a handler, {handler[1]}" if handler else tag
        span = passage.place(match.start(), len(match.group().partition("\n")[0]))
        yield PLAIN.broken(span, message, advice)


def _attributes(body: Passage) -> Iterator[Diagnostic]:
    """Braces that are no mark of a block or heading: Markdown would make attributes of them."""
    for match in _ATTRIBUTES.finditer(body.text):
        begin = body.text.rfind("\n", 0, match.start()) + 1
        end = body.text.find("\n", match.end())
        line = body.text[begin : end if end >= 0 else None]
        heading = syntax.heading_mark(line)
        if syntax.block_mark(line) is not None or (heading and "{" not in heading.title):
            continue
        yield PLAIN.broken(
            body.place(match.start(), len(match.group())),
            f"{match.group()} may set attributes",
            "put it in `code`; a mark of ours stands on the line beneath its block",
        )


def _without_code(page: Page) -> str:
    """The page's body with its code blanked out, every character in its place."""
    lines = page.body.split("\n")
    for block in page.blocks:
        first, last = block.lines[0] - page.body_line, block.lines[1] - page.body_line
        # Of a block in which a backtick has no partner, code-is-closed tells.
        if block.kind is BlockKind.CODE or next(syntax.odd_ticks(block.text), None) is not None:
            lines[first : last + 1] = [" " * len(line) for line in lines[first : last + 1]]
        elif "`" in block.text:
            text = "\n".join(lines[first : last + 1])
            lines[first : last + 1] = _without_spans(text).split("\n")
    for number, line in enumerate(lines):
        if _HEADING.match(line) and "`" in line:
            lines[number] = _without_spans(line)
    return "\n".join(lines)


def _without_spans(text: str) -> str:
    parts, place = [], 0
    for start, end in syntax.code_spans(text):
        parts += [text[place:start], _blanked(text[start:end])]
        place = end
    return "".join([*parts, text[place:]])


def _blank(match: re.Match[str]) -> str:
    return _blanked(match.group())


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


RULES = (PLAIN,)
CHECKS = (pages_are_markdown,)
