"""Our references beside pandoc's citeproc, part by part, over the whole library.

Chinese pages are compared with the GB/T 7714-2015 style of the CSL repository, English ones with
pandoc's own (Chicago author-date). Each part that differs must have a reason listed here.
"""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qiusuo import source
from qiusuo.exports.csl import csl
from qiusuo.model import Atlas, Work
from qiusuo.verification import fold
from qiusuo.views.reference import reference
from tests.conftest import ROOT

GBT = Path(
    "/usr/share/citation-style-language/styles/china-national-standard-gb-t-7714-2015-numeric.csl"
)

#: Differences that are meant: the part, what is different, and why.
REASONS: tuple[tuple[str, str, Callable[[Work, str], bool]], ...] = (
    (
        "names",
        "after an entry by the same authors, Chicago prints a long dash for them",
        lambda work, code: code == "en",
    ),
    (
        "pages",
        "Chicago shortens the second number of a range (19274–86); we print both whole",
        lambda work, code: code == "en",
    ),
)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return source.load(ROOT)[0]


def citeproc(atlas: Atlas, folder: Path, code: str) -> dict[str, str]:
    """citeproc's reference of every work, as text, by key."""
    pandoc = shutil.which("pandoc")
    if pandoc is None or (code == "zh" and not GBT.exists()):
        pytest.skip("pandoc or its styles are not installed; tests/setup.sh installs them")
    items = folder / "items.json"
    items.write_text(json.dumps([csl(work) for work in atlas.works.values()]), encoding="utf-8")
    command = [pandoc, "--citeproc", "--bibliography", str(items), "-f", "markdown", "-t", "html"]
    if code == "zh":
        command += ["--csl", str(GBT)]
    run = subprocess.run(
        command, input='---\nnocite: "@*"\n---\n', capture_output=True, text=True, check=True
    )
    found = re.findall(r'<div id="ref-([^"]+)".*?>(.*?)\n</div>', run.stdout, re.DOTALL)
    return {key: html.unescape(re.sub(r"<[^>]+>", "", text)) for key, text in found}


def parts(work: Work, code: str) -> dict[str, list[str]]:
    """What a reference must say: each part's pieces."""
    shown = work.authors[:3] if len(work.authors) > (3 if code == "zh" else 6) else work.authors
    pages = work.get("pages")
    return {
        "names": [name.family for name in shown],
        "title": [work.title],
        "container": [work.container] if work.container else [],
        "year": [work.get("year")],
        "pages": re.split("[–-]", pages) if pages else [],
    }


@pytest.mark.parametrize("code", ["zh", "en"])
def test_we_say_what_citeproc_says(atlas: Atlas, tmp_path: Path, code: str) -> None:
    theirs = citeproc(atlas, tmp_path, code)
    assert set(theirs) == set(atlas.works)
    unexplained = []
    for key, work in atlas.works.items():
        ours = fold(str(reference(work, code)))
        other = fold(theirs[key])
        for part, pieces in parts(work, code).items():
            for piece in pieces:
                mine, his = fold(piece) in ours, fold(piece) in other
                assert mine, f"{key}: our own reference lacks the {part} {piece!r}"
                if mine != his and not any(
                    part == name and fits(work, code) for name, _, fits in REASONS
                ):
                    unexplained.append(f"{key}: citeproc lacks the {part} {piece!r}: {theirs[key]}")
    assert unexplained == []


def test_each_reason_is_needed(atlas: Atlas, tmp_path: Path) -> None:
    """A reason that explains nothing any more is to be struck."""
    used = set()
    for code in ("zh", "en"):
        theirs = citeproc(atlas, tmp_path, code)
        for key, work in atlas.works.items():
            for part, pieces in parts(work, code).items():
                if any(fold(piece) not in fold(theirs[key]) for piece in pieces):
                    used |= {r[1] for r in REASONS if r[0] == part and r[2](work, code)}
    assert used == {reason for _, reason, _ in REASONS}


def test_names_are_cut_by_the_language_of_the_work(atlas: Atlas, tmp_path: Path) -> None:
    """citeproc's style prints 等 for all; CSL can not choose by entry, we can."""
    work = atlas.works["zeng2023glm130b"]
    assert "等" in citeproc(atlas, tmp_path, "zh")[work.key]
    assert "et al" in str(reference(work, "zh"))


def test_titles_keep_their_case(atlas: Atlas, tmp_path: Path) -> None:
    """Chicago title-cases; the library keeps what the venue printed."""
    assert "GLM-130b" in citeproc(atlas, tmp_path, "en")["zeng2023glm130b"]
    for work in atlas.works.values():
        assert work.title in str(reference(work, "en"))
        assert work.title in str(reference(work, "zh"))
