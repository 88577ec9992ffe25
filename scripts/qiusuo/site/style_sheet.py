"""The one style sheet of the site: what pages use of Material's, then that of our components."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rcssmin
import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from tinycss2.ast import AtRule, Node, ParseError, QualifiedRule

_FOLDER = "assets/stylesheets/"
#: Material's own, whose names have a digest in them.
_MATERIAL = re.compile(r"(?:main|palette)\.\w+\.min\.css")
#: Classes of what this site has none of. A test looks for them in the pages: whoever begins to use
#: one takes it from here.
LEFT_OUT = re.compile(
    r"arithmatex|critic|emojione|footnote.*|gemoji|giscus|grid|headerlink|highlighttable|inline"
    r"|katex.*|key-.*|keys|linenodiv|lg|mermaid|no-js|tabbed-.*|task-list.*|twemoji|xl|xxl|xxxl"
    r"|md-(?:annotation|author|banner|clipboard|code__|consent|content--post|content__button|dialog"
    r"|draft|feedback|header--lifted|header__source|input|meta|nav--integrated|nav__source|pagination"
    r"|path|pin|post|profile|progress|search|select|sidebar--post|social|source|status|tag|tooltip"
    r"|version).*"
)
#: The same told by attributes: no language of ours runs from right to left, the colours are ours,
#: and so is the search.
_NOT_HERE = re.compile(
    r"\[dir=rtl\]|\[data-md-color-(?:primary|accent)=|toggle=search\]|\[for=__search\]"
)
_NEGATED = re.compile(r":not\([^)]*\)")
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_CUSTOM = "--md-"
_USED = re.compile(r"var\(\s*(--md-[\w-]+)")


def whole(sheets: Sequence[str], overrides: Path, theme: Iterable[str]) -> str:
    """The text of the style sheet, of Material's in the folders of a theme and of ours."""
    theirs: dict[str, str] = {}
    for folder in theme:
        for path in Path(folder, _FOLDER).glob("*.css"):
            if _MATERIAL.fullmatch(path.name) and path.name not in theirs:
                theirs[path.name] = path.read_text(encoding="utf-8")
    return joined(tuple(theirs[name] for name in sorted(theirs)), _texts(sheets, overrides))


def put(text: str, sheets: Collection[str], files: Files, config: MkDocsConfig) -> str:
    """Put one file in the place of Material's and our style sheets; the path that it has.

    Its name tells its text, so that browsers need not ask for it twice.
    """
    for file in list(files):
        if file.src_uri in sheets or file.src_uri.startswith(_FOLDER):
            files.remove(file)
    name = f"{_FOLDER}qiusuo.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.css"
    files.append(File.generated(config, name, content=text))
    return name


def _texts(sheets: Sequence[str], overrides: Path) -> str:
    for sheet in sheets:
        if not (overrides / sheet).is_file():
            raise PluginError(
                f"mkdocs.yml: extra_css: there is no overrides/{sheet}: correct its name"
            )
    return "\n".join((overrides / sheet).read_text(encoding="utf-8") for sheet in sheets)


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands in braces behind a selector or a condition; of any other rule, its text alone.

    `declarations` are names and texts.
    """

    head: str
    declarations: Sequence[tuple[str, str]] = ()
    blocks: "Sequence[_Block] | None" = None


@lru_cache(maxsize=4)  # a preview asks for it again and again
def joined(theirs: tuple[str, ...], ours: str) -> str:
    """What is used of some style sheets of Material's, and all of ours, without spaces."""
    blocks = [block for text in theirs for block in _kept(_rules(text))]
    used = _used(blocks, ours)
    kept = "".join(text for block in blocks for text in _told(block, used))
    return str(rcssmin.cssmin(f"{kept}\n{ours}"))


def _rules(content: str | Iterable[Node]) -> list[Node]:
    found: list[Node] = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
    return found


def _kept(rules: Iterable[Node]) -> Iterator[_Block]:
    """The rules for what the site has."""
    for rule in rules:
        if isinstance(rule, ParseError):
            raise ValueError(f"a style sheet of Material's: {rule.message}")
        if isinstance(rule, QualifiedRule):
            selectors = [one for one in _selectors(rule.prelude) if _is_here(one)]
            declarations = list(_declarations(rule))
            if selectors and declarations:
                yield _Block(",".join(selectors), declarations)
        elif isinstance(rule, AtRule) and rule.at_keyword in ("media", "supports"):
            inner = list(_kept(_rules(rule.content or [])))
            if inner:
                head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
                yield _Block(head, blocks=inner)
        elif isinstance(rule, AtRule) and rule.at_keyword != "charset":
            yield _Block(tinycss2.serialize([rule]))


def _declarations(rule: QualifiedRule) -> Iterator[tuple[str, str]]:
    for one in tinycss2.parse_declaration_list(rule.content):
        if one.type == "declaration":
            yield one.name, one.serialize()


def _selectors(prelude: Iterable[Node]) -> Iterator[str]:
    """The parts of a list of selectors."""
    part: list[Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def _is_here(selector: str) -> bool:
    asked = _NEGATED.sub("", selector)
    return not _NOT_HERE.search(asked) and not any(
        LEFT_OUT.fullmatch(name) for name in _CLASS.findall(asked)
    )


def _used(blocks: Iterable[_Block], ours: str) -> set[str]:
    """The custom properties of Material's that something asks for: icons are most of the others."""
    used, asked_by = set(_USED.findall(ours)), defaultdict[str, set[str]](set)
    for name, text in _parts(blocks):
        (asked_by[name] if name.startswith(_CUSTOM) else used).update(_USED.findall(text))
    found = list(used)
    for name in found:  # what is used may ask for others
        found += asked_by[name] - used
        used |= asked_by[name]
    return used


def _parts(blocks: Iterable[_Block]) -> Iterator[tuple[str, str]]:
    """Every declaration; a rule that is told by its text, without a name."""
    for block in blocks:
        yield "", block.head
        yield from block.declarations
        yield from _parts(block.blocks or ())


def _told(block: _Block, used: Collection[str]) -> Iterator[str]:
    """The text of a block without the custom properties that are not used."""
    if block.blocks is not None:
        inner = "".join(text for one in block.blocks for text in _told(one, used))
        yield f"{block.head}{{{inner}}}"
    elif block.declarations:
        kept = [
            text
            for name, text in block.declarations
            if not name.startswith(_CUSTOM) or name in used
        ]
        if kept:
            yield f"{block.head}{{{';'.join(kept)}}}"
    else:
        yield block.head
