"""The index of words: what it leads to, and that a part stays small however large the site."""

import dataclasses
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo import source
from qiusuo.model import Atlas
from qiusuo.views.excerpt import plain
from qiusuo.views.search_text import search_text, words_of
from tests.conftest import ROOT


@pytest.fixture
def atlas(library: Path) -> Atlas:
    return source.load(library)[0]


def places(atlas: Atlas, code: str, word: str) -> list[str]:
    language = next(one for one in atlas.languages if one.code == code)
    text = search_text(atlas, language)
    number = max(n for n, start in enumerate(text.starts) if start <= word)
    part = text.parts[number]
    targets = [part["targets"][n] for n in part["words"].get(word, [0])[1::2]]
    return [f"{path}#{section}" for path, section, _, _ in targets]


def test_a_word_leads_to_the_section_that_uses_it(atlas: Atlas) -> None:
    assert places(atlas, "en", "sing") == ["directions/kites/#open", "directions/wind/#open"]
    assert "directions/kites/#focus-shape" in places(atlas, "zh", "升力")
    assert places(atlas, "en", "nowhere") == []


def test_a_part_stays_small_however_large_the_site(atlas: Atlas) -> None:
    sizes = []
    for times in (20, 200):
        copies = [
            dataclasses.replace(page, slug=f"{page.slug}-{n}")
            for page in atlas.pages
            for n in range(times)
        ]
        more = dataclasses.replace(atlas, pages=tuple(copies))
        text = search_text(more, atlas.languages[1])
        sizes.append(max(len(json.dumps(part)) for part in text.parts))
    assert sizes[1] < 1.1 * sizes[0]


def in_the_browser(texts: list[str]) -> list[list[str]]:
    """What the script makes of texts."""
    scripts = (ROOT / "overrides/assets/javascripts").as_uri()
    program = f"""
      import {{ fold }} from "{scripts}/search-names.js";
      import {{ wordsOf }} from "{scripts}/search-text.js";
      const texts = {json.dumps(texts)};
      console.log(JSON.stringify(texts.map((text) => wordsOf(fold(text)))));"""
    run = subprocess.run(
        ["node", "--input-type=module", "-e", program], capture_output=True, text=True, check=True
    )
    found: list[list[str]] = json.loads(run.stdout)
    return found


def test_the_script_finds_the_words_that_the_index_has() -> None:
    atlas = source.load(ROOT)[0]
    texts = [block.text for page in atlas.pages for block in page.blocks][::5]
    for text, asked in zip(texts, in_the_browser(texts), strict=True):
        assert set(asked) <= set(words_of(text)), text


@given(st.text(alphabet=st.sampled_from("aeioursyzAEIS量化 -９é.")) | st.text())
def test_a_word_of_the_index_is_found_as_it_stands(text: str) -> None:
    for word in words_of(text):
        assert word in words_of(word)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See <https://kites.example.org/a,b>.", "See https://kites.example.org/a,b."),
        ("<https://a.org> and [a kite](kites.md)", "https://a.org and a kite"),
        ("A [kite](kites.md) and [wind](wind.md#what).", "A kite and wind."),
        ("[![A *kite*](kite.svg)](kites.md) flies.", "A kite flies."),
    ],
)
def test_links_are_read_as_their_text(text: str, said: str) -> None:
    assert plain(text) == said
