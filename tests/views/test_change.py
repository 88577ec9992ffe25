"""How a change is shown: what leads from one text to the other, and little else."""

from hypothesis import given
from hypothesis import strategies as st

from qiusuo.views.change import Part, change

TEXT = st.text(st.sampled_from("ab 飞落。"), max_size=40)


def shown(before: str, after: str) -> str:
    marks = {Part.SAME: "{}", Part.GONE: "[-{}-]", Part.NEW: "{{+{}+}}"}
    return "".join(marks[run.part].format(run.text) for run in change(before, after))


def test_words_and_characters_are_told_apart() -> None:
    assert shown("It flew in 2023.", "It flew in 2024.") == "It flew in [-2023-]{+2024+}."
    assert shown("低速升力在 2023 年测得", "低速升力在 2024 年测得") == (
        "低速升力在 [-2023-]{+2024+} 年测得"
    )


def test_what_is_far_from_a_change_is_left_out() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    assert shown(text, text.replace("twelve", "dozen")) == (
        "… eight nine ten eleven [-twelve-]{+dozen+}"
    )


@given(TEXT, TEXT)
def test_what_is_gone_was_there_and_what_is_new_is(before: str, after: str) -> None:
    runs = change(before, after)
    assert all(run.text in before for run in runs if run.part is Part.GONE)
    assert all(run.text in after for run in runs if run.part is Part.NEW)
    if max(len(before), len(after)) <= 48:  # too short for anything to be left out
        assert "".join(run.text for run in runs if run.part is not Part.NEW) == before
        assert "".join(run.text for run in runs if run.part is not Part.GONE) == after
