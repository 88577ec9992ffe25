"""The pictures of pages, drawn once and kept in ``.cache`` by what they show."""

import hashlib
import os
from pathlib import Path

import PIL
from mkdocs.plugins import get_plugin_logger

from qiusuo.exports import share_picture as drawing
from qiusuo.exports.fonts import faces
from qiusuo.model import Atlas, Language
from qiusuo.palette import SCHEMES, colours
from qiusuo.views.address import Addresses
from qiusuo.views.share_picture import SharePicture, share_picture

log = get_plugin_logger("qiusuo")

_NAME = "share.png"


class SharePictures:
    """A picture beside each page, where the site has an address and the machine a font.

    The pages of works and topics, of which there are many, have the picture of the page that
    lists them.
    """

    def __init__(self, atlas: Atlas, root: Path, site_url: str) -> None:
        self._atlas, self._site_url = atlas, site_url
        self._cache = root / ".cache" / "share-pictures"
        self._css = root / "overrides/assets/stylesheets/tokens.css"
        self._faces = faces() if site_url else None
        if site_url and self._faces is None:
            log.info("no pictures for sharing pages: no font with Chinese (install fonts-noto-cjk)")

    def url(self, language: Language, slug: str) -> str:
        """The absolute address of a page's picture, or nothing where there is none."""
        if self._faces is None:
            return ""
        path = Addresses.of(self._atlas).path(language.code, slug)
        return f"{self._site_url.rstrip('/')}/{path}{_NAME}"

    def write(self, language: Language, site: Path) -> None:
        """Put the picture of every page of a language beside it."""
        if self._faces is None:
            return
        addresses = Addresses.of(self._atlas)
        for page in self._atlas.shown_in(language.code):
            picture = share_picture(self._atlas, language, page)
            path = site / addresses.path(language.code, page.slug) / _NAME
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._drawn(picture))

    def _drawn(self, picture: SharePicture) -> bytes:
        assert self._faces is not None
        palette = colours(self._css.read_text(encoding="utf-8"), SCHEMES[0])
        fonts = [(face.path, face.path.stat().st_size) for face in self._faces]
        code = Path(drawing.__file__).read_bytes()
        seen = repr((picture, sorted(palette.items()), fonts, PIL.__version__, code))
        kept = self._cache / f"{hashlib.sha256(seen.encode()).hexdigest()}.png"
        if kept.exists():
            return kept.read_bytes()
        data = drawing.draw(picture, self._faces, palette)
        self._cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")  # two builds at once each rename their own
        fresh.write_bytes(data)
        fresh.replace(kept)
        return data
