"""Building: what is published is whole, and a failed build touches nothing."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rcssmin
from mkdocs.exceptions import PluginError

from qiusuo.cli import main
from qiusuo.site.build import build
from qiusuo.site.plugin import QiusuoPlugin
from tests.conftest import copy_library


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented library with its site, to look at."""
    root = copy_library(tmp_path_factory.mktemp("built") / "a kite 风筝")
    assert build(root, root / "site") == 0
    return root


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """The same, to spoil."""
    return Path(shutil.copytree(built, tmp_path / "a kite 风筝", symlinks=True))


def html(root: Path, page: str) -> str:
    return (root / "site" / page / "index.html").read_text(encoding="utf-8")


def test_every_page_stands_in_both_languages(built: Path) -> None:
    pages = ["", "directions", "directions/kites", "directions/wind", "essay", "works"]
    for page in pages:
        assert '<html lang="zh"' in html(built, page)
        assert '<html lang="en"' in html(built, f"en/{page}")
    assert '<html lang="en"' in (built / "site/en/404.html").read_text(encoding="utf-8")
    assert '<html lang="zh"' in (built / "site/404.html").read_text(encoding="utf-8")


def test_alternates_are_absolute_with_a_default(built: Path) -> None:
    page = html(built, "en/directions/kites")
    base = "https://qiusuo.example.org"
    for code, url in (
        ("zh", f"{base}/directions/kites/"),
        ("en", f"{base}/en/directions/kites/"),
        ("x-default", f"{base}/directions/kites/"),
    ):
        assert f'<link rel="alternate" hreflang="{code}" href="{url}">' in page
    assert f'<link rel="canonical" href="{base}/en/directions/kites/">' in page
    sitemap = (built / "site/sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count("<loc>") == 18 + 2 * 13 + 2 * 1
    assert f'hreflang="x-default" href="{base}/directions/kites/"' in sitemap


def test_blocks_have_the_same_addresses_in_both_languages(built: Path) -> None:
    wanted = {"what.1", "what.2", "focus-shape.1", "focus-shape.2", "barriers", "start.1"}
    for page in ("directions/kites", "en/directions/kites"):
        assert wanted <= set(re.findall(r'id="([^"]+)"', html(built, page)))


def test_citations_are_numbered_and_lead_back(built: Path) -> None:
    page = html(built, "en/directions/kites")
    numbers = re.findall(r'class="citation__link".*?>\[(\d+)\]', page)
    assert numbers[:4] == ["1", "2", "3", "4"]
    assert 'href="#ref-adler2019kite"' in page
    assert 'href="#cite-adler2019kite-1"' in page
    assert page.count('<li id="ref-') == 13


def test_code_keeps_what_looks_like_a_citation(built: Path) -> None:
    assert "<code>[@key]</code>" in html(built, "en/directions/kites")


def test_voices_are_labelled_where_they_change(built: Path) -> None:
    page = html(built, "en/directions/kites")
    assert page.count("voice-label--essay") == 1
    assert page.count("voice-label--experience") == 1
    assert page.count("voice-label--editors") == 2
    assert '<a class="voice-label__claim" href="../../essay/#claim-K1"' in page


def test_claims_link_to_their_block(built: Path) -> None:
    page = html(built, "en/essay")
    assert '<tr id="claim-K1" data-block>' in page
    assert 'href="../directions/kites/#what.1"' in page
    assert 'href="../works/iyer2024lift/"' in page


def test_barriers_carry_their_level(built: Path) -> None:
    assert html(built, "en/directions/kites").count('class="meter"') == 8


def test_data_files_are_not_published(built: Path) -> None:
    names = {path.name for path in (built / "site").rglob("*")}
    assert not names & {"kites.yml", "zh.yml", "kites.md", "kites.bib", "decisions"}


def test_no_picture_of_materials_is_published(built: Path) -> None:
    sent = {path.name for path in (built / "site/assets/images").iterdir()}
    assert sent == {path.name for path in (built / "overrides/assets/images").iterdir()}


def test_a_page_asks_for_all_style_sheets_of_the_components_at_once(built: Path) -> None:
    for page in ("", "en/directions/kites", "works/li2020zhi"):
        sheets = re.findall('<link rel="stylesheet" href="(.*?)">', html(built, page))
        (own,) = (built / "site/assets/stylesheets").iterdir()
        assert sheets == ["../" * len(Path(page).parts) + f"assets/stylesheets/{own.name}"]
    text = own.read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert own.name == f"qiusuo.{digest[:8]}.min.css"
    parts = [path.read_text("utf-8") for path in built.glob("overrides/assets/stylesheets/*.css")]
    assert len(parts) > 20
    sent = text + html(built, "")  # first.css stands in each page
    assert all(rcssmin.cssmin(part) in sent for part in parts)


def test_a_failed_build_leaves_the_site_that_stood(own: Path) -> None:
    before = {path: path.read_bytes() for path in (own / "site").rglob("*") if path.is_file()}
    page = own / "docs/en/directions/kites.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n", encoding="utf-8")
    assert main(["build", "--root", str(own)]) == 1
    after = {path: path.read_bytes() for path in (own / "site").rglob("*") if path.is_file()}
    assert before == after
    assert [path.name for path in own.iterdir() if path.name.startswith(".site")] == []


