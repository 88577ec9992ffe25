"""Nobody who kept an address is left at a dead end."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from qiusuo import source
from qiusuo.checks.redirects import addresses
from qiusuo.site.build import build
from tests.addresses import extend, listed, published
from tests.conftest import ROOT, copy_library, served

MOVED = """/kites/: /directions/kites/#start
/en/old/kites/: /en/directions/kites/
/en/start/: /en/
"""


def dead(site: Path, known: list[str]) -> list[str]:
    """The addresses at which a site has neither a page nor one that leads on."""
    return [address for address in known if not (site / address[1:] / "index.html").is_file()]


def test_every_address_that_ever_was_is_a_page_or_leads_to_one(site: Path) -> None:
    known = listed()
    assert len(known) > 900
    gone = dead(site, known)
    assert not gone, (
        f"readers may have kept these addresses, and they are dead: {', '.join(gone)}. For each, "
        "add a line to docs/redirects.yml: /old/address/: /address/of/the/page/in/its/place/"
    )


def test_a_page_that_has_gone_is_missed_until_it_leads_on(library: Path) -> None:
    assert extend(library, library / "addresses.txt") > 40
    assert extend(library, library / "addresses.txt") == 0
    known = listed(library / "addresses.txt")
    for code in ("zh", "en"):
        (library / f"docs/{code}/topics.md").unlink()
    assert build(library, library / "site") == 0
    assert dead(library / "site", known) == ["/en/topics/", "/topics/"]
    moved = "/topics/: /glossary/\n/en/topics/: /en/glossary/\n"
    (library / "docs/redirects.yml").write_text(moved, encoding="utf-8")
    assert build(library, library / "site") == 0
    assert dead(library / "site", known) == []


def test_the_list_is_sorted_and_names_each_once() -> None:
    assert listed() == sorted(set(listed()))


def test_the_checks_know_the_addresses_that_the_site_has() -> None:
    atlas, _ = source.load(ROOT)
    assert set(addresses(atlas.published)) == published(atlas)


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site below a path of its host, of which pages have moved."""
    root = copy_library(tmp_path_factory.mktemp("moved") / "风筝")
    (root / "docs/redirects.yml").write_text(MOVED, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
        assert build(root, root / "host" / "atlas") == 0
    return root / "host"


def test_a_page_leads_on_by_itself_and_by_a_link(led: Path) -> None:
    page = (led / "atlas/en/old/kites/index.html").read_text(encoding="utf-8")
    assert '<html lang="en-GB">' in page
    assert 'content="0; url=../../directions/kites/"' in page
    assert '<a href="../../directions/kites/">' in page
    assert '<link rel="canonical" href="https://example.org/atlas/en/directions/kites/">' in page
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert "/old/" not in (led / "atlas/sitemap.xml").read_text(encoding="utf-8")


def test_hosts_are_told(led: Path) -> None:
    def told(name: str) -> list[str]:
        return (led / "atlas" / name).read_text(encoding="utf-8").splitlines()[1:]

    assert told("_redirects")[1] == "/atlas/en/old/kites/ /atlas/en/directions/kites/ 301"
    assert told("redirects/nginx.conf")[0] == (
        "location = /atlas/kites/ { return 301 /atlas/directions/kites/#start; }"
    )
    apache = re.fullmatch(r"RedirectMatch 301 (\S+) /atlas/en/", told("redirects/apache.conf")[2])
    assert apache is not None
    assert re.search(apache[1], "/atlas/en/start/")
    assert told("redirects/Caddyfile")[2] == "redir /atlas/en/start/ /atlas/en/ permanent"


@pytest.mark.browser
def test_a_browser_follows(led: Path, browser: Browser) -> None:
    page = browser.new_page()
    with served(led) as address:
        for old, new in (
            ("kites/", "directions/kites/#start"),
            ("en/old/kites/", "en/directions/kites/"),
            ("en/start/", "en/"),
        ):
            page.goto(f"{address}/atlas/{old}")
            expect(page).to_have_url(f"{address}/atlas/{new}")
    page.close()
