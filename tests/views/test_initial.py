"""Names stand under the letter that a reader looks for."""

import pytest

from qiusuo.views.initial import OTHER, initial, order


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("ablation", "A"),
        ("Éclair", "E"),
        ("“quoted”", "Q"),
        ("阿", "A"),
        ("长上下文", "C"),
        ("额", "E"),
        ("评测", "P"),
        ("预训练", "Y"),
        ("座", "Z"),
        ("KV 缓存", "K"),
        ("Ｗ 矩阵", "W"),
        ("щука", "Щ"),
        ("3D 并行", OTHER),
        ("魍", OTHER),
        ("", OTHER),
    ],
)
def test_a_name_stands_under_its_letter(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_a_reading_that_is_not_the_common_one_counts_for_chinese_only() -> None:
    assert initial("重算") == "Z"
    assert initial("重算", "chóngsuàn") == "C"
    assert initial("recomputation", "chóngsuàn") == "R"


def test_names_are_sorted_as_they_are_read_and_those_without_a_letter_come_last() -> None:
    names = ["3D 并行", "智能体", "BF16", "Adam", "编译器", "榜单", "注意力"]
    assert sorted(names, key=order) == [
        "Adam",
        "榜单",
        "编译器",
        "BF16",
        "智能体",
        "注意力",
        "3D 并行",
    ]
