"""A project folder to the atlas: everything is read once, and nothing raises for bad content."""

import os
import posixpath
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from qiusuo import syntax
from qiusuo.both import MANY, Aside
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import (
    Agreement,
    Atlas,
    Chooser,
    Claim,
    Direction,
    Language,
    Page,
    Passage,
    Record,
    Redirect,
    Span,
    Term,
    Work,
)
from qiusuo.source import (
    agreements,
    bibtex,
    characters,
    chooser,
    data,
    facts,
    markdown,
    order,
    records,
    redirects,
    text,
)
from qiusuo.source.memory import Memory

T = TypeVar("T")

UNIQUE = Rule(
    "slug-is-unique",
    "No two pages have one address, nor two files of facts one name, whatever their case.",
)

RULES = (
    UNIQUE,
    text.UTF8,
    text.READABLE,
    text.MERGED,
    *characters.RULES,
    order.SORTED,
    data.YAML,
    data.FACTS,
    markdown.MARK,
    markdown.CITATION,
    markdown.HEADING,
    markdown.COMMENT,
    markdown.CODE,
    markdown.FRONT,
    markdown.FRONT_KEY,
    markdown.LINK,
    bibtex.WELL_FORMED,
    records.FORM,
)


def begin_reading(root: Path) -> Aside[Memory] | None:
    """Have a second process begin to read a large project, for `load` to go on from there."""
    return Aside(partial(_read_aside, root.resolve())) if _is_large(root) else None


def load(
    root: Path, memory: Memory | None = None, begun: Aside[Memory] | None = None
) -> tuple[Atlas, tuple[Diagnostic, ...]]:
    """The atlas below `root`, and what could not be read of it.

    With a `memory` of the time before, only what has changed since is read again.
    """
    reading = text.Reading(root.resolve(), Memory() if memory is None else memory)
    new = not reading.memory
    languages = _languages(reading)
    if new and _is_large(reading.root):
        _read_ahead(reading, languages, begun)
    pages = tuple(sorted(_pages(reading, languages), key=lambda page: page.path))
    return (
        Atlas(
            languages=languages,
            pages=pages,
            directions=tuple(_directions(reading, languages)),
            entries=tuple(_works(reading)),
            claims=tuple(_claims(reading, languages, pages)),
            terms=tuple(_terms(reading, languages)),
            topics=tuple(_listed(reading, "docs/topics.yml", facts.read_topics, languages)),
            questions=tuple(
                _listed(reading, "docs/questions.yml", facts.read_questions, languages)
            ),
            records=_records(reading),
            chooser=_chooser(reading, languages),
            redirects=tuple(_redirects(reading)),
            agreements=_agreements(reading, languages),
            passages=tuple(reading.passages),
            files=tuple(reading.files("docs", "bibliography")),
        ),
        tuple(reading.findings),
    )


def _is_large(root: Path) -> bool:
    return sum(1 for _ in root.glob("docs/*/**/*.md")) >= MANY


def _read_ahead(
    reading: text.Reading, languages: tuple[Language, ...], begun: Aside[Memory] | None
) -> None:
    """Let two processes read what takes longest, for `reading` to have it in its memory."""
    aside = begun or Aside(partial(_read_aside, reading.root))
    try:
        first = text.Reading(reading.root, reading.memory)
        _pages(first, languages[:1])
        _works(first)
        _directions(first, languages)
        reading.memory.learn(aside.result())
    finally:
        aside.close()


def _read_aside(root: Path) -> Memory:
    second = text.Reading(root)
    languages = _languages(second)
    _pages(second, languages[1:])
    _agreements(second, languages)
    return second.memory


def _data(
    reading: text.Reading, path: Path, languages: tuple[Language, ...], in_order: bool = False
) -> data.Data | None:
    content = reading.text(path)
    if content is None:
        return None
    read = _parsed(reading, path, content)
    if read is not None and in_order:
        order.told(content, reading.span(path), order.TERMS, reading.findings)
    codes = {language.code for language in languages}
    for name, (span, said) in read.texts.items() if read is not None else ():
        code = name.rpartition(".")[2]
        if code in codes:
            reading.passages.append(Passage(code, said, span))
    return read


def _parsed(reading: text.Reading, path: Path, content: str) -> data.Data | None:
    span = reading.span(path)
    return reading.memory.again(
        "data", span.path, content, reading.findings, lambda found: data.parse(content, span, found)
    )


def _languages(reading: text.Reading) -> tuple[Language, ...]:
    found = []
    for path in reading.find("docs/languages/*.yml"):
        read = _data(reading, path, ())
        if read is None:
            continue
        found.append(facts.read_language(read, path.stem, reading.findings))
        for name, (span, said) in read.texts.items():
            if name.startswith(("names.", "interface.")):
                reading.passages.append(Passage(path.stem, said, span))
    return tuple(sorted(found, key=lambda language: language.order))


def _pages(reading: text.Reading, languages: tuple[Language, ...]) -> list[Page]:
    pages = []
    taken: dict[str, Span] = {}
    for language in languages:
        folder = reading.root / "docs" / language.code
        paths = reading.find(f"docs/{language.code}/**/*.md")
        for path in sorted(paths, key=lambda path: _oddness(path.relative_to(folder))):
            slug = path.relative_to(folder).with_suffix("").as_posix()
            stem = "" if slug == "index" else slug.removesuffix("/index")
            address = posixpath.join("" if language is languages[0] else language.code, stem)
            if _is_taken(reading, path, address, taken):
                continue
            content = reading.text(path)
            if content is not None:
                name = reading.span(path).path
                make = partial(markdown.read_page, content, name, language.code, slug)
                pages.append(reading.memory.again("page", name, content, reading.findings, make))
    return pages


