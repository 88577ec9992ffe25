"""The fonts of this machine that hold both scripts, for drawing text into pictures."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

#: File names, best first: a serif for titles, a sans serif for text, then whatever has Chinese.
_TITLES = (
    *("NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf", "SourceHanSerifSC-Bold.otf"),
    *("SourceHanSerif-Bold.ttc", "NotoSerifSC-Bold.otf", "NotoSerifSC-Bold.ttf", "Songti.ttc"),
)
_TEXTS = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "SourceHanSansSC-Regular.otf"),
    *("SourceHanSans-Regular.ttc", "NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf"),
    *("PingFang.ttc", "Hiragino Sans GB.ttc", "msyh.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc"),
    "DroidSansFallbackFull.ttf",
)


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a font file; a collection has several."""

    path: Path
    index: int

    def __str__(self) -> str:
        """What tells it from others."""
        return f"{self.path} {self.path.stat().st_size} {self.index}"

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The face at a size in pixels."""
        return _sized(self, size)


@cache
def _sized(face: Face, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, size, index=face.index)


class Faces(NamedTuple):
    """What titles and what running text are set in."""

    title: Face
    text: Face


def faces(folders: Sequence[Path] | None = None) -> Faces | None:
    """The best faces below some folders, or where systems keep theirs; none without Chinese."""
    found = _files(tuple(_system_folders()) if folders is None else tuple(folders))
    text = next((found[name] for name in _TEXTS if name in found), None)
    title = next((found[name] for name in _TITLES if name in found), text)
    if title is None:
        return None
    return Faces(_simplified(title), _simplified(text or title))


def _system_folders() -> Iterator[Path]:
    """Where fonts are kept on Linux, macOS and Windows."""
    home = Path.home()
    yield from map(Path, ("/usr/share/fonts", "/usr/local/share/fonts"))
    yield from (home / ".local/share/fonts", home / ".fonts", home / "Library/Fonts")
    yield from map(Path, ("/Library/Fonts", "/System/Library/Fonts"))
    yield Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")


@cache
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """The wanted files by name, the first of each."""
    wanted, found = {*_TITLES, *_TEXTS}, dict[str, Path]()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.name in wanted:
                found.setdefault(path.name, path)
    return found


@cache
def _simplified(path: Path) -> Face:
    """The face of a file for simplified Chinese: collections of Noto have one a region."""
    for index in range(16):
        try:
            family = ImageFont.truetype(path, 12, index=index).getname()[0] or ""
        except OSError:  # there are no more
            break
        if family.endswith(" SC"):
            return Face(path, index)
    return Face(path, 0)
