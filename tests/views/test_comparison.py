"""The comparison: every column is the facts', and what came since the essay is counted fairly."""

from dataclasses import replace
from pathlib import Path

import pytest

from qiusuo import source
from qiusuo.model import ESSAY, Span, Work
from qiusuo.views.comparison import SORTED, barrier_reasons, comparison
from tests.conftest import ROOT


def test_a_row_is_the_facts_of_its_direction(library: Path) -> None:
    atlas = source.load(library)[0]
    kites, wind = comparison(atlas, atlas.languages[1], "compare")
    assert (kites.card.slug, wind.card.slug) == ("kites", "wind")
    assert kites.card.url == "../directions/kites/"
    assert [(meter.key, meter.level) for meter in kites.card.meters] == [
        *(("compute", 0), ("engineering", 2), ("mathematics", 1), ("domain", 3))
    ]
    assert kites.reasons == ("None.", "Some.", "Little.", "Much.")
    assert kites.card.backgrounds == ("Physics", "Hardware and architecture")
    assert (kites.card.compute, kites.card.months) == ("none", "1–2 months")
    assert [(tally.outcome, tally.count) for tally in kites.outcomes] == [
        *(("held", 1), ("personal", 1))
    ]
    assert dict(wind.sort)["direction"] == 2
    assert tuple(name for name, _ in wind.sort) == SORTED


def test_what_follows_the_essay_is_counted_by_its_date(library: Path) -> None:
    atlas = source.load(library)[0]
    kites = comparison(atlas, atlas.languages[0], "compare")[0]
    assert (kites.card.works, kites.since, kites.share) == (13, 0, 0)
    # One is of 2024, but its arXiv id is of 2020.
    undated = [replace(work, fields={**work.fields, "eprint": ""}) for work in atlas.entries]
    later = comparison(replace(atlas, entries=tuple(undated)), atlas.languages[0], "compare")[0]
    assert (later.since, later.share) == (1, 8)


@pytest.mark.parametrize(
    ("year", "eprint", "follows"),
    [
        ("2023", "2308.01814", False),
        ("2023", "2309.06180", True),
        ("2023", "", False),
        ("2024", "", True),
        ("2024", "2305.13245", False),
        ("2022", "", False),
        ("", "", False),
        ("2024", "math/0309136", True),
        ("2024", "2399.12345", True),
    ],
)
def test_a_work_follows_the_essay_by_month_or_else_by_year(
    year: str, eprint: str, follows: bool
) -> None:
    work = Work("k", "misc", Span("x.bib"), fields={"year": year, "eprint": eprint})
    assert ESSAY == (2023, 8)
    assert work.follows_essay is follows


def test_every_direction_gives_four_reasons_in_plain_words() -> None:
    atlas = source.load(ROOT)[0]
    for direction in atlas.directions:
        for language in atlas.languages:
            page = atlas.page(language.code, direction.page_slug)
            assert page is not None
            reasons = barrier_reasons(page)
            assert len(reasons) == 4
            for reason in reasons:
                assert len(reason) > 3
                assert not set("*[]{}") & set(reason), reason
