"""``qiusuo check --fix``: once is enough, nothing else is touched, and nothing is left to fix."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiusuo import checks, source
from qiusuo.checks import punctuation, spacing
from qiusuo.cli import main
from qiusuo.diagnostics import Diagnostic
from qiusuo.mend import mend
from qiusuo.model import Atlas, Language, Passage, Span
from qiusuo.source import characters
from qiusuo.source.edit import edited
from qiusuo.syntax import PieceKind, pieces
from tests.conftest import ROOT

#: Pieces of running text, the untouchable among them.
HAN = st.text("风筝的线很长上〇", min_size=1, max_size=4)
LATIN = st.sampled_from(
    ["GPT-4", "Adam", "70B", "85%", "n²", "3.14", "1,000", "et al.", "C++", "é"]
)
MARKS = st.sampled_from([*',.;:?!()"，。（）', " ", "  ", "\n", "**", "*", "(", ") ", "...", "["])
KEPT = st.sampled_from(
    [
        *("`a,b中.`", "`风(x)`", "[@huang2016knot]", "[@a; @b-c_d]", "$x,y$", "{n}", "<b>", "\\*"),
        *("](wind.md#a,b)", "https://a.org/x,y(z)", "[风](a中b.md)", "[Adam](b.md)", "&amp;"),
    ]
)
PROSE = st.lists(st.one_of(HAN, LATIN, MARKS, KEPT), max_size=14).map("".join)
#: Characters that are mended wherever they stand.
ODD = st.sampled_from(
    [
        *("\ufeff", "\r\n", "\r", "\u200b", "\u202e", "\u00a0", "\u3000", "\t", " \t\n", "  \n"),
        *("Ａ１", "аdam", "Sраrs", "\x00", "\n\tx: 1\n", "\n```\n", "`", "\n    code \n", "\ue000"),
    ]
)
FILE = st.lists(st.one_of(HAN, LATIN, MARKS, KEPT, ODD), max_size=20).map("".join)
ZH = Language("zh", "zh-Hans", "中文", 1, Span("docs/languages/zh.yml"))
EN = Language("en", "en-GB", "English", 2, Span("docs/languages/en.yml"))


def told(text: str, language: Language = ZH) -> list[Diagnostic]:
    atlas = Atlas(languages=(language,), passages=(Passage(language.code, text, Span("x.yml")),))
    found = [*spacing.scripts_are_spaced(atlas), *punctuation.punctuation_fits_language(atlas)]
    assert all(finding.edits for finding in found)
    return found


def fixed(text: str, language: Language = ZH) -> str:
    for _ in range(4):
        found = told(text, language)
        if not found:
            return text
        text, made = edited(text, [edit for finding in found for edit in finding.edits])
        assert made
    raise AssertionError(f"does not come to rest: {text!r}")


def untouchable(text: str) -> list[str]:
    kinds = (PieceKind.CODE, PieceKind.CITATION, PieceKind.SOLID, PieceKind.CLOSING)
    return [piece.text for piece in pieces(text) if piece.kind in kinds]


def plain(text: str) -> str:
    """What typography does not change: no spaces, and all punctuation of one width."""
    pairs = str.maketrans("，。；：？！（）“”", ',.;:?!()""')
    return re.sub(r"[ ]+", "", text.translate(pairs))


@settings(deadline=None)
@given(PROSE)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert [piece.end for piece in found[:-1]] == [piece.start for piece in found[1:]]


@settings(max_examples=400, deadline=None)
@given(PROSE, st.sampled_from([ZH, EN]))
def test_typography_comes_to_rest_and_changes_nothing_else(text: str, language: Language) -> None:
    once = fixed(text, language)
    assert told(once, language) == []
    assert untouchable(once) == untouchable(text)
    assert plain(once) == plain(text)


@settings(deadline=None)
@given(PROSE)
def test_no_fault_escapes_the_quick_look(text: str) -> None:
    if not spacing._SUSPECT.search(text):
        assert list(spacing._unspaced(text)) == []
    if not punctuation._SUSPECT.search(text):
        assert list(punctuation._too_narrow(text)) == []
    if not punctuation._SUSPECT_WIDE.search(text):
        assert list(punctuation._too_wide(text)) == []


def rounds(text: str, path: str) -> Iterator[str]:
    """A file's text after each round of edits of its characters."""
    for _ in range(8):
        findings: list[Diagnostic] = []
        read = characters.mended(text, Span(path), findings)
        if not findings:
            return
        text, _ = edited(text, [edit for finding in findings for edit in finding.edits])
        assert text == read  # what is read is what will stand there
        yield text
    raise AssertionError(f"does not come to rest: {text!r}")


