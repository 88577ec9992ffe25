"""The pictures of pages, drawn once and kept in the cache by what they show."""

import base64
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import PIL
from mkdocs.plugins import get_plugin_logger

from qiusuo.exports import share_picture as drawing
from qiusuo.exports.fonts import Faces, faces
from qiusuo.model import Atlas, Language, Page
from qiusuo.palette import SCHEMES, colours
from qiusuo.site.cache import Cache, folder
from qiusuo.views.address import Addresses
from qiusuo.views.share_picture import SharePicture, share_picture

log = get_plugin_logger("qiusuo")

_NAME = "share.png"
_DRAWN_BY = (PIL.__version__, Path(drawing.__file__).read_bytes())


class SharePictures:
    """A picture beside each page, where the site has an address and the machine a font.

    The pages of works and topics, of which there are many, have the picture of the page that
    lists them.
    """

    def __init__(self, atlas: Atlas, root: Path, site_url: str) -> None:
        self._atlas, self._site_url = atlas, site_url
        self._cache = Cache(folder(root))
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

    def write(self, language: Language, page: Page, site: Path) -> None:
        """Put the picture of a page in a language beside it."""
        if self._faces is None:
            return
        path = site / Addresses.of(self._atlas).path(language.code, page.slug) / _NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._drawn(share_picture(self._atlas, language, page), self._faces))

    def _drawn(self, picture: SharePicture, faces: Faces) -> bytes:
        seen = [repr((picture, sorted(self._palette.items()))), *map(str, faces)]
        name = self._cache.name("share picture", [*seen, *_DRAWN_BY])
        kept = self._cache.get(name)
        if kept is not None:
            return base64.b64decode(kept)
        data = drawing.draw(picture, faces, self._palette)
        self._cache.keep(name, base64.b64encode(data).decode())
        return data

    @cached_property
    def _palette(self) -> Mapping[str, str]:
        return colours(self._css.read_text(encoding="utf-8"), SCHEMES[0])
