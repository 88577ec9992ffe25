"""The manuscripts to books: EPUB by pandoc, PDF by pandoc and Typst."""

import json
import os
import sys
import tempfile
import uuid
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qiusuo import checks
from qiusuo.book.manuscript import manuscript
from qiusuo.diagnostics import Report
from qiusuo.model import Atlas, History, Language
from qiusuo.source import load
from qiusuo.source.history import read_history
from qiusuo.views.address import Addresses

BUILT, FINDINGS, FAILED = 0, 1, 2

_HERE = Path(__file__).parent
#: Chinese fonts by preference: those of Debian and of Adobe first, then those of other systems.
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "SimSun")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei")
_NO_FONT = """\
qiusuo: no Chinese font was found, without which the PDF would show boxes
  help: install fonts-noto-cjk on Debian and Ubuntu, Source Han Serif elsewhere, or name a folder
  of fonts in QIUSUO_FONTS"""
_NO_TOOLS = """\
qiusuo: the tools that make books are not installed
  help: run make book, or pip install --require-hashes -r requirements/book.txt"""


def write_books(root: Path, out: Path, site_url: str) -> int:
    """Write ``qiusuo-<language>.epub`` and ``.pdf`` into `out`; 0 when all are written."""
    try:
        import pypandoc  # noqa: F401
        import typst
    except ImportError:
        print(_NO_TOOLS, file=sys.stderr)
        return FAILED
    atlas, findings = load(root)
    report = Report.of([*findings, *checks.check(atlas)])
    if report.errors:
        print(report.as_text(), file=sys.stderr)
        return FINDINGS
    folders: list[Any] = list(filter(None, os.environ.get("QIUSUO_FONTS", "").split(os.pathsep)))
    fonts = typst.Fonts(font_paths=folders)
    han = chinese_fonts(fonts.families())
    if han is None:
        print(_NO_FONT, file=sys.stderr)
        return FAILED
    out.mkdir(parents=True, exist_ok=True)
    atlas, history = atlas.published, read_history(root)
    when = last_change(atlas, history)
    said = when.date().isoformat() if history.dates else str(when.year)
    for language in atlas.languages:
        text = manuscript(atlas, language, site_url, said)
        about = _about(atlas, language, site_url, said)
        _epub(text, about, when, out / f"qiusuo-{language.code}.epub")
        _pdf(text, about | han, when, fonts, out / f"qiusuo-{language.code}.pdf")
    return BUILT


def chinese_fonts(families: Collection[str]) -> dict[str, str] | None:
    """A serif and a sans among the fonts, one for both where there is only one; none where none."""
    serif = next((name for name in _SERIF if name in families), None)
    sans = next((name for name in _SANS if name in families), None)
    found = serif or sans
    return {"serif": serif or found, "sans": sans or found} if found else None


def last_change(atlas: Atlas, history: History) -> datetime:
    """When anything in the atlas last changed; without a history, its year's first day."""
    changes = [dates.last.astimezone(UTC) for dates in history.dates.values()]
    year = max((direction.edited for direction in atlas.directions), default=2023)
    return max(changes, default=datetime(year, 1, 1, tzinfo=UTC))


def _about(atlas: Atlas, language: Language, site_url: str, said: str) -> dict[str, str]:
    """What a book says of itself; its identifier stays that of the site in this language."""
    home = atlas.page(language.code, "index")
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{site_url}#{language.code}")
    return {
        "title": home.title if home else "Qiusuo",
        "subtitle": language.say("site_subtitle"),
        "description": home.description if home else "",
        "author": language.say("editors"),
        "lang": language.tag,
        "date": said,
        "rights": language.say("license"),
        "identifier": identifier.urn,
        "voices": language.say("book_voices"),
        "contents": language.say("book_contents"),
        "address": site_url + Addresses.of(atlas).path(language.code, "index"),
        "toc-title": language.say("book_contents"),
    }


def _epub(text: str, about: dict[str, str], when: datetime, path: Path) -> None:
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder) / "about.json"
        metadata.write_text(json.dumps(about), encoding="utf-8")
        options = [
            f"--metadata-file={metadata}",
            f"--css={_HERE / 'epub.css'}",
            "--toc",
            "--toc-depth=3",
            "--split-level=2",
            "--quiet",  # pandoc has no translations for words that no book of ours needs
        ]
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(int(when.timestamp()))
        try:
            pypandoc.convert_text(
                text, "epub3", format="html", outputfile=str(path), extra_args=options
            )
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before


def _pdf(text: str, about: dict[str, str], when: datetime, fonts: Any, path: Path) -> None:
    import pypandoc
    import typst

    options = [f"--lua-filter={_HERE / 'pdf.lua'}", "--wrap=none", "--quiet"]
    # Without "smart", which would leave it to Typst to guess which way quotation marks turn.
    body = pypandoc.convert_text(text, "typst-smart", format="html", extra_args=options)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "about.json").write_text(json.dumps(about), encoding="utf-8")
        main = Path(folder) / "main.typ"
        pages = (_HERE / "pdf.typ").read_text(encoding="utf-8")
        main.write_text(f"{pages}\n{body}", encoding="utf-8")
        made, warnings = typst.compile_with_warnings(
            main, root=folder, font_paths=fonts, timestamp=when
        )
    for warning in warnings:
        print(f"qiusuo: {path.name}: {warning.message}", file=sys.stderr)
    path.write_bytes(made)
