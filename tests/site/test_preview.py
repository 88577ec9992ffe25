"""The preview goes on while the content is broken, and says what is wrong."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from qiusuo.site.build import build as publish


def rebuild(root: Path, first: bool = False) -> None:
    """What ``mkdocs serve`` does at its start and after each change."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    if first:
        config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")


def test_a_fault_is_shown_over_what_stood_before_until_it_is_mended(library: Path) -> None:
    rebuild(library, first=True)
    source = library / "docs" / "en" / "directions" / "kites.md"
    page = library / "site" / "en" / "directions" / "kites" / "index.html"
    whole = source.read_text(encoding="utf-8")
    assert 'class="findings"' not in page.read_text(encoding="utf-8")

    source.write_text(whole.replace("[@iyer2024lift]", "[@nobody]"), encoding="utf-8")
    rebuild(library)
    shown = page.read_text(encoding="utf-8")
    panel = shown[shown.index('class="findings"') :]
    assert "docs/en/directions/kites.md:41:41" in panel
    assert "citation-resolves: no work" in panel
    assert "1 error" in panel
    assert "Why do they sing?" in shown
    assert 'class="findings"' in (library / "site/works/li2020zhi/index.html").read_text("utf-8")

    source.write_text(whole.replace("Why do they sing?", "Why do they hum?"), encoding="utf-8")
    rebuild(library)
    shown = page.read_text(encoding="utf-8")
    assert 'class="findings"' not in shown
    assert "Why do they hum?" in shown


def test_a_warning_is_shown_beside_what_is_new(library: Path) -> None:
    source = library / "docs" / "zh" / "directions" / "kites.md"
    text = source.read_text(encoding="utf-8").replace("它们为什么会响？", "它们为什么唱A调?")
    source.write_text(text, encoding="utf-8")
    rebuild(library, first=True)
    shown = (library / "site/directions/kites/index.html").read_text(encoding="utf-8")
    assert "它们为什么唱 A 调？" not in shown
    assert "它们为什么唱A调?" in shown
    assert "docs/zh/directions/kites.md:52:7" in shown
    assert "3 处提醒" in shown


def test_what_is_published_shows_no_findings(library: Path) -> None:
    source = library / "docs" / "zh" / "directions" / "kites.md"
    source.write_text(source.read_text("utf-8").replace("2024 年", "2024年"), encoding="utf-8")
    assert publish(library, library / "site") == 0
    shown = (library / "site/directions/kites/index.html").read_text(encoding="utf-8")
    assert 'class="findings"' not in shown


def test_a_preview_that_begins_with_a_fault_says_so_and_stops(library: Path) -> None:
    (library / "bibliography" / "odd.bib").write_text("@misc{x,\n", encoding="utf-8")
    with pytest.raises(Abort):
        rebuild(library, first=True)
