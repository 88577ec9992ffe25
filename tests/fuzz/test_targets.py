"""Every target, on what once failed and on seeds cut up and put together again."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.fuzz.seeds import FOUND, seeds
from tests.fuzz.targets import TARGETS

#: What means something to one grammar or the other.
PIECES = (
    *("[", "]", "(", ")", "{", "}", "[@", "@a2020b", "@misc{a,\n", "title = ", " and ", "#", "\\'"),
    *(
        "`",
        "```\n",
        "~~~\n",
        "*",
        "**",
        "|",
        "|-|\n",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\t",
        "\n\n",
        "\n",
    ),
    *(": ", "&a ", "*a", "!!int ", "? ", '"', "'", "\\", "\\u0001", "\\ud800", "|\n", "---\n", "%"),
    *(
        "<!--",
        "-->",
        "<a",
        ">",
        "https://",
        "&amp;",
        "$",
        "~",
        "::works\n",
        '{ .essay claims="K1" }',
    ),
    *(
        "。",
        "（",
        "中",
        "Ａ",
        "\ufeff",
        "\u202e",
        "\u200b",
        "\x00",
        "\r\n",
        "\u2028",
        "é",
        "😀",
        "9" * 30,
    ),
)


@st.composite
def spoiled(draw: st.DrawFn, target: str) -> str:
    """A part of a seed in which pieces were put in, or left out."""
    text = draw(st.sampled_from(seeds()[target]))
    begin = draw(st.integers(0, max(0, len(text) - 300))) if draw(st.booleans()) else 0
    text = text[begin : begin + draw(st.integers(0, 600))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=3))
        text = (
            text[:at]
            + piece * draw(st.sampled_from([1, 1, 1, 2, 30]))
            + text[at + draw(st.sampled_from([0, 0, 1, 5])) :]
        )
    return text


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_what_was_made_of_them(name: str) -> None:
    for text in seeds()[name]:
        TARGETS[name](text)

    @settings(
        max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(spoiled(name))
    def try_one(text: str) -> None:
        TARGETS[name](text)

    try_one()


# As the checks run, so that neither the time nor the memory of one run can be another's.
PROGRAM = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))
from tests.fuzz.targets import TARGETS
name, text = json.load(sys.stdin)
TARGETS[name](text)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(name, text, id=f"{name}-{number}")
        for name, texts in FOUND.items()
        for number, text in enumerate(texts)
    ],
)
def test_what_once_failed_fails_no_more(name: str, text: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        input=json.dumps([name, text]),
        capture_output=True,
        text=True,
        timeout=120,  # each took minutes or for ever; a busy machine may take its time
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
