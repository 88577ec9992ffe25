"""Pages that were visited can be read without a network, and none is stale with one."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build as preview
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Page, expect

from qiusuo.site.build import build
from tests.browser.conftest import axe
from tests.conftest import copy_library, served

pytestmark = pytest.mark.browser

#: Whether the worker has kept the page at an address.
KEPT = "async (url) => Boolean(await caches.match(url))"
#: Whether one shell is kept, and not that of an earlier build.
RENEWED = """async (before) => {
  const shells = (await caches.keys()).filter((name) => name.includes("shell"));
  return shells.length === 1 && shells[0] !== before;
}"""
#: Whether no worker and nothing that one kept is left.
GONE = """async () => !(await navigator.serviceWorker.getRegistrations()).length
  && !(await caches.keys()).length"""
VISITED = """async () => {
  const keys = await (await caches.open("qiusuo /atlas/ visited")).keys();
  return keys.map((key) => key.url);
}"""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site below a path of its host."""
    root = copy_library(tmp_path_factory.mktemp("offline") / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
        assert build(root, root / "host" / "atlas") == 0
    return root


@pytest.fixture
def deployed(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, to change, and to deploy again."""
    monkeypatch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
    return Path(shutil.copytree(once, tmp_path / "a kite 风筝", symlinks=True))


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    # Without the page's policy, which would not let a test ask another host.
    context = browser.new_context(bypass_csp=True)
    yield context
    context.close()


def wait(page: Page, condition: str, given: object = None) -> None:
    """Wait until a condition that has to be asked for holds: wait_for_function awaits none."""
    page.evaluate(
        """async (given) => {
          while (!(await (CONDITION)(given))) await new Promise((on) => setTimeout(on, 50));
        }""".replace("CONDITION", condition),
        given,
    )


def visit(page: Page, url: str) -> None:
    page.goto(url)
    wait(page, KEPT, url)


def test_what_was_visited_is_read_offline(deployed: Path, reader: BrowserContext) -> None:
    page = reader.new_page()
    with served(deployed / "host") as host:
        visit(page, f"{host}/atlas/en/directions/kites/")
        styled = page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily")
        paper = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        visit(page, f"{host}/atlas/directions/wind/")
        reader.set_offline(True)
        page.goto(f"{host}/atlas/en/directions/kites/?mark=silk#focus-shape")
        page.reload()
        expect(page.locator("h1")).to_have_text("Kites")
        assert page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily") == styled
        assert page.locator("body").evaluate("o => getComputedStyle(o).backgroundColor") == paper
        page.locator("a[data-language-switch]").wait_for()  # scripts are there too
        page.keyboard.press("/")
        expect(page.locator("input[type=search]").first).to_be_focused()

        for path, title, language in (
            ("en/essay/", "This page is not at hand", "en"),
            ("essay/", "这一页眼下看不到", "zh"),
            ("en/no/such/page/", "This page is not at hand", "en"),
        ):
            page.goto(f"{host}/atlas/{path}")
            expect(page.locator("h1")).to_have_text(title)
            expect(page.locator("html")).to_have_attribute("lang", re.compile(language))
            kept = page.locator("[data-kept-pages] a")
            expect(kept).to_have_count(2)
            assert {link.get_attribute("href") for link in kept.all()} == {
                f"{host}/atlas/en/directions/kites/",
                f"{host}/atlas/directions/wind/",
            }
        assert page.locator("body").evaluate("o => getComputedStyle(o).backgroundColor") == paper
        page.goto(f"{host}/atlas/en/essay/")
        reader.set_offline(False)
        expect(page.locator("h1")).to_have_text("The essay")


def test_a_page_is_kept_without_its_host_too(deployed: Path, reader: BrowserContext) -> None:
    page = reader.new_page()
    with served(deployed / "host") as host:
        visit(page, f"{host}/atlas/en/directions/kites/")
    page.goto(f"{host}/atlas/en/directions/kites/")
    expect(page.locator("h1")).to_have_text("Kites")
    page.goto(f"{host}/atlas/en/directions/wind/")
    expect(page.locator("h1")).to_have_text("This page is not at hand")


def test_a_new_deployment_is_seen_at_once(deployed: Path, reader: BrowserContext) -> None:
    page = reader.new_page()
    with served(deployed / "host") as host:
        url = f"{host}/atlas/en/directions/kites/"
        visit(page, url)
        (before,) = page.evaluate("caches.keys().then(all => all.filter(n => /shell/.test(n)))")
        source = deployed / "docs/en/directions/kites.md"
        text = source.read_text("utf-8").replace("Why do they sing?", "Why do they hum?")
        source.write_text(text, encoding="utf-8")
        with (deployed / "overrides/assets/stylesheets/page.css").open("a") as style:
            style.write("h1 { --deployment: 2; }\n")
        assert build(deployed, deployed / "host" / "atlas") == 0
        page.reload()
        expect(page.get_by_text("Why do they hum?")).to_be_visible()
        # The worker of the old deployment goes, and what it kept of styles and scripts.
        wait(page, RENEWED, before)
        reader.set_offline(True)
        page.reload()
        expect(page.get_by_text("Why do they hum?")).to_be_visible()
        style = page.locator("h1").evaluate(
            "o => getComputedStyle(o).getPropertyValue('--deployment')"
        )
        assert style.strip() == "2"


def test_what_is_kept_is_bounded_and_ours(deployed: Path, reader: BrowserContext) -> None:
    folder = deployed / "host/atlas/many"
    folder.mkdir()
    for number in range(220):
        (folder / f"{number}.html").write_text(f"<title>{number}</title>")
    (folder / "large.html").write_text("x" * 2_000_001)
    (folder / "large.pdf").write_text("x")
    (deployed / "host/404.html").write_text("none")
    (deployed / "host/neighbour.html").write_text("not of this site")
    foreign = deployed / "foreign"
    foreign.mkdir()
    (foreign / "index.html").write_text("elsewhere")
    page = reader.new_page()
    with served(deployed / "host") as host, served(foreign) as elsewhere:
        visit(page, f"{host}/atlas/en/")
        wait(page, "() => navigator.serviceWorker.controller !== null")
        last = page.evaluate(
            """async ([elsewhere]) => {
              await fetch(elsewhere, { mode: "no-cors" });
              for (const odd of ["large.html", "large.pdf", "none.html", "../../neighbour.html"]) {
                await fetch(new URL(odd, new URL("../many/", location.href)));
              }
              const many = new URL("../many/", location.href);
              for (let n = 0; n < 220; n++) await fetch(new URL(`${n}.html`, many));
              return new URL("219.html", many).href;
            }""",
            [elsewhere],
        )
        wait(page, KEPT, last)
        wait(page, f"async () => (await ({VISITED})()).length <= 200")
        kept = page.evaluate(VISITED)
    assert len(kept) > 150
    assert all(url.startswith(f"{host}/atlas/") for url in kept)
    assert not [url for url in kept if re.search(r"large|none|many/0\.html", url)]


def test_a_preview_is_not_kept_and_ends_what_was(deployed: Path, reader: BrowserContext) -> None:
    page = reader.new_page()
    with served(deployed / "host") as host:
        visit(page, f"{host}/atlas/en/")
        site = deployed / "host" / "atlas"
        config = load_config(str(deployed / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="serve", dirty=False)
        preview(config, serve_url="http://127.0.0.1:8000/atlas/")
        page.goto(f"{host}/atlas/en/")
        assert page.locator("[data-worker]").count() == 0
        wait(page, GONE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_offline_page_is_accessible(deployed: Path, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 700})  # type: ignore[arg-type]
    page = context.new_page()
    with served(deployed / "host") as host:
        visit(page, f"{host}/atlas/en/")
        context.set_offline(True)
        page.goto(f"{host}/atlas/works/")
        expect(page.locator("[data-kept-pages] a")).to_have_count(1)
        assert axe(page) == []
    context.close()
