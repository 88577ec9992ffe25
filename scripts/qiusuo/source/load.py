"""A project folder to the atlas: everything is read once, and nothing raises for bad content."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Atlas, Claim, Direction, Language, Page, Record, Term, Work
from qiusuo.source import bibtex, data, facts, markdown, records, text

T = TypeVar("T")

RULES = (
    text.UTF8,
    text.READABLE,
    data.YAML,
    data.FACTS,
    markdown.MARK,
    markdown.CITATION,
    markdown.HEADING,
    markdown.COMMENT,
    markdown.FRONT,
    bibtex.WELL_FORMED,
    records.FORM,
)


def load(root: Path) -> tuple[Atlas, tuple[Diagnostic, ...]]:
    """The atlas below `root`, and what could not be read of it."""
    reading = text.Reading(root.resolve())
    languages = _languages(reading)
    pages = tuple(_pages(reading, languages))
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
        ),
        tuple(reading.findings),
    )


def _data(reading: text.Reading, path: Path) -> data.Data | None:
    content = reading.text(path)
    if content is None:
        return None
    return data.parse(content, reading.span(path), reading.findings)


def _languages(reading: text.Reading) -> tuple[Language, ...]:
    found = [
        facts.read_language(read, path.stem, reading.findings)
        for path in reading.find("docs/languages/*.yml")
        if (read := _data(reading, path)) is not None
    ]
    return tuple(sorted(found, key=lambda language: language.order))


def _pages(reading: text.Reading, languages: tuple[Language, ...]) -> list[Page]:
    pages = []
    for language in languages:
        folder = reading.root / "docs" / language.code
        for path in reading.find(f"docs/{language.code}/**/*.md"):
            content = reading.text(path)
            if content is not None:
                slug = path.relative_to(folder).with_suffix("").as_posix()
                name = reading.span(path).path
                pages.append(
                    markdown.read_page(content, name, language.code, slug, reading.findings)
                )
    return pages


def _directions(reading: text.Reading, languages: tuple[Language, ...]) -> list[Direction]:
    found = []
    for path in reading.find("docs/directions/*.yml"):
        read = _data(reading, path)
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
            name = reading.span(path).path
            works.extend(bibtex.read_library(content, name, reading.findings))
    return works


def _terms(reading: text.Reading, languages: tuple[Language, ...]) -> list[Term]:
    terms = []
    for path in reading.find("docs/glossary/*.yml"):
        read = _data(reading, path)
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
    found = _data(reading, path) if path.exists() else None
    return read(found, languages, reading.findings) if found is not None else []


def _records(reading: text.Reading) -> dict[str, Record]:
    path = reading.root / "bibliography" / "records.json"
    content = reading.text(path) if path.exists() else None
    if content is None:
        return {}
    return records.read_records(content, reading.span(path).path, reading.findings)


def _claims(
    reading: text.Reading, languages: tuple[Language, ...], pages: tuple[Page, ...]
) -> list[Claim]:
    slugs = {page.slug for page in pages}
    claims = []
    for path in reading.find("docs/claims/*.yml"):
        read = _data(reading, path)
        if read is not None:
            name = path.stem
            candidates = (name, f"directions/{name}", f"{name}/index")
            slug = next((slug for slug in candidates if slug in slugs), name)
            claims.extend(facts.read_claims(read, slug, languages, reading.findings))
    return claims
