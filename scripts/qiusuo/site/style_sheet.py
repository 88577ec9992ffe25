"""The style sheets of all components as one file, so that a page asks for it once."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

STYLE_SHEET = "assets/stylesheets/qiusuo.css"


def join(sheets: Sequence[str], overrides: Path, files: Files, config: MkDocsConfig) -> None:
    """Put one file in the place of some style sheets, with their text in their order."""
    for sheet in sheets:
        file = files.get_file_from_path(sheet)
        if file is not None:
            files.remove(file)
    files.append(File.generated(config, STYLE_SHEET, content=joined(sheets, overrides)))


def joined(sheets: Sequence[str], overrides: Path) -> str:
    """The text of some style sheets."""
    return "\n".join((overrides / sheet).read_text(encoding="utf-8") for sheet in sheets)
