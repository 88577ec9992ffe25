"""A page in one language, a translation that is behind, and a third language by files alone."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from qiusuo.cli import main
from qiusuo.site.build import build
from tests.conftest import copy_library
from tests.test_html import faults
from tests.translated import edit, speak_esperanto, stand_alone, tell_state, write

BASE = "https://qiusuo.example.org"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with all of it: Esperanto, a Chinese page alone, an English block ahead."""
    root = copy_library(tmp_path_factory.mktemp("languages") / "风筝")
    tell_state(root)
    assert main(["confirm", "--all", "--root", str(root)]) == 0
    speak_esperanto(root)
    stand_alone(root)
    edit(root, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    assert build(root, root / "site") == 0
    return root


def html(root: Path, page: str) -> str:
    return (root / "site" / page / "index.html").read_text(encoding="utf-8")


def links(text: str, kind: str) -> list[tuple[str, str]]:
    """The ``hreflang`` and address of every such link of a page's head."""
    found = re.findall(rf'<link rel="{kind}"(?: hreflang="([^"]+)")? href="([^"]+)">', text)
    return [(code, url.removeprefix(BASE)) for code, url in found]


@pytest.mark.parametrize("code", ["en", "eo"])
def test_a_page_in_one_language_is_a_notice_and_the_original_in_the_others(
    built: Path, code: str
) -> None:
    page = html(built, f"{code}/directions/wind")
    assert f'<html lang="{code}"' in page
    assert '<div class="original" lang="zh">\n<h1 data-block="" id="top">风</h1>' in page
    assert '<a href="../../../directions/wind/" hreflang="zh">' in page
    assert links(page, "canonical") == [("", "/directions/wind/")]
    assert links(page, "alternate") == []
    assert "data-pagefind-body" not in page
    assert f"docs/{code}/directions/wind.md" in page
    # The original's blocks have their addresses, and its citations their cards.
    assert {"what.1", "barriers", "open.1"} <= set(re.findall(r'id="([^"]+)"', page))
    assert (built / f"site/{code}/directions/wind/cards.json").exists()
    assert not (built / f"site/{code}/directions/wind/index.md").exists()


def test_a_page_is_read_beside_the_first_other_language_that_it_is_written_in(
    built: Path,
) -> None:
    def counterpart(page: str) -> list[str]:
        return re.findall('data-side-by-side="([^"]*)"', html(built, page))

    assert counterpart("directions/kites") == ["../../en/directions/kites/"]
    for code in ("en", "eo"):
        assert counterpart(f"{code}/directions/kites") == ["../../../directions/kites/"]
    for page in ("directions/wind", "en/directions/wind", "works/adler2019kite", "topics/flight"):
        assert counterpart(page) == []
        assert " data-counterpart>" not in html(built, page)


def test_what_the_site_says_within_an_original_is_in_the_readers_language(built: Path) -> None:
    page = html(built, "en/directions/wind")
    label = '<span lang="en"><span data-pagefind-ignore class="voice-label voice-label--essay">'
    assert f"{label}<a" in page
    assert (
        '<div lang="en"><aside id="at-a-glance" data-pagefind-ignore class="direction-facts' in page
    )
    original, references = page.split('<section class="references"')
    assert original.rstrip().endswith("</div>")
    assert 'href="../../../directions/wind/references.bib"' in references


def test_the_original_claims_no_language_that_it_is_not_in(built: Path) -> None:
    page = html(built, "directions/wind")
    assert links(page, "canonical") == [("", "/directions/wind/")]
    assert links(page, "alternate") == [
        ("zh", "/directions/wind/"),
        ("x-default", "/directions/wind/"),
    ]
    # The switch leads to the notice all the same.
    assert 'href="../../en/directions/wind/" hreflang="en"' in page


def test_neither_sitemap_nor_search_has_it_as_translated(built: Path) -> None:
    sitemap = (built / "site/sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{BASE}/directions/wind/</loc>" in sitemap
    assert "en/directions/wind/" not in sitemap
    assert "eo/directions/wind/" not in sitemap
    index = json.loads((built / "site/search/names.json").read_text(encoding="utf-8"))
    (wind,) = [page for page in index["pages"] if page["path"] == "directions/wind/"]
    assert index["languages"] == ["zh", "en", "eo"]
    assert wind["titles"] == ["风", "", ""]


def test_navigation_and_cards_name_its_language(built: Path) -> None:
    mark = '<span lang="zh">风</span><span class="in-language" lang="zh"> 中文</span>'
    assert mark in html(built, "en/directions")
    navigation = html(built, "en/directions/wind").partition('class="md-content"')[0]
    assert navigation.count(mark) >= 1
    work = html(built, "en/works/iyer2024lift")
    assert f'<a href="../../directions/wind/">{mark}</a>' in work
    assert '<q class="citing__text" lang="zh">' in work


def test_every_link_inside_the_site_leads_somewhere(built: Path) -> None:
    site = built / "site"
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for url in re.findall(r'(?:href|src)="(\.[^"#?]*|[a-z][^":#?]*)[#?"]', text):
            target = (path.parent / url).resolve()
            assert target.exists(), f"{path.relative_to(site)}: {url}"
            if target.is_dir():
                assert (target / "index.html").exists() or url.endswith(("exports/", "./", "../"))


def test_a_block_that_is_behind_leads_to_the_newer_one(built: Path) -> None:
    chinese, english = html(built, "directions/kites"), html(built, "en/directions/kites")
    mark = '<p class="newer" data-pagefind-ignore><a href="../../en/directions/kites/#open.1"'
    assert chinese.count('class="newer"') == 1
    assert re.search(r'<p data-block="" id="open\.1">[^<]*</p>\s*' + re.escape(mark), chinese)
    assert 'class="newer"' not in english


def test_the_state_of_all_pages_is_told(built: Path) -> None:
    page = html(built, "en/translation")
    assert "10 pages, 7 of which agree" in page
    assert '<a href="../directions/kites/#open.1">Open questions · block 1</a>' in page
    assert "Why do they <del>sing</del><ins>hum</ins>?" in page
    lacking = page[page.index('id="lacking"') : page.index('id="fresh"')]
    assert "not yet in English" in lacking
    assert lacking.count("<li>") == 1
    assert "data-pagefind-body" not in page
    assert '<a href="../translation/">' in html(built, "en/works")  # in the footer


def test_a_third_language_stands_beside_the_others(built: Path) -> None:
    page = html(built, "eo/directions/kites")
    assert '<html lang="eo"' in page
    assert links(page, "alternate") == [
        ("zh", "/directions/kites/"),
        ("en", "/en/directions/kites/"),
        ("eo", "/eo/directions/kites/"),
        ("x-default", "/directions/kites/"),
    ]
    for text in (page, html(built, "directions/kites"), html(built, "en/works/iyer2024lift")):
        menu = text[text.index("language-menu") : text.index("</details>")]
        assert len(re.findall(r'lang="\w+" title=|aria-current="true"', menu)) == 3
    assert '<html lang="eo"' in (built / "site/eo/404.html").read_text(encoding="utf-8")


def test_a_third_language_begins_with_few_texts_of_its_own(built: Path) -> None:
    glossary = html(built, "eo/glossary")
    assert (
        '<p class="term-entry__text" data-block="lift"><span lang="zh">把风筝托住的力。</span></p>'
        in glossary
    )
    cards = json.loads((built / "site/eo/glossary/terms.json").read_text(encoding="utf-8"))
    assert cards["lift"]["definitionLang"] == "zh"
    topic = html(built, "eo/topics/flight")
    assert '<h1 id="top"><span lang="zh">飞行</span></h1>' in topic
    essay = html(built, "eo/essay")
    assert '<span lang="zh">会飞。</span>' in essay
    home = html(built, "eo")
    assert '<a href="directions/wind/">vento</a>' in home  # to the notice


def test_the_exports_of_three_languages_keep_to_their_schema(built: Path) -> None:
    exports = built / "site/exports"
    schema = json.loads((exports / "atlas.schema.json").read_text(encoding="utf-8"))
    data = json.loads((exports / "atlas.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert [language["code"] for language in data["languages"]] == ["zh", "en", "eo"]


def test_every_page_of_three_languages_is_valid(built: Path) -> None:
    assert faults(built / "site") == []


def test_languages_of_content_and_configuration_are_the_same(
    library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    speak_esperanto(library)
    edit(library, "mkdocs.yml", "locale: eo", "locale: fr")
    assert build(library, library / "site") == 1
    assert "mkdocs.yml builds zh, en, fr with zh at the root, but docs/languages" in caplog.text


def test_of_a_page_that_is_in_english_only_the_root_has_a_notice(library: Path) -> None:
    (library / "docs/zh/essay.md").unlink()
    (library / "docs/agreements/essay.yml").unlink()
    edit(library, "docs/en/essay.md", "title: The essay\n", "title: The essay\nonly: en\n")
    assert build(library, library / "site") == 0
    page = html(library, "essay")
    assert '<html lang="zh"' in page
    assert '<div class="original" lang="en">' in page
    assert links(page, "canonical") == [("", "/en/essay/")]
    # The claims within are data, and so in the reader's language.
    assert "会飞。" in page


def test_a_preview_tells_of_a_page_that_is_new_in_a_language(library: Path) -> None:
    write(library, "docs/zh/sails.md", "---\ntitle: 帆\ndescription: 帆。\n---\n\n# 帆\n\n帆。\n")
    assert main(["check", "--root", str(library)]) == 1
    edit(library, "docs/zh/sails.md", "title: 帆\n", "title: 帆\nonly: zh\n")
    assert main(["check", "--root", str(library)]) == 0