@settings(max_examples=400, deadline=None)
@given(FILE, st.sampled_from(["x.md", "x.yml", "x.bib"]))
def test_characters_come_to_rest(text: str, path: str) -> None:
    last = [text, *rounds(text, path)][-1]
    assert characters.mended(last, Span(path), []) == last


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "用GPT-4训练,它在70B的模型上(2023年)快了85%。",
            "用 GPT-4 训练，它在 70B 的模型上（2023 年）快了 85%。",
        ),
        ("监督微调 (SFT) 或**Adam**优化`x`", "监督微调（SFT）或 **Adam** 优化 `x`"),
        ("按 O(n²) 增长, P(对)=1.", "按 O(n²) 增长，P(对)=1。"),
        (
            "见[SGLang](a中.md)和[风](b.md),后 [@a; @b].",
            "见 [SGLang](a中.md) 和[风](b.md)，后 [@a; @b]。",
        ),
        ("Pope et al. 的 v1.0,很快", "Pope et al. 的 v1.0，很快"),
        ('文章说:"好"', "文章说：“好”"),
        ("共{n}部,https://a.org/b,c", "共{n}部，https://a.org/b,c"),
    ],
)
def test_chinese_as_it_is_printed(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A kite，silk（paper）and wind。 Now，go", "A kite, silk (paper) and wind. Now, go"),
        ("the word 求索，which is old", "the word 求索，which is old"),
    ],
)
def test_english_as_it_is_printed(before: str, after: str) -> None:
    assert fixed(before, EN) == after


def fixable(root: Path) -> list[Diagnostic]:
    atlas, found = source.load(root)
    return [finding for finding in (*found, *checks.check(atlas)) if finding.edits]


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(FILE, FILE)
def test_a_project_is_mended_at_once(library: Path, text: str, data: str) -> None:
    page, facts = library / "docs/zh/works.md", library / "docs/directions/wind.yml"
    first, second = page.read_bytes(), facts.read_bytes()
    try:
        page.write_bytes(first + text.encode())
        facts.write_bytes(second + data.encode())
        files = (path for path in library.rglob("*.*") if path.is_file())
        others = {path: path.read_bytes() for path in files if path not in (page, facts)}
        mend(library, ["."])
        assert fixable(library) == []
        assert mend(library, ["."]) == {}
        assert {path: path.read_bytes() for path in others} == others
    finally:
        page.write_bytes(first)
        facts.write_bytes(second)


def test_code_and_everything_around_keeps_its_bytes(library: Path) -> None:
    page = library / "docs/zh/works.md"
    kept = (
        "```python\nx = 'ａ中b,中'  \n\tif x:\n```\n\n    中code,中  \n\n"
        "`中a,中` [风](../en/中a.md) https://a.org/中a,中\n"
    )
    page.write_bytes(page.read_bytes() + ("\n" + kept + "\n中a,中\r\n").encode())
    mend(library, ["."])
    text = page.read_bytes().decode()
    assert text.endswith("\n" + kept + "\n中 a，中\n")


def test_the_command_mends_and_reports_the_rest(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = library / "docs/zh/directions/kites.md"
    good = page.read_text(encoding="utf-8")
    page.write_bytes(
        b"\xef\xbb\xbf" + good.replace("2024 年", "2024年").replace("\n", "\r\n").encode()
    )
    page.chmod(0o600)
    monkeypatch.chdir(library)
    assert main(["check"]) == 1
    assert "; 3 mended by: qiusuo check --fix" in capsys.readouterr().out
    assert main(["check", "--fix"]) == 0
    assert capsys.readouterr().err == "mended docs/zh/directions/kites.md in 58 places\n"
    assert page.read_bytes() == good.encode()
    assert page.stat().st_mode & 0o777 == 0o600
    assert [path for path in page.parent.iterdir() if path.name.startswith(".")] == []


def test_only_the_named_files_are_mended(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = library / "docs/zh/directions/kites.md", library / "docs/zh/directions/wind.md"
    for page in (one, other):
        page.write_text(page.read_text(encoding="utf-8").replace("2024 年", "2024年"), "utf-8")
    spoiled = other.read_bytes()
    monkeypatch.chdir(library)
    assert main(["check", "--fix", "docs/zh/directions/kites.md"]) == 0
    assert other.read_bytes() == spoiled
    assert main(["check"]) == 1


def test_the_real_content_has_nothing_to_mend() -> None:
    assert fixable(ROOT) == []
