"""What is taken from before is what would be built anew, whatever has changed in between."""

import json
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from qiusuo.both import able
from qiusuo.site import build as module
from qiusuo.site import plugin
from qiusuo.site.build import build
from qiusuo.site.cache import Cache

#: An edit of every kind of input: its name, the file, what stood there, and what stands there then.
EDITS = (
    ("a page", "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?"),
    ("a title", "docs/zh/directions/wind.md", "title: 风", "title: 大风"),
    ("a citation", "docs/{}/directions/kites.md", "[@evans2022silk]", "[@moss2022wind]"),
    ("a work", "bibliography/kites.bib", "On the Flight of Kites", "On the Rise of Kites"),
    ("a term", "docs/glossary/flight.yml", "also: [uplift, 浮力]", "also: [silk, 浮力]"),
    ("a topic", "docs/topics.yml", "en: Flight", "en: Flying"),
    ("a question", "docs/questions.yml", "afraid of heights", "afraid of depths"),
    ("a fact", "docs/directions/kites.yml", "mathematics: 1", "mathematics: 3"),
    ("a claim", "docs/claims/kites.yml", "outcome: held", "outcome: partly"),
    ("the navigation", "docs/directions/wind.yml", "way: up", "way: hard"),
    ("the chooser", "docs/chooser.yml", "leads: 3", "leads: 4"),
    (
        "an agreement",
        "docs/agreements/directions/kites.yml",
        "Why do they sing?",
        "Why do they hum?",
    ),
    ("words of a language", "docs/languages/en.yml", "references: References", "references: Works"),
    ("a template", "overrides/main.html", '<meta name="color-scheme"', '<meta name="colours"'),
    ("a component", "overrides/partials/qiusuo/references.html", "<ol", "<ol data-edited"),
    ("a style", "overrides/assets/stylesheets/base.css", "\n", "\n.edited { top: 0 }\n"),
    ("a script", "overrides/assets/javascripts/card.js", "\n", "\nself.edited = true;\n"),
    ("the configuration", "mkdocs.yml", "site_name: Qiusuo", "site_name: Sought"),
    ("an extension", "mkdocs.yml", "toc_depth: 3", "toc_depth: 2"),
)


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def fresh(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    with monkeypatch.context() as patch:
        patch.setenv("QIUSUO_CACHE", "off")
        assert build(root, root / "anew") == 0
    return contents(root / "anew")


def edit(root: Path, name: str, old: str, new: str) -> None:
    for code in ("zh", "en") if "{}" in name else ("",):
        path = root / name.format(code)
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_cached_and_fresh_sites_are_the_same_after_every_edit(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, title, end in (("zh", "选", "。"), ("en", "Choose", ".")):
        head = f"---\ntitle: {title}\ndescription: {title}{end}\n---\n\n# {title}\n\n"
        page = library / "docs" / code / "choose.md"
        page.write_text(f"{head}::choose\n\n::weights\n\n::points\n", encoding="utf-8")
    # The full text is indexed from the pages alone; one test below has it.
    monkeypatch.setattr(plugin, "indexing", lambda *part: nullcontext())
    assert build(library, library / "site") == 0
    before = contents(library / "site")
    for what, name, old, new in EDITS:
        edit(library, name, old, new)
        assert build(library, library / "site") == 0, what
        after = contents(library / "site")
        assert after != before, f"{what} changes nothing"
        anew = fresh(library, monkeypatch)
        assert sorted(after) == sorted(anew), what
        assert [path for path in anew if after[path] != anew[path]] == [], what
        before = after


def test_two_fresh_sites_are_the_same_with_their_index(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(library, library / "site") == 0
    assert contents(library / "site") == fresh(library, monkeypatch)


@pytest.mark.skipif(not able(), reason="one processor, or a system that does not fork")
def test_a_large_site_has_the_same_index(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = fresh(library, monkeypatch)
    monkeypatch.setattr(module, "_LARGE", 1)
    assert any(path.startswith("pagefind/fragment/en_") for path in small)
    assert fresh(library, monkeypatch) == small


@pytest.fixture
def counted(library: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Builds the library, and says how many entries the cache had to give."""
    monkeypatch.setattr(plugin, "indexing", lambda *part: nullcontext())
    monkeypatch.setattr(plugin, "able", lambda: False)
    given: list[str] = []
    get = Cache.get

    def counting(self: Cache, name: str) -> object:
        found = get(self, name)
        given.extend([name] if found is not None else [])
        return found

    monkeypatch.setattr(Cache, "get", counting)

    def run() -> int:
        given.clear()
        assert build(library, library / "site") == 0
        return len(given)

    return run


def test_pages_that_an_edit_does_not_reach_are_taken_from_before(
    library: Path, counted: Callable[[], int]
) -> None:
    assert counted() == 0
    edit(library, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    # Its own Markdown and page, and the pages that tell how old it is, are made anew.
    assert counted() > 20


def test_an_entry_that_is_not_whole_is_made_anew(
    library: Path, counted: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted()
    for path in (library / ".cache/qiusuo").glob("??/*"):
        path.write_bytes(path.read_bytes()[:20])
    edit(library, "docs/en/directions/kites.md", "Why do they sing?", "Why do they hum?")
    assert counted() == 0
    assert contents(library / "site") == fresh(library, monkeypatch)


def test_the_cache_keeps_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIUSUO_CACHE_MB", "1")
    cache = Cache(tmp_path)
    names = [cache.name("noise", [str(number)]) for number in range(30)]
    for age, name in enumerate(names):
        cache.keep(name, os.urandom(50_000).hex())
        os.utime(tmp_path / name[:2] / name, (age, age))
    assert cache.get(names[0]) is not None  # and so it was used last
    cache.prune()
    size = sum(path.stat().st_size for path in tmp_path.glob("??/*"))
    assert 500_000 < size <= 1_000_000
    assert cache.get(names[0]) is not None
    assert cache.get(names[1]) is None
    assert cache.get(names[-1]) is not None


def test_an_unchanged_site_is_left_as_it_stands(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = library / "site"
    assert build(library, site) == 0
    stamp = (site / "index.html").stat().st_ino
    assert build(library, site) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert (site / "index.html").stat().st_ino == stamp
    (site / "index.html").write_text("not ours", encoding="utf-8")
    assert build(library, site) == 0
    assert "not ours" not in (site / "index.html").read_text(encoding="utf-8")
    (site / "stray.html").write_text("", encoding="utf-8")
    assert build(library, site) == 0
    assert not (site / "stray.html").exists()


def test_a_switch_turns_the_cache_off(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIUSUO_CACHE", "off")
    assert build(library, library / "site") == 0
    assert not (library / ".cache").exists()
    monkeypatch.setenv("QIUSUO_CACHE", str(library / "elsewhere"))
    assert build(library, library / "site") == 0
    assert not (library / ".cache").exists()
    record = next((library / "elsewhere").glob("site-*.json"))
    assert "index.html" in json.loads(record.read_text(encoding="utf-8"))["files"]
