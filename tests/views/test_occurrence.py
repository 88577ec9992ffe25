"""Where a term is found, and where a word only looks like it."""

from pathlib import Path

import pytest

from qiusuo.source import load
from qiusuo.views.occurrence import Occurrences
from tests.conftest import copy_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copy_library(tmp_path / "kites")


def found(library: Path, text: str) -> list[str]:
    """The terms that a Chinese text is found to name, none for a word that only looks so."""
    atlas, _ = load(library)
    pattern, owners = Occurrences(atlas).patterns("zh")
    return [owners[match.group()] for match in pattern.finditer(text)]


def test_longer_words_hide_the_name_within_them(library: Path) -> None:
    assert found(library, "上升力争上游，升力机翼") == ["lift", "lift"]
    path = library / "docs/glossary/flight.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  avoid:", "  unless: [上升力争, 升力机]\n  avoid:"), "utf-8")
    assert found(library, "上升力争上游，升力机翼，升力") == ["", "", "lift"]
