"""The ways stand in one order wherever they are listed."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from qiusuo.model import WAYS

_ONE_OF = f"({'|'.join(WAYS)})"
#: What a page offers to choose from, and what it lists.
OFFERED = re.compile(rf'<(?:input|option)[^>]*value="{_ONE_OF}"')
LISTED = re.compile(rf'<(?:section|tr|li)\b[^>]*class="[^"]*way--{_ONE_OF}')
HEADED = re.compile(rf'<h2[^>]* id="{_ONE_OF}"')

PAGES = {
    "works": OFFERED,
    "search": OFFERED,
    "atlas": OFFERED,
    "timeline": OFFERED,
    "compare": LISTED,
    "choose": LISTED,
    "directions": HEADED,
}


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("page", PAGES)
def test_a_list_has_the_ways_in_the_order_of_the_essay(site: Path, page: str, prefix: str) -> None:
    html = (site / f"{prefix}{page}/index.html").read_text(encoding="utf-8")
    assert [way for way, _ in groupby(PAGES[page].findall(html))] == list(WAYS)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_atlas_lists_them_so_beneath_its_picture(site: Path, prefix: str) -> None:
    html = (site / f"{prefix}atlas/index.html").read_text(encoding="utf-8")
    assert re.findall(rf'<section class="way--{_ONE_OF}"', html) == list(WAYS)
