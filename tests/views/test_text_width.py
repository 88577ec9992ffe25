"""Texts are measured rather too wide than too narrow, and broken where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo.views.text_width import text_width, wrap

WORDS = st.lists(
    st.sampled_from(["检索增强生成，", "retrieval", "与", "“long”", "RLHF", "the", "长期记忆"]),
    min_size=1,
    max_size=12,
)


def test_han_are_wider_than_latin_and_both_grow_with_size() -> None:
    assert text_width("可解释性", 20) == 80
    assert text_width("iii", 20) < text_width("nnn", 20) < text_width("WWW", 20)
    assert text_width("e\u0301", 20) == text_width("e", 20)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("把模型造出来、跑起来、撑起来", 170, ("把模型造出来、", "跑起来、撑起来")),
        ("Evaluation", 40, ("Evaluation",)),
        ("Other pages", 80, ("Other", "pages")),
        ("Retrieval-augmented", 120, ("Retrieval-", "augmented")),
        ("2017 以前", 48, ("2017", "以前")),
    ],
)
def test_lines_end_at_words_and_are_about_equally_long(
    text: str, room: int, lines: tuple[str, ...]
) -> None:
    assert wrap(text, 14, room) == lines


@given(words=WORDS, gap=st.sampled_from(["", " "]), room=st.integers(20, 400))
def test_nothing_is_lost_and_lines_fit(words: list[str], gap: str, room: int) -> None:
    text = gap.join(words)
    lines = wrap(text, 14, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line[0] not in "，”"
        assert text_width(line, 14) <= room or len(wrap(line, 14, 0)) == 1
