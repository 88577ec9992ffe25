"""However many directions there are and however long their names, nothing meets in the picture."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qiusuo.views.atlas_layout import PITCH, Frame, Lane, Layout, Way, arc, layout, winding
from qiusuo.views.atlas_picture import ATLAS, HOME
from qiusuo.views.text_width import text_width

TITLE = st.one_of(
    st.sampled_from(["对齐", "可解释性", "检索增强生成与长期记忆", "超大网络的学习动力学"]),
    st.sampled_from(["Agents", "Interpretability", "Data and synthetic corpora"]),
    st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=40).filter(str.strip),
)
NOTE = st.sampled_from(["弄明白模型为什么这样做", "Find out why the model does what it does", ""])


def of(most: int) -> st.SearchStrategy[Way]:
    titles = st.lists(TITLE, max_size=most)
    return st.builds(
        lambda note, found: Way("Way", note, [(f"d{n}", t) for n, t in enumerate(found)]),
        NOTE,
        titles,
    )


WAYS = st.fixed_dictionaries({"up": of(8), "down": of(8), "hard": of(8), "unlisted": of(4)})
Box = tuple[float, float, float, float]


def boxes(plan: Layout, frame: Frame) -> Iterator[tuple[str, Box]]:
    """Every piece of text with the box that it may take."""
    for way, lanes in plan.lanes.items():
        for lane in lanes:
            for line in lane.lines:
                wide = text_width(line.text, frame.size)
                high = frame.size * 0.75
                yield f"{way} {lane.slug}", (line.x, line.y - high, line.x + wide, line.y + 4)
    for way, heading in plan.headings.items():
        size = 22 if heading.glyph else 15
        for line, high in [(heading.name, size * 0.75), *((note, 11.0) for note in heading.note)]:
            wide = text_width(line.text, 12.4 if high == 11 else size)
            yield way, (line.x, line.y - high, line.x + wide, line.y + 4)


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(max_examples=60, deadline=None)
@given(ways=WAYS, frame=st.sampled_from([*ATLAS, *HOME]))
def test_no_two_texts_meet_and_all_are_inside(ways: dict[str, Way], frame: Frame) -> None:
    plan = layout(ways, frame)
    found = list(boxes(plan, frame))
    for (one, box), (other, another) in combinations(found, 2):
        assert one == other or not meet(box, another), (one, box, other, another)
    for _, (left, top, _, bottom) in found:
        assert left >= 0
        assert top >= 0
        assert bottom <= plan.height + 1


@settings(max_examples=60, deadline=None)
@given(ways=WAYS, frame=st.sampled_from([*ATLAS, *HOME]))
def test_every_direction_has_a_lane_of_its_own(ways: dict[str, Way], frame: Frame) -> None:
    plan = layout(ways, frame)
    lanes = [lane for found in plan.lanes.values() for lane in found]
    assert len(lanes) == sum(len(way.directions) for way in ways.values())
    heights = sorted(lane.y for lane in lanes)
    assert all(after - before >= PITCH for before, after in pairwise(heights))
    for way, found in plan.lanes.items():
        assert [lane.slug for lane in found] == [slug for slug, _ in ways[way].directions]
        ys = [lane.y for lane in found]
        assert ys == sorted(ys, reverse=way == "up")
    above = [lane.y for lane in plan.lanes.get("up", ())]
    below = [lane.y for lane in plan.lanes.get("down", ())]
    assert all(y < plan.fork for y in above)
    assert all(y > plan.fork for y in below)


def test_seven_works_stand_on_every_lane_of_fifteen_directions() -> None:
    way = Way("Way", "", [(f"d{n}", "Direction") for n in range(5)])
    for frame in ATLAS:
        plan = layout({"up": way, "hard": way, "down": way}, frame)
        lanes: list[Lane] = [lane for found in plan.lanes.values() for lane in found]
        assert len(lanes) == 15
        assert all(lane.x + PITCH + 4 + 6 * PITCH <= lane.end for lane in lanes)


def test_paths_begin_and_end_where_they_should() -> None:
    assert arc(100, 10, 50, 30) == "M100 10C130 10 130 50 100 50"
    assert winding([(0, 0), (60, 0)], 5) == "M0 0Q15 -10 30 0Q45 10 60 0"
