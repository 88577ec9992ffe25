"""The page at an address that a page had once: where it has gone."""

import posixpath
from dataclasses import dataclass

from qiusuo.model import Atlas, Language, Redirect


@dataclass(frozen=True, slots=True)
class Moved:
    """The page at `path`, in a language, which leads by `link` to the absolute `url`."""

    path: str
    link: str
    url: str
    language: Language


def moved(atlas: Atlas, site_url: str) -> tuple[Moved, ...]:
    """Every address that leads on, in the order of the file."""
    return tuple(
        Moved(one.old.strip("/"), _between(one), site_url.rstrip("/") + one.new, language)
        for one in atlas.redirects
        if (language := _spoken(atlas, one)) is not None
    )


def _spoken(atlas: Atlas, redirect: Redirect) -> Language | None:
    """The language of those who kept an address."""
    named = atlas.language(redirect.old.split("/")[1])
    return named or next(iter(atlas.languages), None)


def _between(redirect: Redirect) -> str:
    path, mark, anchor = redirect.new.partition("#")
    return posixpath.relpath(path, redirect.old) + "/" + mark + anchor
