"""What looks wrong and is not gives no finding."""

from pathlib import Path

import pytest

from qiusuo.site.build import build
from tests.checks.test_rules import faults

#: The same block in Chinese and English.
BLOCKS = (
    ("若 n<m，又 1 < 2。", "If n<m, and 1 < 2."),
    ('标签写作 `<b onclick="x">`。', 'A tag is written `<b onclick="x">`.'),
    ("```html\n<script>alert(1)</script>  \n\tx，y\n```",) * 2,
    ("    <b>code,中code</b>",) * 2,
    ("写信到 <kites@example.org>。", "Write to <kites@example.org>."),
    ("地址是 <https://kites.example.org/a,b>。", "See <https://kites.example.org/a,b>."),
    ("值为 3.14、1,000 和 85%，按 O(n²) 增长，P(对) 为 1。", "It is 3.14, 1,000 and 85%, O(n²)."),
    (
        "他问：“Is it not the case that kites will fly when there is wind?”",
        "He asked: “风筝为什么会飞”。",
    ),
    (
        "题为 *Why Do They Sing? On the Songs of Kites in Every Wind There Is*。",
        "Called *风筝为什么会响，又为什么不响*.",
    ),
    ("第 1 步：α 与 μP 取 Δt。", "Step 1: α, μP and Δt."),
    ("Pope et al. 的 Llama 2 有 C++ 版。", "Pope et al. have Llama 2 in C++."),
    ("第一行  \n第二行", "One line  \nand another"),
    ("| 名 | 值 |\n|:---|---:|\n| 甲 | 1 |", "| Name | Value |\n|:---|---:|\n| A | 1 |"),
    ("> 引文，\n> 两行。", "> A quotation,\n> of two lines."),
    ('见[首页](index.md "首页")。', 'See [home](index.md "Home").'),
    ("字面的 \\* 与 \\[x\\]。", "Literal \\* and \\[x\\]."),
)


@pytest.mark.parametrize(("chinese", "english"), BLOCKS)
def test_it_is_left_alone(library: Path, chinese: str, english: str) -> None:
    for code, block in (("zh", chinese), ("en", english)):
        page = library / "docs" / code / "works.md"
        text = page.read_text(encoding="utf-8").replace("::works", f"{block}\n\n::works")
        page.write_text(text, encoding="utf-8")
    assert [finding.as_text() for finding in faults(library)] == []


def test_and_all_of_it_is_built(library: Path) -> None:
    for place, code in enumerate(("zh", "en")):
        page = library / "docs" / code / "works.md"
        blocks = "\n\n".join(pair[place] for pair in BLOCKS)
        text = page.read_text(encoding="utf-8").replace("::works", f"{blocks}\n\n::works")
        page.write_text(text, encoding="utf-8")
    assert build(library, library / "site") == 0
