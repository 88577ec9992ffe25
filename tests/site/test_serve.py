"""The preview that makes each file when it is asked for: always as the content now stands."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qiusuo.site import preview as module
from qiusuo.site.preview import Preview
from tests.site.test_preview import rebuild
from tests.site.test_same_bytes import contents, edit

PAGE = "en/directions/kites/index.html"


@pytest.fixture
def preview(library: Path) -> Iterator[Preview]:
    found = Preview(library)
    found.refresh()
    yield found
    found.close()


def get(preview: Preview, path: str) -> str:
    preview.make(path)
    return (preview.site / path).read_text(encoding="utf-8")


def test_one_page_is_made_without_the_others(library: Path, preview: Preview) -> None:
    assert "Why do they sing?" in get(preview, PAGE)
    made = [path for path in contents(preview.site) if path.endswith(".html")]
    assert made == [PAGE]
    edit(library, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    preview.refresh()
    assert "Why do they hum?" in get(preview, PAGE)
    assert [path for path in contents(preview.site) if path.endswith(".html")] == [PAGE]


def test_what_else_tells_of_an_edited_page_is_new_too(library: Path, preview: Preview) -> None:
    work, cards = "en/works/iyer2024lift/index.html", "en/directions/kites/cards.json"
    texts = "search/text/en/0.json"
    assert "Lift at low speed was measured in 2024." in get(preview, work)
    assert "kestrel" not in json.loads(get(preview, texts))["words"]
    assert "diaz2018bow" in json.loads(get(preview, cards))
    edit(library, "docs/en/directions/kites.md", "Lift at low speed", "Kestrel lift")
    edit(library, "docs/{}/directions/kites.md", "[@diaz2018bow]", "[@moss2022wind]")
    edit(library, "docs/{}/directions/wind.md", "[@diaz2018bow]", "[@moss2022wind]")
    edit(library, "docs/zh/directions/wind.md", "[@evans2022silk]", "[@diaz2018bow]")
    edit(library, "docs/en/directions/wind.md", "[@evans2022silk]", "[@diaz2018bow]")
    preview.refresh()
    assert "Kestrel lift was measured in 2024." in get(preview, work)
    assert "kestrel" in json.loads(get(preview, texts))["words"]
    assert "diaz2018bow" not in json.loads(get(preview, cards))
    edit(library, "docs/en/directions/kites.md", "title: Kites", "title: Big kites")
    preview.refresh()
    assert "Big kites" in get(preview, "search/names.json")
    assert "Big kites" in get(preview, "en/directions/wind/index.html")


def test_all_that_is_made_is_what_a_build_makes(
    library: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QIUSUO_SITE_URL", preview.url)
    rebuild(library, first=True)
    built = contents(library / "site")
    # In another order than a build's, back and forth between the languages.
    for path in sorted(built, key=lambda path: path[::-1]):
        preview.make(path)
    made = contents(preview.site)
    built.pop("sitemap.xml.gz")  # the same again, for crawlers
    assert sorted(built.keys() - made.keys()) == []
    assert [path for path in built if built[path] != made[path]] == []


def test_a_fault_is_shown_over_what_stood_before_until_it_is_mended(
    library: Path, preview: Preview
) -> None:
    assert 'class="findings"' not in get(preview, PAGE)
    edit(library, "docs/en/directions/kites.md", "[@iyer2024lift]", "[@nobody]")
    preview.refresh()
    shown = get(preview, PAGE)
    panel = shown[shown.index('class="findings"') :]
    assert "docs/en/directions/kites.md:41:41" in panel
    assert "Why do they sing?" in shown
    assert 'class="findings"' in get(preview, "works/li2020zhi/index.html")
    edit(library, "docs/en/directions/kites.md", "[@nobody]", "[@iyer2024lift]")
    preview.refresh()
    assert 'class="findings"' not in get(preview, PAGE)


def test_new_pages_templates_styles_and_settings_are_seen(library: Path, preview: Preview) -> None:
    get(preview, PAGE)
    for code, title, end in (("zh", "帆", "。"), ("en", "Sails", ".")):
        text = f"---\ntitle: {title}\ndescription: {title}{end}\n---\n\n# {title}\n\n{title}{end}\n"
        (library / "docs" / code / "sails.md").write_text(text, encoding="utf-8")
    edit(library, "overrides/main.html", '<meta name="color-scheme"', '<meta name="colours"')
    component = "overrides/partials/qiusuo/references.html"
    edit(library, component, "<ol", "<ol data-edited")
    preview.refresh()
    assert "Sails" in get(preview, "en/sails/index.html")
    page = get(preview, PAGE)
    assert '<meta name="colours"' in page
    assert "<ol data-edited" in page
    assert "../../sails/" in page  # in the navigation
    edit(library, "overrides/assets/stylesheets/base.css", "\n", "\n.edited { top: 0 }\n")
    edit(library, "mkdocs.yml", "site_name: Qiusuo", "site_name: Sought")
    preview.refresh()
    page = get(preview, PAGE)
    assert "Sought" in page
    (style,) = re.findall(r'<link rel="stylesheet" href="(?:\.\./)*(.*?)">', page)
    assert ".edited{top:0}" in get(preview, style)


def test_the_full_text_is_indexed_when_it_is_asked_for(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed: list[int] = []
    monkeypatch.setattr(
        module,
        "index_full_text",
        lambda site, codes: indexed.append(len(list(site.rglob("*.html")))),
    )
    preview.make("pagefind/pagefind.js")
    preview.make("pagefind/pagefind-entry.json")
    preview.refresh()
    preview.make("pagefind/pagefind.js")
    pages = 18 + 2 * 13 + 2
    assert indexed == [pages, pages]


def test_content_that_is_broken_from_the_start_is_shown_once_it_is_mended(library: Path) -> None:
    odd = library / "bibliography" / "odd.bib"
    odd.write_text("@misc{x,\n", encoding="utf-8")
    broken = Preview(library)
    broken.refresh()
    assert "bibliography/odd.bib:1:1" in get(broken, PAGE)
    assert "can not be shown" in get(broken, "index.html")
    odd.unlink()
    broken.refresh()
    assert "Why do they sing?" in get(broken, PAGE)
    assert not (broken.site / "index.html").exists()
    broken.close()


def test_addresses_that_pages_had_once_lead_on(library: Path, preview: Preview) -> None:
    old = "en/old/kites/index.html"
    preview.make(old)
    assert not (preview.site / old).exists()
    moved = library / "docs/redirects.yml"
    moved.write_text("/en/old/kites/: /en/directions/kites/#start\n", encoding="utf-8")
    preview.refresh()
    assert 'content="0; url=../../directions/kites/#start"' in get(preview, old)
    moved.unlink()
    preview.refresh()
    preview.make(old)
    assert not (preview.site / old).exists()


def test_paths_that_lead_nowhere_make_nothing(preview: Preview) -> None:
    for path in ("nowhere/index.html", "works/nobody/index.html", "en/x.json", "favicon.ico", ""):
        preview.make(path)
        assert not (preview.site / path).is_file()
