"""What the state of the site says is what can be counted otherwise."""

import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from qiusuo import checks, source
from qiusuo.diagnostics import Report
from qiusuo.explain import rules
from qiusuo.model import Dates, History
from qiusuo.site.build import build
from qiusuo.site.dating import dated
from qiusuo.site.size import part_of
from qiusuo.views.status import Status, status
from tests.conftest import ROOT
from tests.translated import edit, stand_alone, write

PAGE = "---\ntitle: {0}\ndescription: {0}.\n---\n\n# {0}\n\n::status\n"


def told(root: Path) -> Status:
    atlas, findings = source.load(root)
    report = Report.of([*findings, *checks.check(atlas, findings)])
    english = atlas.languages[1]
    return status(atlas, report, len(rules()), english, "status", "")


def facts(found: Status) -> dict[str, dict[str, str]]:
    return {
        subject.slug: {fact.name: fact.value for fact in subject.facts}
        for subject in found.subjects
    }


def test_what_is_counted_is_there(library: Path) -> None:
    found = facts(told(library))
    assert found["pages"] == dict.fromkeys(
        ("Chinese", "English"), "9 written, 13 of works, 1 of topics"
    )
    assert found["agreement"]["Pages that agree"] == "9"
    assert found["agreement"]["Blocks never confirmed"] == "0"
    assert found["library"]["No public record"] == "13"
    assert found["claims"] == {"Borne out": "2", "One person's view": "2"}
    assert found["checks"]["Rules checked"] == str(len(rules()))


def test_what_has_moved_is_told(library: Path) -> None:
    edit(library, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    stand_alone(library)
    found = facts(told(library))
    assert found["agreement"]["Blocks moved since"] == "1"
    assert found["agreement"]["Pages to be confirmed"] == "1"
    assert found["agreement"]["Pages without a language"] == "1"
    assert found["checks"]["pair-is-fresh"] == "1"
    assert found["checks"]["notice"] == str(
        sum(int(n) for name, n in found["checks"].items() if "-" in name)
    )


def test_the_real_library_adds_up() -> None:
    atlas, _ = source.load(ROOT)
    found = facts(told(ROOT))
    works = ("Every field verified", "Some fields unverified", "No public record")
    assert sum(int(found["library"][name]) for name in works) == len(atlas.works)
    assert sum(map(int, found["claims"].values())) == len(atlas.claims)
    assert found["checks"]["error"] == "0"


def test_the_page_has_its_sizes_and_its_date(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(library, "docs/zh/status.md", PAGE.format("近况"))
    write(library, "docs/en/status.md", PAGE.format("State"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build(library, library / "site") == 0
    for name, date in (("status", "2023-11-14。"), ("en/status", "on 2023-11-14.")):
        page = (library / "site" / name / "index.html").read_text(encoding="utf-8")
        assert date in page
        assert "-of-site" not in page
    home = (library / "site/en/works/index.html").read_text(encoding="utf-8")
    assert re.search(r'href="\.\./status/">State of the site<', home)
    pages = sum(1 for _ in (library / "site").rglob("*.html"))
    assert re.search(rf"Web pages</dt><dd>{pages} files, \d+\.\d MB", page)


def test_a_build_without_a_date_of_its_own_is_of_the_last_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    english = source.load(ROOT)[0].languages[1]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "no date" in dated(History(), english)
    days = [datetime(2024, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    history = History({"a": Dates(days[0], days[2]), "b": Dates(days[1], days[1])})
    assert dated(history, english) == "Last change: 2024-03-01."


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("works/a/index.html", "pages"),
        ("pagefind/fragment/zh.pf_fragment", "search"),
        ("search/names.json", "search"),
        ("search/index.html", "pages"),
        ("en/share.png", "pictures"),
        ("assets/images/favicon.svg", "pictures"),
        ("assets/stylesheets/qiusuo.css", "looks"),
        ("works/a/a.bib", "exports"),
    ],
)
def test_every_file_is_of_one_part(path: str, part: str) -> None:
    assert part_of(PurePosixPath(path)) == part
