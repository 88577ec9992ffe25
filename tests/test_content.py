"""The real content keeps its laws, and its promises."""

import re
from pathlib import Path

import pytest

from qiusuo import checks, source
from qiusuo.diagnostics import Report
from qiusuo.model import WAYS, Atlas
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    found, findings = source.load(ROOT)
    assert not findings
    return found


def test_the_content_is_clean(atlas: Atlas) -> None:
    # A translation may fall behind: readers are told, and so is whoever runs the checks.
    assert Report(Report.of(checks.check(atlas)).faults).as_text() == ""


def test_all_72_claims_are_carried_in_both_languages(atlas: Atlas) -> None:
    assert len(atlas.claims) == 72
    for code in ("zh", "en"):
        assert sum((code, claim.id) in atlas.carriers for claim in atlas.claims) == 72


def test_every_direction_is_there(atlas: Atlas) -> None:
    ways = {way: [d.slug for d in atlas.directions_of(way)] for way in WAYS}
    assert {"capability", "deployment", "infrastructure"} <= set(ways["down"])
    assert {"alignment", "agents", "applications"} <= set(ways["up"])
    assert {"theory", "interpretability"} <= set(ways["hard"])
    assert {"evaluation"} <= set(ways["unlisted"])


def test_pages_are_as_long_as_they_should_be(atlas: Atlas) -> None:
    for direction in atlas.published.directions:
        english = atlas.page("en", direction.page_slug)
        chinese = atlas.page("zh", direction.page_slug)
        assert english is not None
        assert chinese is not None
        words = len(re.sub(r"\[@[^\]]*\]|\{[^}]*\}", "", english.body).split())
        characters = len(re.findall(r"[\u4e00-\u9fff]", chinese.body))
        assert 1200 <= words <= 2600, english.path
        assert 1.2 <= characters / words <= 2.2, chinese.path


def test_retitled_works_keep_their_former_title(atlas: Atlas) -> None:
    former = atlas.works["qin2023transnormerllm"].former_titles
    assert former == ("Scaling TransNormer to 175 Billion Parameters",)


def test_added_works_name_the_record_they_were_checked_against(atlas: Atlas) -> None:
    """Works beyond the verified list that the library began with name a public record."""
    noted = [work for work in atlas.works.values() if work.get("note")]
    assert len(noted) > 100
    for work in noted:
        assert len(work.get("note")) > 20, work.key


def test_the_text_names_no_machine(atlas: Atlas) -> None:
    forbidden = re.compile(r"/(?:root|work|home)/|localhost:\d+")
    for page in atlas.pages:
        assert not forbidden.search(page.body), page.path


def test_the_readme_maps_what_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    for line in block[1].splitlines():
        path = line.split("  ")[0].strip()
        if path:
            assert list(ROOT.glob(path.rstrip("/"))), path


def test_every_file_of_the_package_is_on_the_map() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for folder in Path(ROOT / "scripts" / "qiusuo").iterdir():
        if folder.name.startswith(("__", ".")) or folder.suffix == ".egg-info":
            continue
        assert folder.name in readme, folder.name
