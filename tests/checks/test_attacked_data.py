"""Keys, redirects and titles that mean something to a program: refused by name, or harmless."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rispy
import yaml

from qiusuo import checks
from qiusuo.cli import main
from qiusuo.diagnostics import Diagnostic
from qiusuo.exports.bibtex import bibtex
from qiusuo.exports.csl import csl
from qiusuo.exports.ris import ris
from qiusuo.model import Name, Span, Work
from qiusuo.site.files import opensearch
from qiusuo.source import data, load
from qiusuo.source.bibtex import read_library
from qiusuo.source.redirects import read_redirects
from tests import attacks
from tests.translated import write


def told(root: Path) -> list[Diagnostic]:
    atlas, findings = load(root)
    return [*findings, *checks.check(atlas, findings)]


def dump(root: Path, name: str, value: object) -> None:
    write(root, name, yaml.safe_dump(value, allow_unicode=True))


@pytest.mark.parametrize("key", attacks.KEYS)
@pytest.mark.parametrize("kind", ["term", "topic", "claim", "work"])
def test_a_key_that_could_lead_elsewhere_is_refused_where_it_stands(
    library: Path, kind: str, key: str
) -> None:
    names = {"zh": "甲", "en": "first"}
    if kind == "term":
        path = "docs/glossary/evil.yml"
        lists = {"also": [], "directions": ["kites"], "works": [], "topics": ["flight"]}
        dump(library, path, {key: {**names, "definition": {"zh": "甲。", "en": "A."}, **lists}})
    elif kind == "topic":
        path = "docs/topics.yml"
        dump(library, path, {"flight": {"zh": "飞行", "en": "Flight"}, key: names})
    elif kind == "claim":
        path = "docs/claims/kites.yml"
        old = yaml.safe_load((library / path).read_text(encoding="utf-8"))
        dump(library, path, {**old, key: next(iter(old.values()))})
    else:
        path = "bibliography/evil.bib"
        entry = f"@misc{{{key},\n  author = {{Ng, A}},\n  title = {{T}},\n  year = {{2024}},\n}}\n"
        write(library, path, entry)
    found = [one for one in told(library) if one.span.path == path]
    assert [one for one in found if one.rule.severity == "error"], key
    assert main(["build", f"--root={library}"]) == 1


@pytest.mark.parametrize("old", attacks.OLD_ADDRESSES)
def test_no_redirect_is_read_from_what_is_no_address(old: str) -> None:
    assert redirects({old: "/en/"}) == 0


@pytest.mark.parametrize("new", attacks.NEW_ADDRESSES)
def test_no_redirect_leads_to_what_is_no_page(new: str) -> None:
    assert redirects({"/en/old/": new}) == 0


def redirects(addresses: dict[str, str]) -> int:
    """How many are read of a file that must give a finding where they are not."""
    findings: list[Diagnostic] = []
    text = yaml.safe_dump(addresses, allow_unicode=True)
    read = data.parse(text, Span("docs/redirects.yml"), findings)
    found = read_redirects(read, findings) if read is not None else []
    assert found or findings
    return len(found)


@pytest.mark.parametrize("text", attacks.EXPORTED)
def test_what_is_exported_is_read_back_as_one_work_of_that_title(text: str) -> None:
    title = " ".join(text.split())
    work = Work(
        key="evil",
        kind="misc",
        span=Span("bibliography/x.bib"),
        title=title,
        authors=(Name(title, "Ann"),),
        fields={"title": title, "year": "2024", "howpublished": title, "note": title},
    )
    (entry,) = read_library(bibtex(work), "x.bib", findings := [])
    assert (entry.key, findings) == ("evil", [])
    shown = re.sub("[{}]", "", title)  # they group, and are not shown
    assert entry.title == " ".join(shown.split())
    assert "\\input" not in bibtex(work)
    assert "\\write" not in bibtex(work)
    (record,) = rispy.loads(ris(replace(work, title=text)))
    assert (record["id"], record["title"]) == ("evil", title)
    assert json.loads(json.dumps(csl(work)))["title"] == title


@pytest.mark.parametrize("text", [*attacks.TEXT, *attacks.EXPORTED, "fifteen letters&more"])
def test_a_browser_is_told_of_the_search_in_xml_whatever_the_title(
    library: Path, text: str
) -> None:
    page = f"---\n{yaml.safe_dump({'title': text, 'description': text})}---\n\n# x\n\nx\n"
    write(library, "docs/en/index.md", page)
    atlas, _ = load(library)
    (language,) = [one for one in atlas.languages if one.code == "en"]
    written = opensearch(atlas, language, "https://example.org/")
    assert len(ElementTree.fromstring(written)) == 5
