"""The schemas that editors read accept and refuse what the reader of the data files does."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from qiusuo import source
from qiusuo.cli import main
from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Span
from qiusuo.schemas import schemas
from qiusuo.source import data, facts
from qiusuo.source.chooser import read_chooser
from qiusuo.source.redirects import read_redirects
from tests.conftest import ROOT, written

ATLAS = source.load(ROOT)[0]
SCHEMAS = schemas(ATLAS)
FILES = {
    "direction": "docs/directions/*.yml",
    "glossary": "docs/glossary/*.yml",
    "claims": "docs/claims/*.yml",
    "topics": "docs/topics.yml",
    "questions": "docs/questions.yml",
    "chooser": "docs/chooser.yml",
    "redirects": "docs/redirects.yml",
    "language": "docs/languages/*.yml",
}
READ: dict[str, Callable[[data.Data, list[Diagnostic]], object]] = {
    "direction": lambda d, f: facts.read_direction(d, "x", ATLAS.languages, f),
    "glossary": lambda d, f: facts.read_terms(d, ATLAS.languages, f),
    "claims": lambda d, f: facts.read_claims(d, "x", ATLAS.languages, f),
    "topics": lambda d, f: facts.read_topics(d, ATLAS.languages, f),
    "questions": lambda d, f: facts.read_questions(d, ATLAS.languages, f),
    "chooser": lambda d, f: read_chooser(d, ATLAS.languages, f),
    "redirects": read_redirects,
    "language": lambda d, f: facts.read_language(d, "x", f),
}
PATHS = [(kind, path) for kind, pattern in FILES.items() for path in sorted(ROOT.glob(pattern))]


def parsed(text: str) -> data.Data:
    read = data.parse(text, Span("x.yml"), [])
    assert read is not None
    return read


def accepts(kind: str, value: Any) -> bool:
    validator = jsonschema.Draft7Validator(SCHEMAS[kind])
    return validator.is_valid(value)


def reads(kind: str, document: data.Data) -> bool:
    findings: list[Diagnostic] = []
    READ[kind](document, findings)
    return not findings


def test_the_schemas_are_schemas_and_current() -> None:
    for schema in SCHEMAS.values():
        jsonschema.Draft7Validator.check_schema(schema)
    assert main(["schemas", "--check", "--root", str(ROOT)]) == 0


def test_a_new_topic_makes_them_stale(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", "--root", str(library)]) == 0
    assert main(["schemas", "--check", "--root", str(library)]) == 0
    with (library / "docs/topics.yml").open("a", encoding="utf-8") as file:
        file.write("rain: {zh: 雨, en: Rain}\n")
    capsys.readouterr()
    assert main(["schemas", "--check", "--root", str(library)]) == 1
    assert "direction.schema.json: not current; run: qiusuo schemas" in capsys.readouterr().err
    assert main(["check", "--root", str(library)]) == 0  # and they stand where they may


@pytest.mark.parametrize(("kind", "path"), PATHS, ids=lambda value: getattr(value, "name", value))
def test_every_real_file_is_accepted(kind: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert accepts(kind, parsed(text).value)
    # An editor reads YAML's truth values and dates for what they are.
    assert accepts(kind, yaml.safe_load(text))


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, the whole last."""
    items: Any = value.items() if isinstance(value, dict) else ()
    for key, part in enumerate(value) if isinstance(value, list) else items:
        yield from places(part, (*here, key))
    yield here


def changed(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """The document with something else at a place; gone, where that is `Ellipsis`."""
    if not place:
        return new
    made = copy.deepcopy(value)
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    if new is not ...:
        inner[place[-1]] = new
    else:
        del inner[place[-1]]
    return made


BAD: tuple[Any, ...] = (
    *(..., None, "", " ", "sideways", 0, 5, 241, 1000, -1, [], ["x"], ["x", "x"], [1, 2], {}),
    *({"zh": "x"}, {"odd": "x"}, [["x"]], ["up", "up"]),
)


def beyond(place: tuple[Any, ...], value: Any) -> bool:
    """Whether this is what a schema can not say, or what it says though it is for the checks."""
    if place[:2] == ("start", "months") and isinstance(value["start"]["months"], list):
        months = value["start"]["months"]
        return len(months) == 2 and months[0] > months[1]
    if place[:2] in (("wait", "months"), ("enjoy", "joys")):  # other parts name what these list
        return True
    return "topics" in place or "avoid" in place


DRAFT = """draft: true
way: up
order: 3
edited: 2026
focuses: []
barriers: {compute: , engineering: 2, mathematics: , domain: }
backgrounds: []
start: {compute: , months: }
related: [wind]
topics: []
"""


def samples() -> list[tuple[str, Any]]:
    """One short document of each kind, and a draft."""
    found: list[tuple[str, Any]] = [("direction", parsed(DRAFT).value)]
    for kind, path in dict(PATHS).items():
        value = parsed(path.read_text(encoding="utf-8")).value
        if kind in ("glossary", "claims", "topics"):
            value = dict(list(value.items())[:2])
        if kind == "questions":
            value = value[:2]
        if kind == "redirects":
            value = {"/en/a/": "/en/b/#c", "/a/": "/"}
        if kind == "language":
            value |= {"names": {"ways": value["names"]["ways"]}, "interface": {"home": "x"}}
        found.append((kind, value))
    return found


@pytest.mark.parametrize(("kind", "value"), samples(), ids=lambda value: str(value)[:20])
def test_what_is_spoiled_is_refused_by_both_or_neither(kind: str, value: Any) -> None:
    tried = 0
    for place in places(value):
        for new in BAD:
            if new is ... and not place:
                continue
            spoiled = changed(value, place, new)
            text = written(spoiled)
            read = data.parse(text, Span("x.yml"), [])
            if read is None:
                continue
            tried += 1
            accepted, good = accepts(kind, read.value), reads(kind, read)
            assert accepted == good or beyond(place, spoiled), (place, new)
    assert tried > 50


def test_the_report_is_as_described(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = library / "docs/en/directions/kites.md"
    page.write_text(page.read_text("utf-8").replace("Why do they", "- Why，do"), encoding="utf-8")
    assert main(["check", "--format", "json", "--root", str(library)]) == 1
    report = json.loads(capsys.readouterr().out)
    jsonschema.Draft7Validator(SCHEMAS["report"]).validate(report)
    assert {finding["rule"] for finding in report["findings"]} == {
        "blocks-agree",
        "punctuation-fits-language",
    }
    assert report["findings"][0]["beside"][0]["file"] == "docs/zh/directions/kites.md"


def test_editors_know_the_schemas() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    associated = settings["yaml.schemas"]
    for kind, pattern in FILES.items():
        name = f"./docs/schemas/{kind}.schema.json"
        assert associated[name] == pattern
        assert (ROOT / name).is_file()
