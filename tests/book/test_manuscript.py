"""The manuscript says what the pages say, and every link in it leads somewhere."""

import html
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qiusuo import source, syntax
from qiusuo.book.manuscript import manuscript
from qiusuo.model import Atlas, BlockKind
from tests.conftest import ROOT

BASE = "https://example.org/atlas/"


class Links(HTMLParser):
    """The ids and the links of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.targets.append(value or "")


def manuscripts(atlas: Atlas) -> dict[str, str]:
    return {one.code: manuscript(atlas, one, BASE, "2026") for one in atlas.languages}


@pytest.fixture(scope="module")
def real() -> Atlas:
    return source.load(ROOT)[0].published


def test_every_link_leads_somewhere(real: Atlas) -> None:
    for text in manuscripts(real).values():
        links = Links(text)
        assert [name for name, times in Counter(links.ids).items() if times > 1] == []
        inner = {target[1:] for target in links.targets if target.startswith("#")}
        assert inner - set(links.ids) == set()
        outer = [target for target in links.targets if not target.startswith("#")]
        assert all(target.startswith(("https://", "http://")) for target in outer)
        assert not [target for target in outer if target.startswith(BASE) and ".md" in target]


def test_every_citation_leads_to_its_work_and_back(real: Atlas) -> None:
    for code, text in manuscripts(real).items():
        assert "[@" not in text
        cited = Counter(re.findall(r'href="#ref-([^"]+)"', text))
        wanted: Counter[str] = Counter()
        chapters = {*re.findall(r'<h2 id="([^"]+)"', text)}
        for page in real.pages:
            if page.language == code and re.sub("/(index)?", "-", page.slug).strip("-") in chapters:
                wanted.update(citation.key for citation in page.citations)
        for claim in real.claims:
            wanted.update(citation.key for citation in claim.citations[code])
        assert cited == wanted
        entries = re.findall(r'<div class="ref" id="ref-([^"]+)">(.*?)</div>', text, re.DOTALL)
        assert {key for key, _ in entries} == set(wanted)
        assert all(f'class="back" href="#cite-{key}-' in entry for key, entry in entries)
        numbers = re.findall(r'<span class="number">\[(\d+)\]', text)
        assert numbers == [str(n) for n in range(1, len(entries) + 1)]


def test_the_words_are_those_of_the_pages(real: Atlas) -> None:
    for code, text in manuscripts(real).items():
        said = html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\u00a0", " ")
        seen = 0
        for page in real.pages:
            if page.language != code or not page.slug.startswith("directions/"):
                continue
            for block in page.blocks:
                plain = block.kind is BlockKind.PARAGRAPH and not block.links
                if not plain or re.search(r"[*`<&\\]", block.text):
                    continue
                seen += 1
                marks = [(m.start, m.end) for m in syntax.citation_marks(block.text)]
                places = [0, *(place for mark in marks for place in mark), len(block.text)]
                for start, end in zip(places[::2], places[1::2], strict=True):
                    assert block.text[start:end].strip() in said, (page.path, block.address)
        assert seen > 100


def test_voices_are_told_apart(library: Path) -> None:
    text = manuscripts(source.load(library)[0])["en"]
    essay = re.search(
        r'<div class="voice essay" id="directions-kites--what.1">(.*?)</div>\s*<p>', text, re.S
    )
    assert essay and "Essay, 2023" in essay[1] and 'href="#claim-K1"' in essay[1]
    assert 'class="voice experience"' in text
    assert 'id="claim-K1"' in text and 'href="#directions-kites--what.1"' in text


def test_what_is_written_can_not_become_markup(library: Path) -> None:
    for path, old, new in (
        (
            "docs/en/directions/kites.md",
            "One matter above all.",
            "1 & 2 < 3, isn't it [@diaz2018bow]?",
        ),
        ("docs/claims/kites.yml", "It flies.", "It's <b>up</b> & away."),
    ):
        file = library / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    text = manuscripts(source.load(library)[0])["en"]
    assert re.search(r"1 &amp; 2 &lt; 3, isn't it\u00a0<span class=\"cite\">", text)
    assert "It&#39;s &lt;b&gt;up&lt;/b&gt; &amp; away." in text


def test_emphasis_in_chinese_is_no_italics(library: Path) -> None:
    page = library / "docs/zh/directions/kites.md"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("它们为什么会响？", "*它们*为什么会响，*Li Sao* 呢？"), encoding="utf-8"
    )
    said = manuscripts(source.load(library)[0])["zh"]
    assert "<strong>它们</strong>为什么会响，<em>Li Sao</em> 呢？" in said


def test_a_draft_is_in_no_book(library: Path) -> None:
    facts = library / "docs/directions/wind.yml"
    facts.write_text(facts.read_text("utf-8") + "draft: true\n", encoding="utf-8")
    text = manuscripts(source.load(library)[0].published)["en"]
    assert 'id="directions-wind"' not in text
    assert 'id="way-up"' not in text
