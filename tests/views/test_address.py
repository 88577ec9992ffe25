"""Addresses of pages, and links from one to another."""

import pytest

from qiusuo.views.address import Addresses

ADDRESSES = Addresses("zh")


@pytest.mark.parametrize(
    ("code", "slug", "path"),
    [
        ("zh", "index", ""),
        ("en", "index", "en/"),
        ("zh", "directions/index", "directions/"),
        ("en", "directions/theory", "en/directions/theory/"),
        ("zh", "works/sajadieh2026aiindex", "works/sajadieh2026aiindex/"),
    ],
)
def test_paths(code: str, slug: str, path: str) -> None:
    assert ADDRESSES.path(code, slug) == path


@pytest.mark.parametrize(
    ("here", "there", "anchor", "link"),
    [
        (("zh", "index"), ("zh", "works"), "", "works/"),
        (("zh", "works"), ("zh", "index"), "top", "../#top"),
        (("en", "works"), ("zh", "works"), "", "../../works/"),
        (("zh", "works"), ("zh", "works"), "a.1", "#a.1"),
        (("zh", "works"), ("zh", "works"), "", "#"),
        (("zh", "index"), ("en", "index"), "", "en/"),
        (("en", "index"), ("zh", "index"), "", "../"),
    ],
)
def test_links(here: tuple[str, str], there: tuple[str, str], anchor: str, link: str) -> None:
    assert ADDRESSES.between(here, there, anchor) == link
