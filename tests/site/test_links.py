"""Every link inside the built site leads to a file, and to a place that is there."""

import functools
import json
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

BASE = "https://qiusuo.example.org/"
LINK = re.compile(r'\s(?:href|src|action|data-worker|data-side-by-side)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
#: Links of other files than pages, which are absolute or begin at the file.
ELSEWHERE = {
    "*.xml": re.compile(r'<loc>(.*?)</loc>|\s(?:href|template)="(.*?)"'),
    "llms.txt": re.compile(r"\]\((\S+?)\)"),
    "*.css": re.compile(r"url\(\"?(?!data:)([^)\"]+)"),
}


class Site:
    """A built site, asked for the files behind its addresses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = (path for path in folder.rglob("*") if path.is_file())
        self.names = frozenset(path.relative_to(folder).as_posix() for path in files)
        self.ids = functools.cache(self._ids)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def _ids(self, name: str) -> frozenset[str]:
        return frozenset(map(unescape, ID.findall(self.text(name))))

    def dead(self, name: str, link: str) -> bool:
        """Whether a link of the file `name` leads inside the site, and to nothing there."""
        address = urljoin(BASE + name, unescape(link))
        if not address.startswith(BASE):
            return False
        parts = urlsplit(address)
        path = unquote(parts.path).lstrip("/")
        target = posixpath.join(path, "index.html") if path.endswith("/") or not path else path
        if target not in self.names:
            return True
        # 404.html and its like are shown at any address: what they say of themselves is no place.
        anchor = unquote(parts.fragment)
        return bool(anchor) and target.endswith(".html") and anchor not in self.ids(target)

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link, with the file it stands in."""
        for name in sorted(self.names):
            if name.endswith(".html"):
                yield from ((name, link) for link in LINK.findall(self.text(name)))
            for pattern, found in ELSEWHERE.items():
                if Path(name).match(pattern) and not name.startswith("assets/images"):
                    yield from (
                        (name, link)
                        for match in found.finditer(self.text(name))
                        for link in filter(None, match.groups())
                    )


@pytest.fixture(scope="module")
def whole(site: Path) -> Site:
    return Site(site)


def test_every_link_leads_somewhere(whole: Site) -> None:
    links = dict.fromkeys(whole.links())
    assert len(links) > 50_000
    assert {name.partition("/")[0] for name, _ in links} > {"en", "works", "sitemap.xml"}
    dead = [f"{name}: {link}" for name, link in links if whole.dead(name, link)]
    assert dead == []


@pytest.mark.parametrize(
    "link", ["nowhere/", "../nowhere/", "#nowhere", "./works/#work-nobody", BASE + "en/nowhere/"]
)
def test_a_dead_link_is_found(whole: Site, link: str) -> None:
    assert whole.dead("index.html", link)


@pytest.mark.parametrize("link", ["./", "en/works/", "#top", "//elsewhere.example/", "mailto:a@b"])
def test_a_link_that_lives_is_none(whole: Site, link: str) -> None:
    assert not whole.dead("index.html", link)


def test_what_scripts_link_to_is_there(whole: Site) -> None:
    """The addresses in the data of search and cards, which no page writes out."""
    asked = [
        (f"{folder}index.html", f"{path}#{section}" if section else path)
        for folder, code in (("", "zh"), ("en/", "en"))
        for name in whole.names
        if re.fullmatch(rf"search/text/{code}/\d+\.json", name)
        for path, section, *_ in json.loads(whole.text(name))["targets"]
    ]
    names = json.loads(whole.text("search/names.json"))
    paths = [page["path"] for page in names["pages"]]
    places = [(paths[page], section) for page, section, _ in names["sections"]]
    places += [(paths[page], s) for *_, found in names["terms"] for page, s in found]
    places += [("glossary/", slug) for slug, *_ in names["terms"]]
    for home in ("index.html", "en/index.html"):
        asked += [(home, f"{path}#{section}" if section else path) for path, section in places]
        asked += [(home, path) for path in paths]
    for name in whole.names:
        if name.endswith("/cards.json"):
            for card in json.loads(whole.text(name)).values():
                page = name.replace("cards.json", "index.html")
                asked += [(page, card["work"]), (page, card["bib"])]
    assert len(asked) > 2000
    assert [f"{name}: {link}" for name, link in asked if whole.dead(name, link)] == []
