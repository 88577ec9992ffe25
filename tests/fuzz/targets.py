"""What is given input of any kind: each target reads a text as the project does, and may not raise.

Hypothesis tries them in the test run (test_targets.py), atheris for as long as one likes
(``make fuzz``). What a target writes, it reads back with another's reader.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from xml.etree import ElementTree

import jsonschema
import rispy

from qiusuo import checks, syntax
from qiusuo.diagnostics import Diagnostic, Report, Severity
from qiusuo.exports.atlas import atlas_data
from qiusuo.exports.bibtex import bibtex
from qiusuo.exports.csl import csl
from qiusuo.exports.feed import feed
from qiusuo.exports.markdown import llms_txt, page_markdown
from qiusuo.exports.ris import ris
from qiusuo.model import Atlas, Direction, History, Language, Page, Span, Work
from qiusuo.source import agreements, characters, chooser, data, facts, order, records
from qiusuo.source.bibtex import read_library
from qiusuo.source.edit import CanNotFormatError, format_library
from qiusuo.source.markdown import code_blocks, read_page
from qiusuo.views.excerpt import plain
from qiusuo.views.prose import runs
from qiusuo.views.search_text import search_text, words_of
from tests.conftest import ROOT
from tests.exports.test_outside_tools import CSL

LIBRARY = ROOT / "tests" / "library"
#: What is wrong with an atlas that has nothing but the one file.
BESIDE = frozenset(
    ["direction-has-pages", "direction-is-grounded", "sections-in-order", "work-is-cited"]
)
HEAD = "---\ntitle: T\ndescription: D\n---\n\n"


@cache
def languages() -> tuple[Language, ...]:
    """The languages of the interface, whose words are in no fuzzed file."""
    read = []
    for path in sorted((ROOT / "docs" / "languages").glob("*.yml")):
        value = data.parse(path.read_text(encoding="utf-8"), Span(path.name), [])
        assert value is not None
        read.append(facts.read_language(value, path.stem, []))
    return tuple(sorted(read, key=lambda language: language.order))


def read_works(text: str, findings: list[Diagnostic]) -> list[Work]:
    """The works of a text that stands in a library file."""
    span = Span("bibliography/x.bib")
    text = characters.mended(text, span, findings)
    order.told(text, span, order.WORKS, findings)
    return read_library(text, span.path, findings)


def read_prose(text: str, findings: list[Diagnostic], language: str = "en") -> Page:
    """The page of a text that stands in a file of docs."""
    span = Span(f"docs/{language}/directions/x.md")
    text = characters.mended(text, span, findings)
    return read_page(text, span.path, language, "directions/x", findings)


def errors(findings: list[Diagnostic]) -> bool:
    """Whether the site would not be built."""
    return any(finding.rule.severity is Severity.ERROR for finding in findings)


def library(text: str) -> None:
    """A library file: read, checked, set in order."""
    findings: list[Diagnostic] = []
    works = read_works(text, findings)
    findings += checks.check(Atlas(languages=languages(), entries=tuple(works)), findings)
    Report.of(findings).as_text()
    try:
        done = format_library(text)
    except CanNotFormatError:
        return
    assert format_library(done) == done


def front_matter(text: str) -> None:
    """What stands between the first lines of a page."""
    page(f"---\n{text}\n---\n\n# T\n\nx\n")


def page(text: str) -> None:
    """A page: read, checked, and its findings told."""
    findings: list[Diagnostic] = []
    pages = tuple(read_prose(text, findings, language) for language in ("zh", "en"))
    atlas = Atlas(languages=languages(), pages=pages, files=tuple(one.path for one in pages))
    findings += checks.check(atlas, findings)
    report = Report.of(findings)
    report.as_text(), report.as_github(), report.as_json()
    code_blocks(text)
    for block in pages[0].blocks:
        plain(block.text)


def facts_of(text: str) -> None:
    """A data file, read as each kind there is, and checked."""
    findings: list[Diagnostic] = []
    span = Span("docs/x.yml")
    text = characters.mended(text, span, findings)
    order.told(text, span, order.TERMS, findings)
    data.literal_texts(text)
    read = data.parse(text, span, findings)
    if read is None:
        assert findings
        return
    known = languages()
    facts.read_language(read, "en", findings)
    atlas = Atlas(
        languages=known,
        directions=(facts.read_direction(read, "x", known, findings),),
        claims=tuple(facts.read_claims(read, "directions/x", known, findings)),
        terms=tuple(facts.read_terms(read, known, findings)),
        topics=tuple(facts.read_topics(read, known, findings)),
        questions=tuple(facts.read_questions(read, known, findings)),
        chooser=chooser.read_chooser(read, known, findings),
        agreements={"directions/x": agreements.read_agreements(read, known, findings)},
    )
    findings += checks.check(atlas, findings)
    Report.of(findings).as_text()


def snapshot(text: str) -> None:
    """The snapshot of public records: what is read can be written and read again."""
    found = records.read_records(text, "bibliography/records.json", [])
    again = records.write_records(found).encode("utf-8").decode("utf-8")
    assert records.read_records(again, "bibliography/records.json", []) == found


def grammar(text: str) -> None:
    """Citations, provenance marks, links and components, each within the text."""
    for mark in syntax.citation_marks(text):
        assert all(text.startswith(key, place) for place, key in mark.keys)
    for link in syntax.link_marks(text):
        assert text[link.target_start :].lstrip("<").startswith(link.target)
    list(syntax.comment_marks(text))
    list(syntax.odd_links(text))
    list(syntax.odd_citations(text))
    list(syntax.odd_ticks(text))
    assert "".join(text[one.start : one.end] for one in syntax.pieces(text)) == text
    for line in text.split("\n"):
        syntax.block_mark(line)
        syntax.heading_mark(line)
        syntax.component_mark(line)
        syntax.definition_mark(line)
    plain(text)
    runs(text, Atlas(languages=languages()), ("en", "x"), "en")


def query(text: str) -> None:
    """The words of a text, each found again as it stands, and the parts of the index."""
    for word in words_of(text):
        assert word in words_of(word)
    read = read_prose(f"{HEAD}# T\n\n{text}\n", [])
    atlas = Atlas(languages=languages(), pages=(read,))
    for language in languages():
        json.dumps(search_text(atlas, language).parts)


def exports(text: str) -> None:
    """Works of a library that passes the checks, in each form, read back."""
    findings: list[Diagnostic] = []
    works = read_works(text, findings)
    atlas = Atlas(languages=languages(), entries=tuple(works))
    findings += checks.check(atlas, findings)
    if errors([one for one in findings if one.rule.name not in BESIDE]):
        return
    for work in atlas.works.values():
        again = read_library(bibtex(work), "y.bib", told := [])
        assert [one.key for one in again] == [work.key], bibtex(work)
        assert not told, bibtex(work)
        assert again[0].title == work.title, bibtex(work)
        (record,) = rispy.loads(ris(work))
        assert record["id"] == work.key, ris(work)
        jsonschema.validate([json.loads(json.dumps(csl(work)))], CSL)
    json.dumps(atlas_data(atlas, "https://example.org/"))


def published(text: str) -> None:
    """A page that passes the checks, as Markdown and in the feed."""
    findings: list[Diagnostic] = []
    read = read_prose(text, findings)
    direction = Direction("x", Span("docs/directions/x.yml"), way="down", edited=2026)
    atlas = Atlas(languages=languages(), pages=(read,), directions=(direction,))
    findings += checks.check(atlas, findings)
    if errors([one for one in findings if one.rule.name not in BESIDE]):
        return
    for language in languages():
        page_markdown(atlas, language, read).encode("utf-8")
        ElementTree.fromstring(feed(atlas, language, History(), "https://example.org/"))
    llms_txt(atlas, "https://example.org/").encode("utf-8")


TARGETS: Mapping[str, Callable[[str], None]] = {
    "library": library,
    "front-matter": front_matter,
    "page": page,
    "facts": facts_of,
    "snapshot": snapshot,
    "grammar": grammar,
    "query": query,
    "exports": exports,
    "published": published,
}
