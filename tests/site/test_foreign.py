"""Words of another language are marked: in the text, in titles, and nowhere else."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from qiusuo.model import Page
from qiusuo.site.build import build
from qiusuo.site.foreign import ForeignRuns


def rendered(language: str, text: str) -> str:
    extension = ForeignRuns()
    extension.page = Page(language, "x", "x.md")
    return Markdown(extensions=[extension]).convert(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Qiusuo (求索), to search", 'Qiusuo (<span lang="zh">求索</span>), to search'),
        ("a 上，下 b 求 c", 'a <span lang="zh">上，下</span> b <span lang="zh">求</span> c'),
        (
            "*Li Sao* (离骚) and [上下](https://a.example/)。",
            '<em>Li Sao</em> (<span lang="zh">离骚</span>) and '
            '<a href="https://a.example/"><span lang="zh">上下</span></a>。',
        ),
        ("`求索` stays", "<code>求索</code> stays"),
        ("nothing “here”", "nothing “here”"),
    ],
)
def test_chinese_on_other_pages(text: str, html: str) -> None:
    assert rendered("en", text) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("读 *Attention Is All You Need*。", '读 <em lang="en">Attention Is All You Need</em>。'),
        ("这*很*要紧", "这<em>很</em>要紧"),
        ("用 PyTorch 写", "用 PyTorch 写"),
    ],
)
def test_titles_on_chinese_pages(text: str, html: str) -> None:
    assert rendered("zh", text) == f"<p>{html}</p>"


@given(st.text("ab 求索，*`", max_size=40))
def test_marking_changes_no_text(text: str) -> None:
    plain = Markdown().convert(text)
    assert re.sub("<[^>]*>", "", rendered("en", text)) == re.sub("<[^>]*>", "", plain)


def test_works_are_named_in_their_language(library: Path) -> None:
    assert build(library, library / "site") == 0
    for code, own, other in (("", "zh", "en"), ("en/", "en", "zh")):
        page = (library / f"site/{code}directions/kites/index.html").read_text(encoding="utf-8")
        titles = re.findall('<cite class="reference__title"(?: lang="(.*?)")?>(.*?)</cite>', page)
        for lang, title in titles:
            written = "zh" if re.search("[一-鿿]", title) else "en"
            assert lang == ("" if written == own else other)
        assert {lang for lang, _ in titles} == {"", other}
    work = (library / "site/en/works/li2020zhi/index.html").read_text(encoding="utf-8")
    assert '<h1 id="top" class="work-page__title" lang="zh">' in work
