"""The invented atlas of the bench: as large as asked for, the same again, and without a fault."""

import re
from pathlib import Path

import pytest

from bench.corpus import CITED, Corpus, corpus
from bench.forms import write_own, write_stock
from qiusuo.cli import main
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def made() -> Corpus:
    return corpus(12, 120)


def test_it_is_the_same_for_a_seed(made: Corpus) -> None:
    assert corpus(12, 120) == made
    assert corpus(12, 120, seed=1) != made
    assert (len(made.directions), len(made.works)) == (12, 120)


def test_the_site_can_be_made_of_it(made: Corpus, tmp_path: Path) -> None:
    write_own(made, ROOT, tmp_path)
    assert main(["confirm", "--all", "--root", str(tmp_path)]) == 0
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_pages_are_as_long_as_is_said(made: Corpus, tmp_path: Path) -> None:
    write_stock(made, tmp_path)
    for direction in made.directions:
        english = (tmp_path / f"docs/en/directions/{direction.slug}.md").read_text("utf-8")
        chinese = (tmp_path / f"docs/zh/directions/{direction.slug}.md").read_text("utf-8")
        assert 900 <= len(re.findall(r"\b[A-Za-z]+\b", re.sub(r"\[@.*?\]", "", english))) <= 1200
        assert 1600 <= len(re.findall("[\u4e00-\u9fff]", chinese)) <= 2000
        for text in (english, chinese):
            assert len(re.findall(r"@\w", text)) == CITED
            assert not re.search(r"^(?:::|\{)", text, re.MULTILINE)  # marks of ours