def _oddness(path: Path) -> tuple[bool, int, Path]:
    """A key to sort by, so that of two files for one address the odder one gives way."""
    plain = all(syntax.NAME.fullmatch(part) for part in path.with_suffix("").parts)
    return (not plain, len(path.parts), path)


def _is_taken(reading: text.Reading, path: Path, address: str, taken: dict[str, Span]) -> bool:
    """Whether another file has the address already; if so, it is told."""
    span = reading.span(path)
    first = taken.setdefault(address.casefold(), span)
    if first != span:
        reading.findings.append(
            UNIQUE.broken(
                span,
                f"{first.path} has the same address",
                "rename one, or bring both together in one",
                beside=(first,),
            )
        )
    return first != span


def _directions(reading: text.Reading, languages: tuple[Language, ...]) -> list[Direction]:
    found = []
    taken: dict[str, Span] = {}
    paths = reading.find("docs/directions/*.yml")
    for path in sorted(paths, key=lambda path: _oddness(Path(path.name))):
        if _is_taken(reading, path, path.stem, taken):
            continue
        read = _data(reading, path, languages)
        if read is None:  # it is there all the same, so that its pages are not called orphans
            found.append(Direction(path.stem, reading.span(path)))
        else:
            found.append(facts.read_direction(read, path.stem, languages, reading.findings))
    return found


def _works(reading: text.Reading) -> list[Work]:
    works = []
    for path in reading.find("bibliography/**/*.bib"):
        content = reading.text(path)
        if content is not None:
            make = partial(_library, content, reading.span(path))
            name = reading.span(path).path
            works.extend(reading.memory.again("works", name, content, reading.findings, make))
    return works


def _library(content: str, span: Span, findings: list[Diagnostic]) -> list[Work]:
    works = bibtex.read_library(content, span.path, findings)
    if not findings:
        order.told(content, span, order.WORKS, findings)
    return works


def _terms(reading: text.Reading, languages: tuple[Language, ...]) -> list[Term]:
    terms = []
    for path in reading.find("docs/glossary/*.yml"):
        read = _data(reading, path, languages, in_order=True)
        if read is not None:
            terms.extend(facts.read_terms(read, languages, reading.findings))
    return terms


def _listed(
    reading: text.Reading,
    name: str,
    read: Callable[[data.Data, tuple[Language, ...], list[Diagnostic]], list[T]],
    languages: tuple[Language, ...],
) -> list[T]:
    """What one file lists, or nothing where it is not there."""
    path = reading.root / name
    found = _data(reading, path, languages) if os.path.lexists(path) else None
    return read(found, languages, reading.findings) if found is not None else []


def _chooser(reading: text.Reading, languages: tuple[Language, ...]) -> Chooser | None:
    path = reading.root / "docs" / "chooser.yml"
    found = _data(reading, path, languages) if os.path.lexists(path) else None
    return chooser.read_chooser(found, languages, reading.findings) if found is not None else None


def _redirects(reading: text.Reading) -> list[Redirect]:
    path = reading.root / "docs" / "redirects.yml"
    found = _data(reading, path, ()) if path.exists() else None
    return redirects.read_redirects(found, reading.findings) if found is not None else []


def _records(reading: text.Reading) -> dict[str, Record]:
    path = reading.root / "bibliography" / "records.json"
    content = reading.text(path) if os.path.lexists(path) else None
    if content is None:
        return {}
    name = reading.span(path).path
    make = partial(records.read_records, content, name)
    return reading.memory.again("records", name, content, reading.findings, make)


def _agreements(
    reading: text.Reading, languages: tuple[Language, ...]
) -> dict[str, tuple[Agreement, ...]]:
    """What was confirmed, by the slug of the page; its texts are the page's, so no passages."""
    folder = reading.root / agreements.FOLDER
    found = {}
    for path in reading.find(f"{agreements.FOLDER}/**/*.yml"):
        content = reading.text(path)
        if content is None:
            continue
        span = reading.span(path)
        make = partial(_agreed, content, span, languages)
        read = content, *(language.code for language in languages)
        one = reading.memory.again("agreements", span.path, read, reading.findings, make)
        if one is not None:
            found[path.relative_to(folder).with_suffix("").as_posix()] = one
    return found


def _agreed(
    content: str, span: Span, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> tuple[Agreement, ...] | None:
    read = data.parse(content, span, findings)
    return agreements.read_agreements(read, languages, findings) if read is not None else None


def _claims(
    reading: text.Reading, languages: tuple[Language, ...], pages: tuple[Page, ...]
) -> list[Claim]:
    slugs = {page.slug for page in pages}
    claims = []
    for path in reading.find("docs/claims/*.yml"):
        read = _data(reading, path, languages)
        if read is not None:
            name = path.stem
            candidates = (f"directions/{name}", name, f"{name}/index")
            slug = next((slug for slug in candidates if slug in slugs), name)
            claims.extend(facts.read_claims(read, slug, languages, reading.findings))
    return claims
