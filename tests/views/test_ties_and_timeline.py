"""Ties and the timeline say of the content what is in it, once each."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from qiusuo import source
from qiusuo.model import ESSAY, WAYS, Atlas, Language, Span, Told, Work
from qiusuo.views.atlas_entry import atlas_list
from qiusuo.views.atlas_layout import Frame
from qiusuo.views.atlas_picture import ATLAS, HOME, atlas_picture, reading_path
from qiusuo.views.drawn import drawn
from qiusuo.views.locator import locator
from qiusuo.views.tie import cited_keys, ties
from qiusuo.views.timeline import Timeline, timeline
from qiusuo.views.timeline_picture import TimelinePicture, narrow_picture, slots, wide_picture
from tests.conftest import ROOT
from tests.views.grown import grown


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return source.load(ROOT)[0].published


@pytest.fixture(params=["zh", "en"])
def language(atlas: Atlas, request: pytest.FixtureRequest) -> Language:
    return next(one for one in atlas.languages if one.code == request.param)


@pytest.fixture
def line(atlas: Atlas, language: Language) -> Timeline:
    return timeline(atlas, language, "timeline")


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"year": "2023", "eprint": "2211.17192"}, (2022, 11)),
        ({"year": "2023", "eprint": "2306.01234"}, (2023, 6)),
        ({"year": "2020", "eprint": "2101.00027"}, (2020, 0)),  # on arXiv later than elsewhere
        ({"year": "2019", "eprint": "cs/9912001"}, (2019, 0)),
        ({"year": "2023", "eprint": "2313.00001"}, (2023, 0)),  # no such month
        ({"year": "2023"}, (2023, 0)),
        ({"year": "n.d."}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_an_arxiv_id_tells_when_a_work_appeared(
    fields: dict[str, str], seen: tuple[int, int]
) -> None:
    assert Work("k", "misc", Span("x.bib"), fields=fields).appeared == seen


def test_a_tie_is_a_neighbour_named_or_a_work_shared(atlas: Atlas, language: Language) -> None:
    directions = list(atlas.directions_in_order())
    found = {(tie.one, tie.other): tie for tie in ties(atlas, language, directions)}
    for one, other in combinations(directions, 2):
        shared = set(cited_keys(atlas, language, one)) & set(cited_keys(atlas, language, other))
        named = other.slug in one.related or one.slug in other.related
        tie = found.pop((one.slug, other.slug), None)
        assert (tie is not None) == (bool(shared) or named)
        if tie:
            assert (set(tie.works), tie.named) == (shared, named)
            assert tie.beyond(one.slug) == other.slug
    assert not found


def test_the_list_says_what_the_picture_shows(atlas: Atlas, language: Language) -> None:
    listed = atlas_list(atlas, language, "atlas")
    for frame in ATLAS:
        picture = atlas_picture(atlas, language, "atlas", frame)
        entries = [entry for way in listed.ways for entry in way.entries]
        assert [s.lane.slug for s in picture.stations] == [entry.slug for entry in entries]
        for station, entry in zip(picture.stations, entries, strict=True):
            assert (station.url, station.works) == (entry.url, entry.works)
            assert [s.url for s in station.stones] == [link.url for link in entry.path]
            assert 4 <= len(station.stones) <= 7
        ends = Counter(end for arc in picture.arcs for end in (arc.one, arc.other))
        for entry in entries:
            assert ends[entry.slug] == len(entry.named) + len(entry.others)
        shared = sorted(arc.works for arc in picture.arcs if arc.works)
        assert shared == sorted(len(pair.works) for pair in listed.shared)


def test_the_small_picture_has_every_direction_and_no_works(
    atlas: Atlas, language: Language
) -> None:
    for frame in HOME:
        picture = atlas_picture(atlas, language, "index", frame)
        assert len(picture.stations) == len(atlas.directions)
        assert not picture.arcs
        assert not any(station.stones for station in picture.stations)
        assert [way.way for way in picture.ways] == list(WAYS)


@pytest.mark.parametrize("frame", [*ATLAS, *HOME])
def test_a_way_with_too_many_directions_ends_in_a_link_to_them(
    atlas: Atlas, language: Language, frame: Frame
) -> None:
    many = grown(atlas, 150)
    picture = atlas_picture(many, language, "atlas", frame)
    for way in ("down", "up", "hard"):
        *shown, rest = [station for station in picture.stations if station.way == way]
        assert [one.lane.slug for one in shown] == [
            one.slug for one in many.directions_of(way)[: frame.most - 1]
        ]
        assert rest.url.endswith(f"directions/#{way}")
        assert str(len(many.directions_of(way)) - len(shown)) in rest.title.text
    if frame.stones:
        assert 0 < len(picture.arcs) <= 4 * len(picture.stations)


def test_every_direction_is_in_the_list_however_many(atlas: Atlas, language: Language) -> None:
    many = grown(atlas, 150)
    found = [
        url
        for way in atlas_list(many, language, "atlas").ways
        for url in [entry.url for entry in way.entries] + [link.url for link in way.rest]
    ]
    assert found == [f"../{one.page_slug}/" for one in many.directions_in_order()]


def test_as_many_directions_as_there_is_room_for_are_all_shown(atlas: Atlas) -> None:
    ways = {way: len(atlas.directions_of(way)) for way in WAYS}
    for most in range(2, 6):
        for one in drawn(atlas, most):
            lines = len(one.directions) + bool(one.rest)
            assert lines == min(ways[one.way], most)
            assert len(one.directions) + len(one.rest) == ways[one.way]


def test_a_timeline_of_many_directions_draws_some_and_leads_to_the_rest(
    atlas: Atlas, language: Language
) -> None:
    many = timeline(grown(atlas, 150), language, "timeline")
    assert many.rest
    assert many.rest.url == "../directions/"
    left = 150 - len(many.rows) + 1  # the last row is of pages that are no directions
    assert str(left) in many.rest.text.text
    assert timeline(atlas, language, "timeline").rest is None


def test_a_direction_that_its_language_lacks_is_told_in_the_original(atlas: Atlas) -> None:
    english = next(one for one in atlas.languages if one.code == "en")
    lacking = [page for page in atlas.pages if page.path == "docs/en/directions/theory.md"]
    less = replace(atlas, pages=tuple(page for page in atlas.pages if page not in lacking))
    told = Told("理论", "zh", "中文")
    picture = atlas_picture(less, english, "atlas", ATLAS[0])
    (station,) = [one for one in picture.stations if one.lane.slug == "theory"]
    assert station.title == told
    assert [line.text for line in station.lane.lines] == ["理论 · 中文"]
    assert len(station.stones) >= 4
    (row,) = [one for one in timeline(less, english, "timeline").rows if one.slug == "theory"]
    assert row.title == told
    assert sum(len(cell) for cell in row.cells) > 20
    named = [
        link.text
        for way in atlas_list(less, english, "atlas").ways
        for one in way.entries
        for link in one.named
    ]
    assert Told("理论 (6)", "zh", "中文") in named


def test_a_reading_path_is_that_of_the_page(atlas: Atlas, language: Language) -> None:
    direction = atlas.direction("deployment")
    assert direction is not None
    assert reading_path(atlas, language, direction)[0] == "pope2023efficiently"


def test_a_locator_marks_one_spot(atlas: Atlas, language: Language) -> None:
    for direction in atlas.directions:
        found = locator(atlas, language, direction, direction.page_slug)
        assert found is not None
        (here,) = [spot for spot in found.spots if spot.here]
        assert here.way == direction.way
        assert len({(spot.x, spot.y) for spot in found.spots}) == len(atlas.directions)
        assert all(0 < s.x < found.width and 0 < s.y < found.height for s in found.spots)
        assert found.url.endswith(f"/atlas/#{direction.slug}")


def test_a_locator_does_not_grow_with_the_atlas(atlas: Atlas, language: Language) -> None:
    many = grown(atlas, 150)
    places = []
    for direction in many.directions_of("up"):
        found = locator(many, language, direction, direction.page_slug)
        assert found is not None
        (here,) = [spot for spot in found.spots if spot.here]
        assert len(found.spots) == 3 * 8 + 1
        places.append(-here.y)
    assert places == sorted(places)
    assert len(set(places)) == 8


def test_every_work_is_once_in_its_column_and_once_in_the_rows_that_cite_it(
    atlas: Atlas, language: Language, line: Timeline
) -> None:
    placed = Counter(mark.key for column in line.columns for mark in column.marks)
    assert placed == Counter(atlas.works.keys())
    for row in line.rows:
        keys = [mark.key for cell in row.cells for mark in cell]
        direction = atlas.direction(row.slug)
        if direction:
            assert Counter(keys) == Counter(cited_keys(atlas, language, direction).keys())
        else:
            assert all([one.slug for one in line.rows_of[key]] == [row.slug] for key in keys)
    assert [row.slug for row in line.rows[:-1]] == [d.slug for d in atlas.directions_in_order()]


def test_columns_run_from_before_the_essay_to_after_it(line: Timeline) -> None:
    names = [column.id for column in line.columns]
    assert names[:2] == ["before", "2017"]
    assert [name for name in names if name.startswith("2023")] == [
        *("2023-before", "2023-unknown", "2023-after")
    ]
    for column in line.columns:
        for mark in column.marks:
            year, month = mark.seen
            if column.place == "before":
                assert (year, month or 12) < ESSAY or year < ESSAY[0]
            elif column.place == "after":
                assert (year, month or 1) >= ESSAY
            else:
                assert mark.seen == (ESSAY[0], 0)
        dates = [mark.seen for mark in column.marks]
        assert dates == sorted(dates, key=lambda seen: (seen[0], seen[1] or 13))


def test_turning_points_are_cited_by_what_became_of_a_claim(
    atlas: Atlas, language: Language, line: Timeline
) -> None:
    marks = [mark for column in line.columns for mark in column.marks]
    turning = [mark for mark in marks if mark.claims]
    assert 0 < len(turning) < len(marks) / 2
    for mark in turning:
        assert (mark.seen[0], mark.seen[1] or 12) >= ESSAY
        for link in mark.claims:
            claim = atlas.claim_by_id[link.text.text]
            assert claim.outcome in ("held", "partly", "overtaken")
            assert mark.key in {citation.key for citation in claim.citations[language.code]}
            assert link.url.endswith(f"/essay/#claim-{claim.id}")


def test_slots_go_where_they_save_most() -> None:
    assert slots([[1, 8, 1], [1, 6, 0]], [1, 1, 1], 6) == (1, 4, 1)
    assert slots([[4, 4]], [2, 2], 4) == (2, 2)


@pytest.mark.parametrize("draw", [wide_picture, narrow_picture])
def test_no_two_marks_meet(line: Timeline, draw: object) -> None:
    assert callable(draw)
    picture: TimelinePicture = draw(line)
    marks = [mark for row in picture.rows for mark in row.marks]
    assert len(marks) == sum(len(cell) for row in line.rows for cell in row.cells)
    for one, other in combinations(marks, 2):
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= 24
    for mark in marks:
        assert 0 < mark.x < picture.width
        assert 0 < mark.y < picture.height


def test_the_essay_divides_what_came_before_from_what_came_after(line: Timeline) -> None:
    for picture in (wide_picture(line), narrow_picture(line)):
        (band,) = [column for column in picture.columns if column.place == "at"]
        assert band.start <= picture.essay <= band.end
        for column in picture.columns:
            if column.place == "before":
                assert column.end <= band.start
            if column.place == "after":
                assert column.start >= band.end
        down = picture.name == "narrow"
        for placed in (mark for row in picture.rows for mark in row.marks):
            unknown = placed.mark.seen == (ESSAY[0], 0)
            assert unknown == (band.start < (placed.y if down else placed.x) < band.end)


def test_without_works_of_unknown_month_the_essay_is_one_line(line: Timeline) -> None:
    known = replace(
        line, columns=tuple(column for column in line.columns if column.place != "at"), rows=()
    )
    assert line.unplaced
    assert not known.unplaced
    for picture in (wide_picture(known), narrow_picture(known)):
        places = [column.place for column in picture.columns]
        after = picture.columns[places.index("after")]
        assert picture.columns[places.index("after") - 1].end <= picture.essay <= after.start
