"""Opening pages so that nothing foreign is asked for and nothing complains."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

from tests.conftest import ROOT

Open = Callable[..., Page]

_AXE = """async ({ within, rules }) => {
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  return axe.run(within ?? document, {
    resultTypes: ["violations"],
    ...(rules && { runOnly: rules }),
  });
}"""


def axe(page: Page, within: str | None = None, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds against a page, or a part of it, once nothing moves any more.

    Named rules are tried alone, also those that it leaves out by itself.
    """
    if not page.evaluate("'axe' in window"):
        # As a debugger does: the page's policy lets no other script in.
        page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    page.evaluate("new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)))")
    found = page.evaluate(_AXE, {"within": within, "rules": rules})
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


#: WCAG 2.2, 2.5.8: 24 by 24 px, but for what stands in a sentence, and for what is smaller and has
#: so much room that a circle of 24 px about it meets no other target, nor the circle of one.
_TOO_SMALL = r"""() => {
  const least = 24;
  const interactive = "a[href], button, input, select, textarea, summary, label[for], [tabindex]";
  const shown = [...document.querySelectorAll(interactive)].filter((one) =>
    one.tabIndex >= -1 && one.type !== "hidden" &&
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  // Of a box within a label, the whole label is the target.
  const boxOf = (one) => (one.closest("label") ?? one).getBoundingClientRect();
  // What lies under a bar that stays in view is pressed once it is scrolled from under it.
  const bar = document.querySelector("[data-choose-bar]");
  const covered = (one, { x, y, width, height }) => !bar?.contains(one) &&
    bar?.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  const targets = shown.map((one) => ({ one, box: boxOf(one) })).filter(
    ({ one, box }) => !covered(one, box) && box.width > 1 && box.height > 1 &&
      box.right > 0 && box.left < innerWidth);
  const inSentence = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const around = block.cloneNode(true);
    for (const target of around.querySelectorAll(interactive)) target.remove();
    return /[\p{L}\p{N}\p{P}]/u.test(around.textContent);
  };
  const small = targets.filter(({ one, box }) =>
    (box.width < least || box.height < least) && !inSentence(one));
  const centre = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const crowded = (target) => targets.some((other) => {
    if (other.one === target.one || other.one.contains(target.one)) return false;
    if (target.one.contains(other.one)) return false;
    const [x, y] = centre(target);
    const { left, right, top, bottom } = other.box;
    const gap = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (gap < least / 2) return true;
    const [u, v] = centre(other);
    return small.includes(other) && Math.hypot(x - u, y - v) < least;
  });
  return small.filter(crowded).map(({ one, box }) =>
    `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
}"""


def too_small(page: Page) -> list[str]:
    """What a finger could miss: targets of less than 24 px with others too close."""
    found: list[str] = page.evaluate(_TOO_SMALL)
    return found


#: Files that are no pages.
_PLAIN = frozenset({"xml", "json", "txt", "svg", "bib"})


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the site; afterwards, nothing foreign was asked for and nothing complained."""
    complaints: list[str] = []
    contexts = []

    def watch(request: Request) -> None:
        if urlsplit(request.url).netloc not in ("", urlsplit(address).netloc):
            complaints.append(f"foreign request: {request.url}")

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "blocked by Playwright" not in message.text:
            complaints.append(message.text)

    def open_page(path: str, **options: object) -> Page:
        # A worker would answer, from what it kept, what a test withholds; test_offline.py has it.
        options.setdefault("service_workers", "block")
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", watch)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", hear)
        page.goto(f"{address}/{path}", wait_until="load")
        if options.get("java_script_enabled", True) and path.rpartition(".")[2] not in _PLAIN:
            # What few pages have comes after all else.
            page.locator("html[data-mounted]").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def until(page: Page, holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold that a page tells of; a busy machine may take its time."""
    for _ in range(1000):
        if holds():
            return True
        page.wait_for_timeout(10)
    return False


def small(controls: Locator) -> list[str]:
    """The shown controls that are less than 24 pixels high or wide, by their text."""
    found: list[str] = controls.evaluate_all(
        """all => all.map(one => [one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
          .map(([text]) => text)"""
    )
    return found


def moved(page: Page) -> float:
    """How much of the page has moved by itself since it was opened, as browsers measure it."""
    found: float = page.evaluate(
        """async () => {
          let sum = 0;
          const add = (entries) => {
            for (const one of entries) if (!one.hadRecentInput) sum += one.value;
          };
          const observer = new PerformanceObserver((list) => add(list.getEntries()));
          observer.observe({ type: "layout-shift", buffered: true });
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          add(observer.takeRecords());
          return sum;
        }"""
    )
    return found
