"""The index of names: what it leads to, and that it does not grow with the site."""

import dataclasses
from pathlib import Path

import pytest

from qiusuo import source
from qiusuo.model import Atlas
from qiusuo.views import search_index as module
from qiusuo.views.occurrence import Occurrences
from qiusuo.views.search_index import (
    search_index,
    search_traditional,
    search_words,
)


@pytest.fixture
def atlas(library: Path) -> Atlas:
    return source.load(library)[0]


def test_terms_lead_to_the_section_that_uses_them(atlas: Atlas) -> None:
    index = search_index(atlas, Occurrences(atlas))
    (term,) = index["terms"]
    slug, names, also, targets = term
    assert (slug, names, also) == ("lift", ["升力", "lift"], ["uplift", "浮力"])
    paths = [(index["pages"][page]["path"], section) for page, section in targets]
    assert paths == [("directions/kites/", "focus-shape"), ("directions/wind/", "focus-shape")]


def test_headings_that_all_directions_share_are_left_out(atlas: Atlas) -> None:
    ids = {section for _, section, _ in search_index(atlas, Occurrences(atlas))["sections"]}
    assert "focus-shape" in ids
    assert not ids & {"what", "since", "related"}


def test_above_a_size_only_pages_that_names_lead_to_are_kept(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROOMY", 3)
    index = search_index(atlas, Occurrences(atlas))
    assert {page["path"] for page in index["pages"]} == {"directions/kites/", "directions/wind/"}
    assert index["sections"] == []
    sizes = []
    for times in (9, 90):
        copies = [
            dataclasses.replace(page, slug=f"{page.slug}-{n}")
            for page in atlas.pages
            for n in range(times)
        ]
        more = dataclasses.replace(atlas, pages=(*atlas.pages, *copies))
        sizes.append(len(search_index(more, Occurrences(more))["pages"]))
    assert sizes[0] == sizes[1] <= 2 + 3


def test_words_are_listed_by_their_length(atlas: Atlas) -> None:
    words = search_words(atlas)
    assert "bowed" in words[5].split()
    assert all(len(word) == length for length in range(4, 13) for word in words[length].split())
    assert all(len(word) >= 13 for word in words[13].split())


def test_traditional_characters_are_folded_as_far_as_the_site_uses_them(atlas: Atlas) -> None:
    traditional, simplified = search_traditional(atlas)
    assert len(traditional) == len(simplified)
    assert dict(zip(traditional, simplified, strict=True))["風"] == "风"
