"""The table of the bench: medians, spans, and ratios of runs that belong together."""

import json
from pathlib import Path

from bench.measure import Cost
from bench.report import Size, write
from bench.weights import Weight


def size(directions: int, factor: float) -> Size:
    ours = {"cold": [Cost(2 * factor, 3 * factor, 200), Cost(4 * factor, 3 * factor, 300)]}
    stock = {"cold": [Cost(4 * factor, 4 * factor, 100), Cost(4 * factor, 4 * factor, 100)]}
    weights = {"ours": {"en/": Weight(10_000, 60_000, 20, 1200.4, 30, 0.0)}}
    return Size(
        directions, directions * 10, {"own": ours, "stock": stock}, {"ours": 10**6}, weights
    )


def test_the_table_says_what_was_measured(tmp_path: Path) -> None:
    data, table = tmp_path / "numbers.json", tmp_path / "numbers.md"
    write({"cores": "2"}, [size(15, 1), size(150, 10)], data, table)
    text = table.read_text(encoding="utf-8")
    row = "| cold build, everything on | 3.00 (2.00 to 4.00) | 4.00 (4.00 to 4.00) | 0.75 | 0.75 |"
    assert f"{row} 300 | 100 |" in text
    assert "own 1.00 from 15/150 to 150/1,500" in text
    assert "| ours `/en/` | 10.0 | 60.0 | 20 | 1,200 | 30 | 0.000 |" in text
    assert json.loads(data.read_text(encoding="utf-8"))["sizes"][1]["directions"] == 150
