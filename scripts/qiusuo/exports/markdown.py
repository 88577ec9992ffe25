"""Pages as plain Markdown, for those who read them outside the site, and ``llms.txt``."""

import re

from qiusuo import syntax
from qiusuo.model import Atlas, Block, Language, Page
from qiusuo.views.address import Addresses
from qiusuo.views.reference import author_year, reference

_HEADING_ID = re.compile(r"[ \t]*\{[ \t]*#[^\s{}]+[ \t]*\}[ \t]*$")


def page_markdown(atlas: Atlas, language: Language, page: Page) -> str:
    """The page with citations named, voices said, our marks gone, and its references."""
    parts = [f"# {page.title}", page.description]
    keys: dict[str, None] = {}
    following = {section.span.line: section for section in page.sections if section.level > 1}
    blocks = {block.lines[0]: block for block in page.blocks}
    for line in sorted([*following, *blocks]):
        if line in following:
            section = following[line]
            parts.append(f"{'#' * section.level} {section.title}")
        else:
            text = _block(atlas, language, page, blocks[line])
            keys.update(dict.fromkeys(citation.key for citation in blocks[line].citations))
            if text:
                parts.append(text)
    if keys:
        parts.append(f"## {language.say('references')}")
        parts.append("\n".join(f"- {reference(atlas.works[key], language.code)}" for key in keys))
    return "\n\n".join(part for part in parts if part) + "\n"


def llms_txt(atlas: Atlas, site_url: str) -> str:
    """The site for language models, after llmstxt.org: what it is, and its pages as Markdown."""
    base = site_url.rstrip("/") + "/"
    addresses = Addresses.of(atlas)
    lines = ["# 上下求索 / Qiusuo", ""]
    homes = [page for page in atlas.pages if page.slug == "index"]
    lines += [f"> {page.description}" for page in homes]
    for language in atlas.languages:
        lines += ["", f"## {language.name}", ""]
        for page in atlas.pages:
            if page.language == language.code:
                url = f"{base}{addresses.path(page.language, page.slug)}index.md"
                lines.append(f"- [{page.title}]({url}): {page.description}")
    lines += ["", "## Data", ""]
    for name, what in (
        ("atlas.json", "directions, pages, works, citations and claims"),
        ("library.bib", "the works, BibTeX"),
        ("library.json", "the works, CSL-JSON"),
    ):
        lines.append(f"- [{name}]({base}exports/{name}): {what}")
    return "\n".join(lines) + "\n"


def _block(atlas: Atlas, language: Language, page: Page, block: Block) -> str:
    if block.component is not None:
        return _component(atlas, language, block)
    text = block.text
    chinese = language.is_chinese
    for mark in reversed(list(syntax.citation_marks(text))):
        names = [author_year(atlas.works[key]) for _, key in mark.keys if key in atlas.works]
        opening, between, closing = ("（", "；", "）") if chinese else ("(", "; ", ")")
        start = mark.start
        if chinese:
            start -= len(text[:start]) - len(text[:start].rstrip(" "))
        text = text[:start] + opening + between.join(names) + closing + text[mark.end :]
    if block.voice.of_essay:
        text = f"*[{language.say(f'voice_{block.voice}')}]* {text}"
    return text


def _component(atlas: Atlas, language: Language, block: Block) -> str:
    """What a component shows, as a list, where it shows more than the pages already say."""
    component = block.component
    assert component is not None
    if component.name == "claims":
        rows = [claim for claim in atlas.claims if claim.page == component.argument]
        return "\n".join(
            f"- {claim.id}: {atlas.tell(claim.claim, language.code)} "
            f"[{language.name_of('outcomes', claim.outcome)}] "
            + _named(atlas, atlas.tell(claim.since, language.code).text)
            for claim in rows
        )
    if component.name == "works":
        works = sorted(atlas.works.values(), key=lambda work: (work.get("year"), work.key))
        return "\n".join(f"- {reference(work, language.code)}" for work in reversed(works))
    ways = {
        "ways": [d.way for d in atlas.directions_in_order()],
        "atlas": [d.way for d in atlas.directions_in_order()],
        "directions": [component.argument],
    }.get(component.name, [])
    chosen = [d for d in atlas.directions_in_order() if d.way in ways]
    lines = []
    for direction in chosen:
        page = atlas.shown(language.code, direction.page_slug)
        if page is not None:
            lines.append(f"- {page.title}: {page.description}")
    return "\n".join(lines)


def _named(atlas: Atlas, text: str) -> str:
    for mark in reversed(list(syntax.citation_marks(text))):
        names = [author_year(atlas.works[key]) for _, key in mark.keys if key in atlas.works]
        text = text[: mark.start] + f"({'; '.join(names)})" + text[mark.end :]
    return text
