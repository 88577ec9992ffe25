"""A direction from its first line to its readers: begun, seen as a draft, written, published.

The words are in ``tests/walk``; everything else is done as a contributor would do it.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from qiusuo.cli import main
from qiusuo.source import load
from tests.browser.conftest import axe
from tests.conftest import ROOT, copy_library, served

WORDS = ROOT / "tests" / "walk"
SLUG = "directions/sky-lanterns"
FACTS = f"docs/{SLUG}.yml"
TITLES = {"zh": "天灯", "en": "Sky lanterns"}
PREFIX = {"zh": "", "en": "en/"}
WIDE = {"width": 1440, "height": 900}

#: What the contributor fills in of the facts.
FILLED = {
    "focuses: []": "focuses: [flame, paper]",
    "  compute:\n  engineering:\n  mathematics:\n  domain:\n": (
        "  compute: 0\n  engineering: 2\n  mathematics: 1\n  domain: 3\n"
    ),
    "backgrounds: []": "backgrounds: [physics]",
    "  compute:\n  months:\n": "  compute: none\n  months: [1, 2]\n",
    "related: []": "related: [kites]",
    "topics: []": "topics: [flight]",
}


def run(*arguments: str) -> None:
    assert main(list(arguments)) == 0


def begin(root: Path, slug: str = "sky-lanterns", titles: Mapping[str, str] = TITLES) -> None:
    options = [f"--{code}={title}" for code, title in titles.items()]
    run("new", "direction", slug, "--way=up", *options, f"--root={root}")


def write(root: Path) -> None:
    """Fill in the facts, cite a new work, and put the words into both pages."""
    facts = root / FACTS
    text = facts.read_text(encoding="utf-8")
    for empty, filled in FILLED.items():
        assert text.count(empty) == 1
        text = text.replace(empty, filled)
    facts.write_text(text, encoding="utf-8")
    run("cite", "add", str(WORDS / "work.bib"), "--to", "sky-lanterns", f"--root={root}")
    for code in TITLES:
        shutil.copy(WORDS / f"{code}.md", root / "docs" / code / f"{SLUG}.md")


def publish(root: Path, facts_name: str = FACTS) -> None:
    """Delete the one line."""
    facts = root / facts_name
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("draft: true")]
    assert len(kept) == len(lines) - 1
    facts.write_text("".join(kept), encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the new direction, as ``draft/`` and as ``site/``."""
    found = copy_library(tmp_path_factory.mktemp("walk") / "a walk 上下")
    begin(found)
    run("check", f"--root={found}")
    run("build", f"--root={found}", f"--out={found / 'draft'}")
    before = {path: path.read_bytes() for path in (found / "docs").rglob("*") if path.is_file()}
    write(found)
    run("check", f"--root={found}")
    publish(found)
    run("check", f"--root={found}")
    run("confirm", SLUG, f"--root={found}")
    run("status", f"--root={found}")
    run("build", f"--root={found}")
    changed = {
        path.relative_to(found).as_posix()
        for path, data in before.items()
        if path.read_bytes() != data
    }
    assert changed == {FACTS, *(f"docs/{code}/{SLUG}.md" for code in TITLES)}
    return found


def texts(site: Path) -> dict[str, str]:
    """Everything readable of a built site, by its path."""
    kinds = (".html", ".xml", ".json", ".md", ".txt", ".bib", ".ris")
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.suffix in kinds and "pagefind" not in path.parts
    }


def test_a_draft_stands_alone(root: Path) -> None:
    """Its two pages are there, and nothing else has so much as its name."""
    named = {
        name
        for name, text in texts(root / "draft").items()
        if "sky-lanterns" in text or any(title in text for title in TITLES.values())
    }
    assert named == {f"{prefix}{SLUG}/index.html" for prefix in PREFIX.values()}


