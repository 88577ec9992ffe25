"""The feeds are Atom, name what is published, and date it by what was committed."""

import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from qiusuo import source
from qiusuo.exports.feed import feed
from qiusuo.model import History
from qiusuo.source.history import read_history

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/atlas/"


def feeds(root: Path, history: History | None = None) -> dict[str, str]:
    atlas = source.load(root)[0].published
    history = read_history(root) if history is None else history
    return {one.code: feed(atlas, one, history, BASE) for one in atlas.languages}


def git(root: Path, *arguments: str, date: str = "2026-11-20T12:00:00+08:00") -> None:
    who = {"NAME": "A. Kite", "EMAIL": "kite@example.org", "DATE": date}
    said = {
        f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()
    }
    subprocess.run(
        ["git", "-C", str(root), *arguments], check=True, capture_output=True, env=os.environ | said
    )


@pytest.fixture
def committed(library: Path) -> Path:
    """The library in git, its English page on kites changed and the facts on wind too."""
    git(library, "init", "-q")
    git(library, "add", "-A")
    git(library, "commit", "-qm", "All of it")
    page = library / "docs/en/directions/kites.md"
    page.write_text(page.read_text("utf-8").replace("Then fold", "Now fold"), encoding="utf-8")
    git(library, "commit", "-qam", "A word", date="2026-11-21T23:30:00-05:00")
    facts = library / "docs/directions/wind.yml"
    facts.write_text(facts.read_text("utf-8") + "\n", encoding="utf-8")
    git(library, "commit", "-qam", "A line", date="2026-11-23T00:00:00+00:00")
    return library


@pytest.mark.parametrize("kind", ["history", "none"])
def test_a_feed_has_all_that_atom_requires(committed: Path, kind: str) -> None:
    for code, text in feeds(committed, History() if kind == "none" else None).items():
        root = ElementTree.fromstring(text.encode())
        assert root.tag == f"{ATOM}feed"
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        home = BASE + ("" if code == "zh" else "en/")
        assert links == {"alternate": home, "self": f"{home}atom.xml"}
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == 2
        for element in (root, *entries):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1, name
                assert element.findtext(f"{ATOM}{name}")
        for entry in entries:
            assert entry.findtext(f"{ATOM}summary")
            assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
        updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert updated == sorted(updated, reverse=True)
        assert root.findtext(f"{ATOM}updated") == updated[0]
        read = feedparser.parse(text.encode())
        assert (read.bozo, read.version, len(read.entries)) == (False, "atom10", 2)
        assert all(entry.updated_parsed and entry.published_parsed for entry in read.entries)


def test_entries_are_dated_by_their_commits(committed: Path) -> None:
    found = {
        code: {entry.title: entry.updated for entry in feedparser.parse(text.encode()).entries}
        for code, text in feeds(committed).items()
    }
    assert found["en"] == {
        "Kites": "2026-11-22T04:30:00+00:00",
        "Wind": "2026-11-23T00:00:00+00:00",
    }
    assert found["zh"]["风筝"] == "2026-11-20T04:00:00+00:00"


def test_without_a_history_entries_are_dated_by_their_year(committed: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", committed.resolve().as_uri(), str(shallow)],
        check=True,
    )
    assert read_history(shallow).why == "the clone is shallow"
    assert read_history(tmp_path).why == "there is no git history"
    for root in (shallow, committed):
        for text in feeds(root, History() if root is committed else None).values():
            assert text.count("<updated>2026-01-01T00:00:00+00:00</updated>") == 3


def test_a_draft_is_in_no_feed(library: Path) -> None:
    for slug in ("kites", "wind"):
        facts = library / f"docs/directions/{slug}.yml"
        facts.write_text(facts.read_text("utf-8") + "draft: true\n", encoding="utf-8")
        assert f"directions/{slug}/" not in feeds(library)["en"]
    # Even an empty feed is the same tomorrow.
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in feeds(library)["en"]


def test_what_a_page_says_can_not_break_out(library: Path) -> None:
    page = library / "docs/en/directions/kites.md"
    text = page.read_text("utf-8").replace("How kites are studied.", "Is 1 < 2 & <b>3</b>?")
    page.write_text(text, encoding="utf-8")
    entries = feedparser.parse(feeds(library)["en"].encode(), sanitize_html=False).entries
    assert "Is 1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;?" in [entry.summary for entry in entries]


def test_every_page_names_the_feed_of_its_language(site: Path) -> None:
    for page, link in (
        ("index.html", "atom.xml"),
        ("en/index.html", "atom.xml"),
        ("directions/theory/index.html", "../../atom.xml"),
        ("en/works/leviathan2023fast/index.html", "../../atom.xml"),
        ("404.html", "/atom.xml"),
        ("en/404.html", "/en/atom.xml"),
    ):
        html = (site / page).read_text(encoding="utf-8")
        assert html.count('<link rel="alternate" type="application/atom+xml"') == 1
        assert html.count(f'href="{link}"') == 2, page  # in the head, and for readers
