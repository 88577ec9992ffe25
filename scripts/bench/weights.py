"""What a page weighs and how it comes up in a browser with a slow processor on a slow network."""

import contextlib
import functools
import gzip
import http.server
import io
import os
import shutil
import statistics
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

#: Chromium's own figures for "Slow 4G", and a processor slowed four times.
_SLOW = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
_CPU = 4
#: How long a visit may take, in milliseconds: the stock stack's index at 1,000/10,000 takes 42 s.
_PATIENCE = 300_000

_WATCH = """
window.seen = {lcp: 0, cls: 0, tbt: 0};
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) seen.lcp = one.startTime;
}).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) seen.cls += one.value;
}).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) seen.tbt += Math.max(0, one.duration - 50);
}).observe({type: 'longtask', buffered: true});
"""


@dataclass(frozen=True, slots=True)
class Weight:
    """A first visit: bytes of the page and of all of it, and how it came up, in milliseconds."""

    page: int
    visit: int
    requests: int
    lcp: float
    tbt: float
    cls: float


def weights(site: Path, paths: list[str], times: int = 3) -> dict[str, Weight]:
    """The first visit to each page, in the middle of so many."""
    with _served(site) as address, sync_playwright() as play:
        names = ("chromium", "chromium-browser", "google-chrome")
        chrome = os.environ.get("CHROME") or next(filter(None, map(shutil.which, names)), None)
        flags = ["--disable-gpu", "--disable-background-networking"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            flags.append("--no-sandbox")
        browser = play.chromium.launch(executable_path=chrome, args=flags)
        found = {path: [_visit(browser, address + path) for _ in range(times)] for path in paths}
        browser.close()
    return {path: _middle(visits) for path, visits in found.items()}


def _middle(visits: list[Weight]) -> Weight:
    first, middle = visits[0], statistics.median
    return Weight(
        first.page,
        first.visit,
        first.requests,
        middle(one.lcp for one in visits),
        middle(one.tbt for one in visits),
        max(one.cls for one in visits),
    )


def _visit(browser: Browser, url: str) -> Weight:
    """A visit by somebody who was never here."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    control = context.new_cdp_session(page)
    control.send("Network.enable")
    control.send("Network.emulateNetworkConditions", _SLOW)
    control.send("Emulation.setCPUThrottlingRate", {"rate": _CPU})
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    control.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["type"]}))
    control.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
    )
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="load")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # scripts that begin when the page is there
    seen = page.evaluate("window.seen")
    context.close()
    document = sum(size for one, size in sizes.items() if names.get(one) == "Document")
    return Weight(document, sum(sizes.values()), len(sizes), seen["lcp"], seen["tbt"], seen["cls"])


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a static host does: text compressed, connections kept."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        try:
            body = path.read_bytes()
        except OSError:
            self.send_error(404)
            return None
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"):
            body = _compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@functools.lru_cache(maxsize=256)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Host, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