@pytest.mark.parametrize("code", TITLES)
def test_a_draft_is_not_to_be_found_and_shows_no_guidance(root: Path, code: str) -> None:
    html = (root / "draft" / PREFIX[code] / SLUG / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html
    assert 'property="og:' not in html
    assert "data-pagefind-body" not in html
    assert "canonical" not in html
    begun = (ROOT / "scripts/qiusuo/templates" / f"direction.{code}.md").read_text(encoding="utf-8")
    guidance = [line for line in begun.splitlines() if line.startswith(("<!--", "    "))]
    assert len(guidance) > 10
    for line in guidance:
        assert line.removeprefix("<!--").removesuffix("-->").strip() not in html


def test_the_full_text_has_no_draft(root: Path) -> None:
    counts = {}
    for name in ("draft", "site"):
        entry = json.loads((root / name / "pagefind/pagefind-entry.json").read_text("utf-8"))
        counts[name] = {code: found["page_count"] for code, found in entry["languages"].items()}
    # Published, it is one page more in each language, and the work that it brought is another.
    for code in TITLES:
        assert counts["site"][code] == counts["draft"][code] + 2


def test_published_it_is_wherever_directions_are(root: Path) -> None:
    site = texts(root / "site")
    for code, title in TITLES.items():
        prefix = PREFIX[code]
        for name in (
            *("index.html", "directions/index.html", "directions/wind/index.html"),
            *("topics/flight/index.html", "works/index.html", "works/adler2019kite/index.html"),
            *("works/nakamura2020lantern/index.html", "directions/index.md", "llms.txt"),
            f"{SLUG}/index.md",
        ):
            path = name if name == "llms.txt" else f"{prefix}{name}"
            assert title in site[path], path
        assert f"https://qiusuo.example.org/{prefix}{SLUG}/</loc>" in site["sitemap.xml"]
    data = json.loads(site["exports/atlas.json"])
    assert [one["slug"] for one in data["directions"]] == ["kites", "wind", "sky-lanterns"]
    assert {page["language"] for page in data["pages"] if page["slug"] == SLUG} == set(TITLES)
    assert any(citation["work"] == "nakamura2020lantern" for citation in data["citations"])
    names = json.loads(site["search/names.json"])
    assert [TITLES[code] for code in names["languages"]] in [p["titles"] for p in names["pages"]]
    for name in (
        "exports/library",
        f"{SLUG}/references",
        "works/nakamura2020lantern/nakamura2020lantern",
    ):
        for kind in ("bib", "ris", "json"):
            assert "Lanterns That Rise by Themselves" in site[f"{name}.{kind}"], name


#: Pages that list all directions, whatever else does.
NAMING = ("", "directions/", "works/", "compare/", "choose/", "atlas/", "timeline/")


def _listed(title: str) -> re.Pattern[str]:
    """The title as a list has it, be it HTML, JSON or Markdown: by itself, not in a sentence."""
    return re.compile(rf"""[>"\[]{re.escape(title)}[<"\]]|^- {re.escape(title)}:""", re.MULTILINE)


def test_in_the_real_atlas_whatever_names_all_directions_names_a_new_one(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("real") / "a clone 求索"
    for folder in ("docs", "bibliography", "overrides"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "mkdocs.yml", root)
    before = load(root)[0].published
    # One stays a draft; the other borrows the words and facts of a direction that there is.
    begin(root)
    titles = {"zh": "借来的方向", "en": "A borrowed direction"}
    begin(root, "borrowed", titles)
    lender = before.directions[0]
    facts = (root / lender.span.path).read_text(encoding="utf-8")
    order = max(direction.order for direction in before.directions) + 2
    facts = facts.replace(f"order: {lender.order}\n", f"order: {order}\n")
    name = "docs/directions/borrowed.yml"
    (root / name).write_text(f"draft: true\n{facts}", encoding="utf-8")
    for code, title in titles.items():
        page = before.page(code, lender.page_slug)
        assert page is not None
        text = (root / page.path).read_text(encoding="utf-8").replace(page.title, title, 2)
        # The essay's claims stay with the lender.
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith("{ .essay")]
        (root / f"docs/{code}/directions/borrowed.md").write_text("".join(kept), encoding="utf-8")
    publish(root, name)
    run("check", f"--root={root}")
    run("build", f"--root={root}")

    site = texts(root / "site")
    for code, title in titles.items():
        pages = [before.page(code, direction.page_slug) for direction in before.directions]
        others = [_listed(page.title) for page in pages if page]
        lists = {path for path, text in site.items() if all(one.search(text) for one in others)}
        known = {f"{PREFIX[code]}{name}index.html" for name in NAMING}
        assert known | {"exports/atlas.json", "search/names.json", "llms.txt"} <= lists
        lacking = {path for path in lists if not _listed(title).search(site[path])}
        # These name them in sentences of their own.
        prose = ("essay", "survival-strategies", "glossary")
        assert {path for path in lacking if Path(path).parent.name not in prose} == set()
    drafts = {f"{prefix}{SLUG}/index.html" for prefix in PREFIX.values()}
    assert {path for path, text in site.items() if "sky-lanterns" in text} == drafts
    assert "天灯" not in "".join(text for path, text in site.items() if path not in drafts)


@pytest.fixture(scope="module")
def addresses(root: Path) -> Iterator[dict[str, str]]:
    with served(root / "draft") as draft, served(root / "site") as site:
        yield {"draft": draft, "site": site}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    found.close()
    assert complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", TITLES)
def test_a_draft_says_so(
    page: Page, addresses: dict[str, str], code: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{addresses['draft']}/{PREFIX[code]}{SLUG}/")
        expect(page.locator("h1")).to_have_text(TITLES[code])
        banner = page.locator(".draft")
        expect(banner).to_be_in_viewport()
        expect(banner).to_contain_text({"zh": "草稿", "en": "Draft"}[code])
        expect(banner).to_contain_text(FACTS)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
    page.locator("a[data-language-switch]").click()
    other = next(one for one in TITLES if one != code)
    page.wait_for_url(f"**/{PREFIX[other]}{SLUG}/")
    expect(page.locator("h1")).to_have_text(TITLES[other])


def look_for(page: Page, address: str, code: str, query: str) -> None:
    """Type a query on the home page of a language, and wait for what the full text says to it."""
    page.goto(f"{address}/{PREFIX[code]}")
    page.keyboard.press("/")
    expect(page.locator("input[type=search]").first).to_be_focused()
    page.keyboard.insert_text(query)


@pytest.mark.browser
@pytest.mark.parametrize("code", TITLES)
def test_search_finds_it_once_published(page: Page, addresses: dict[str, str], code: str) -> None:
    results = page.locator("[data-search-results]").first
    link = results.locator(f"a[href*='/{PREFIX[code]}{SLUG}/']")
    look_for(page, addresses["site"], code, TITLES[code])
    expect(link.first).to_be_visible()
    # By a word that is in its text alone.
    look_for(page, addresses["site"], code, {"zh": "灯纸", "en": "buoyancy"}[code])
    expect(link.first).to_be_visible()
    look_for(page, addresses["draft"], code, TITLES[code])
    expect(page.locator("[data-search-status]").first).not_to_be_empty()
    expect(link).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("code", TITLES)
def test_readers_come_to_it_from_everywhere(
    page: Page, addresses: dict[str, str], code: str
) -> None:
    home = f"{addresses['site']}/{PREFIX[code]}"
    for start, link in (
        ("", f".ways a:visible:has-text('{TITLES[code]}')"),
        ("directions/", f".direction-card__title a:text-is('{TITLES[code]}')"),
        ("directions/wind/", f".md-nav--primary a:has-text('{TITLES[code]}')"),
        ("topics/flight/", f".page a:text-is('{TITLES[code]}')"),
        ("works/nakamura2020lantern/", f".citing__title a:text-is('{TITLES[code]}')"),
    ):
        page.goto(home + start)
        page.locator(link).first.click()
        page.wait_for_url(f"**/{PREFIX[code]}{SLUG}/")
        expect(page.locator("h1")).to_have_text(TITLES[code])
    expect(page.locator(".draft")).to_have_count(0)
    expect(page.locator("[id='focus-flame.1'] .citation__link").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", code)
    page.locator("a[data-language-switch]").click()
    other = next(one for one in TITLES if one != code)
    page.wait_for_url(f"**/{PREFIX[other]}{SLUG}/")
    expect(page.locator("h1")).to_have_text(TITLES[other])
