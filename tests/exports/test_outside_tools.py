"""What is exported loads elsewhere without a warning."""

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
import rispy

from qiusuo import source
from qiusuo.exports.bibtex import bibtex
from qiusuo.exports.csl import csl
from qiusuo.model import Atlas
from qiusuo.source.bibtex import read_library
from tests.conftest import ROOT

#: The names of CSL-JSON's schema (citation-style-language/schema, csl-data.json) that we use, and
#: the kinds of value it gives them; like it, closed to any other.
TEXT = {"type": "string"}
NAMES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"family": TEXT, "given": TEXT, "literal": TEXT},
        "additionalProperties": False,
    },
}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": TEXT,
            "type": {
                "enum": [
                    *("article", "article-journal", "book", "chapter", "dataset", "report"),
                    *("paper-conference", "software", "thesis", "webpage"),
                ]
            },
            "author": NAMES,
            "editor": NAMES,
            "issued": {
                "type": "object",
                "properties": {
                    "date-parts": {"type": "array", "items": {"type": "array", "minItems": 1}}
                },
                "additionalProperties": False,
            },
            **dict.fromkeys(
                [
                    *("title", "original-title", "container-title", "collection-title", "volume"),
                    *("issue", "page", "publisher", "publisher-place", "number", "DOI", "URL"),
                    "language",
                ],
                TEXT,
            ),
        },
    },
}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return source.load(ROOT)[0]


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; tests/setup.sh installs it where it may")
    return found


@pytest.mark.parametrize("name", ["exports/library.bib", "directions/theory/references.bib"])
def test_biber_finds_nothing_to_warn_of(site: Path, tmp_path: Path, name: str) -> None:
    command = [tool("biber"), "--tool", "--validate-datamodel", "--output-file"]
    run = subprocess.run(
        [*command, str(tmp_path / "out.bib"), str(site / name)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    complaints = [line for line in run.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert complaints == []
    assert run.returncode == 0


def test_rispy_reads_every_record(site: Path, atlas: Atlas) -> None:
    with (site / "exports/library.ris").open(encoding="utf-8") as file:
        records = rispy.load(file)
    assert len(records) == len(atlas.works)
    for record in records:
        work = atlas.works[record["id"]]
        assert record["title"] == work.title
        assert len(record.get("authors", [])) == len(work.authors) + work.others
        assert not record.get("unknown_tag")


def test_csl_is_of_its_schema(site: Path, atlas: Atlas) -> None:
    items = json.loads((site / "exports/library.json").read_text(encoding="utf-8"))
    jsonschema.validate(items, CSL)
    assert {item["id"] for item in items} == set(atlas.works)


def test_pandoc_reads_both_without_a_warning(site: Path) -> None:
    for form, name in (("csljson", "library.json"), ("biblatex", "library.bib")):
        run = subprocess.run(
            [tool("pandoc"), "-f", form, "-t", "csljson", str(site / "exports" / name)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.stderr == ""
        assert run.returncode == 0
        assert len(json.loads(run.stdout)) > 300


def test_the_atlas_is_of_its_published_schema(site: Path, atlas: Atlas) -> None:
    folder = site / "exports"
    schema = json.loads((folder / "atlas.schema.json").read_text(encoding="utf-8"))
    data = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    works = {work["id"] for work in data["works"]}
    # A work that drafts alone cite is in the library already.
    uncited = works - set(atlas.published.cited_by)
    assert {citation["work"] for citation in data["citations"]} == works - uncited


def test_every_export_stands_where_it_is_promised(site: Path, atlas: Atlas) -> None:
    for ending in ("bib", "ris", "json"):
        assert (site / f"exports/library.{ending}").is_file()
        for direction in atlas.published.directions:
            assert (site / direction.page_slug / f"references.{ending}").is_file()
        for key in atlas.works:
            assert (site / f"works/{key}/{key}.{ending}").is_file()
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert "en/directions/deployment/index.md" in text
    copy = (site / "en/directions/deployment/index.md").read_text(encoding="utf-8")
    assert copy.startswith("# Deployment\n")
    assert "[@" not in copy
    assert "{ .essay" not in copy


NASTY = [
    r"\textless script\textgreater alert(1)</script>",
    "</style> \" ' ` & % # _ ^ ~",
    r"Unbalanced \$5 and {braces {inside}}",
    "bidi \u202e and \u2066 marks",
    "x" * 5000,
]


@pytest.mark.parametrize("title", NASTY)
def test_any_title_survives_the_way_out_and_back(title: str) -> None:
    (work,) = read_library(f"@misc{{k, title = {{{title}}}, year = {{2020}}}}", "x.bib", [])
    (again,) = read_library(bibtex(work), "y.bib", [])
    assert again.title == work.title
    jsonschema.validate([csl(work)], CSL)


def test_3000_authors_and_none_are_exported() -> None:
    names = " and ".join(f"Family{n}, Given" for n in range(3000))
    text = f"@misc{{k, author = {{{names}}}, title = {{T}}}}\n@misc{{l, title = {{T}}}}"
    many, none = read_library(text, "x.bib", [])
    assert len(csl(many)["author"]) == 3000
    assert "author" not in csl(none)
    assert read_library(bibtex(many), "y.bib", [])[0].authors == many.authors
