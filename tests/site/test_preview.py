"""The preview goes on while the content is broken, and says what is wrong."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort


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
    assert "docs/en/directions/kites.md:41:41: error citation-resolves" in shown
    assert "Why do they sing?" in shown

    source.write_text(whole.replace("Why do they sing?", "Why do they hum?"), encoding="utf-8")
    rebuild(library)
    shown = page.read_text(encoding="utf-8")
    assert 'class="findings"' not in shown
    assert "Why do they hum?" in shown


def test_a_preview_that_begins_with_a_fault_says_so_and_stops(library: Path) -> None:
    (library / "bibliography" / "odd.bib").write_text("@misc{x,\n", encoding="utf-8")
    with pytest.raises(Abort):
        rebuild(library, first=True)
