"""Addresses of pages and of places on them, as paths from the site's root or from a page."""

from dataclasses import dataclass
from functools import lru_cache

from qiusuo.model import Atlas


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where pages are served: the first language at the root, the others below their code."""

    first_language: str

    @classmethod
    def of(cls, atlas: Atlas) -> "Addresses":
        """The addresses of an atlas."""
        return cls(atlas.languages[0].code if atlas.languages else "")

    def path(self, language: str, slug: str) -> str:
        """The path of a page from the site's root, without a leading slash: ``en/works/``."""
        return _path("" if language == self.first_language else language, slug)

    def feed(self, language: str) -> str:
        """The path of a language's feed from the site's root."""
        return self.path(language, "index") + "atom.xml"

    def between(self, here: tuple[str, str], there: tuple[str, str], anchor: str = "") -> str:
        """The relative link from one page (language, slug) to another, or to a place on it."""
        fragment = f"#{anchor}" if anchor else ""
        if here == there:
            return fragment or "#"
        start = self.path(*here)
        end = self.path(*there)
        return _relative(start, end) + fragment


@lru_cache(maxsize=100_000)
def _path(language: str, slug: str) -> str:
    folder = "" if slug == "index" else slug.removesuffix("/index")
    parts = [part for part in (language, folder) if part]
    return "/".join(parts) + "/" if parts else ""


def _relative(start: str, end: str) -> str:
    """The way from one folder to another; both end in a slash, or are the root."""
    shared = 0
    while shared < len(start) and start[shared : shared + 1] == end[shared : shared + 1]:
        shared += 1
    shared = start.rfind("/", 0, shared) + 1
    return "../" * start.count("/", shared) + end[shared:] or "./"