def test_plain_mkdocs_build_refuses_errors_too(own: Path) -> None:
    (own / "bibliography" / "odd.bib").write_text("@misc{x,\n", encoding="utf-8")
    stamp = (own / "site/index.html").stat().st_mtime_ns
    command = [sys.executable, "-m", "mkdocs", "build"]
    run = subprocess.run(command, cwd=own, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "bibliography/odd.bib:1:1: error bibtex-is-well-formed" in run.stderr
    assert "Traceback" not in run.stderr
    assert (own / "site/index.html").stat().st_mtime_ns == stamp


#: What pages are made of, of which one could have another idea than the other.
BODIES = (
    "- a\n\n1. b\n\n2. c",
    "- a\n    - b\n\n    more\n- c",
    "```\n[@key]\n\n# no\n```",
    "> a\n>\n> b\n\nafter",
    "| a | b |\n|:--|--:|\n| `|` | 2 |",
    "a\n## B {#b}\nc",
    "!!! note\n    a\n\n    b\n\nafter",
    "    code\n\n    more\n\nafter",
    "[ref]: https://example.org/\n\nsee [ref]",
    "a  \nb\n- not a list",
    "<!-- hidden -->\n\nshown",
    "shown <!-- hidden --> shown\n<!-- hidden\n\nstill -->\n\n- shown <!-- hidden -->\n- a",
    "<!-- hidden --> shown\n\n```\n<!-- code -->\n```\n\n    <!-- hidden -->",
    "***\n\nafter",
)


def test_the_model_and_markdown_agree_on_blocks(library: Path) -> None:
    """Each on a page of its own, which the build names where they do not agree."""
    for code in ("zh", "en"):
        works = (library / "docs" / code / "works.md").read_text(encoding="utf-8")
        for number, body in enumerate(BODIES):
            page = library / "docs" / code / f"body-{number}.md"
            page.write_text(works.replace("::works", f"{body}\n\nAfter."), encoding="utf-8")
    assert build(library, library / "site") == 0
    assert len(list((library / "site").rglob("body-*/index.html"))) == 2 * len(BODIES)


def test_a_language_that_can_not_be_built_fails_the_build(
    own: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rendered = QiusuoPlugin.on_page_content

    def failing(self: QiusuoPlugin, html: str, **about: Any) -> str:
        if about["page"].file.src_uri == "en/directions/kites.md":
            raise PluginError("no English today")
        return rendered(self, html, **about)

    monkeypatch.setattr(QiusuoPlugin, "on_page_content", failing)
    stamp = (own / "site/index.html").stat().st_mtime_ns
    edit = own / "docs/topics.yml"
    edit.write_text(edit.read_text(encoding="utf-8").replace("Flight", "Flying"), encoding="utf-8")
    assert build(own, own / "site") == 1
    assert "the pages of en were not built" in caplog.text or "no English today" in caplog.text
    assert (own / "site/index.html").stat().st_mtime_ns == stamp
    assert [path.name for path in own.iterdir() if path.name.startswith(".site")] == []
