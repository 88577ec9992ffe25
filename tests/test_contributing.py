"""What a newcomer is told: ten steps everywhere, the same commands, rules that can be linked."""

import re

import pytest

from qiusuo.model import Atlas, BlockKind
from qiusuo.source import load
from tests.conftest import ROOT

CODES = ("zh", "en")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load(ROOT)[0]


def steps(atlas: Atlas, code: str) -> list[str]:
    """The steps of the page, each with its commands."""
    page = atlas.page(code, "contribute")
    assert page is not None
    (block,) = [b for b in page.under("direction") if b.kind is BlockKind.ORDERED_LIST]
    return re.split(r"^\d+\. ", block.text, flags=re.MULTILINE)[1:]


def commands(text: str) -> list[str]:
    """The commands of the fenced blocks, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.strip() for block in blocks for line in block.strip().splitlines()]


def test_the_pages_have_ten_steps_with_the_same_commands(atlas: Atlas) -> None:
    chinese, english = ([commands(step) for step in steps(atlas, code)] for code in CODES)
    assert len(chinese) == len(english) == 10
    assert all(chinese)
    assert chinese[0][1:] == english[0][1:]  # the first has the address of one's own fork
    assert chinese[1:] == english[1:]


def test_contributing_has_the_steps_of_the_page_with_what_they_print(atlas: Atlas) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    chapters = re.split(r"^## (\d+)\. ", text, flags=re.MULTILINE)
    assert chapters[1::2] == [str(number) for number in range(1, 11)]
    for chapter, step in zip(chapters[2::2], steps(atlas, "en"), strict=True):
        for command in commands(step):
            if command.startswith(("git clone", "source")):
                continue
            known = command in chapter
            assert known, f"{command!r} is not in step {chapter.splitlines()[0]!r}"


def test_every_make_target_that_is_named_is_there() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("CONTRIBUTING.md", "README.md", *(f"docs/{c}/contribute.md" for c in CODES)):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"`make (\w+)", text)) <= set(targets), name


@pytest.mark.parametrize("code", CODES)
def test_the_rules_of_style_are_numbered_and_lead_to_themselves(atlas: Atlas, code: str) -> None:
    page = atlas.page(code, "contribute")
    assert page is not None
    rules = [block for block in page.under("style") if block.named]
    assert len(rules) == 30
    for number, rule in enumerate(rules, 1):
        assert rule.text.startswith(f"**[{number}](#{rule.address})** ")
        assert rule.address.startswith("style-")
