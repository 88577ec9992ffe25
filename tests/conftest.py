"""What the tests share: the small invented library, the built sites, and a browser."""

import contextlib
import functools
import http.server
import io
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from qiusuo import lock
from qiusuo.site.build import build
from qiusuo.source.agreements import FOLDER
from qiusuo.translation import Wish, confirm

ROOT = Path(__file__).parent.parent

# How long an example takes says how busy the machine is; and a check is red or green by what was
# changed, not by chance: texts that nobody has tried are what `make fuzz` is for.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")


#: For validators, which have ended before Java's slower, better compiler pays.
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")

#: Writes as `safe_dump` does, in a fifth of the time where there is a library for it.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def written(data: object) -> str:
    """Plain data as YAML."""
    text: str = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    return text


def copy_library(target: Path) -> Path:
    """A fresh copy of the invented library, with the project's own templates and languages."""
    shutil.copytree(ROOT / "tests" / "library", target)
    shutil.copytree(ROOT / "docs" / "languages", target / "docs" / "languages")
    shutil.copytree(ROOT / "overrides", target / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    for name, text in _agreements().items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return target


@functools.cache
def _agreements() -> Mapping[str, str]:
    """The lock of the invented library as it stands, by file; it need not be kept beside it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "tests" / "library" / "docs", root / "docs")
        shutil.copytree(ROOT / "docs" / "languages", root / "docs" / "languages")
        shutil.copytree(ROOT / "tests" / "library" / "bibliography", root / "bibliography")
        with contextlib.redirect_stdout(io.StringIO()):
            assert confirm(root, Wish()) == 0
        files = (root / FOLDER).rglob("*.yml")
        return {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files
        }


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of one's own to spoil, in a folder whose name a shell would trip over."""
    return copy_library(tmp_path / "a kite 风筝")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real content, which nobody changes; workers of one run share it."""
    top = tmp_path_factory.getbasetemp()
    shared = (top.parent if "PYTEST_XDIST_WORKER" in os.environ else top) / "real"
    shared.mkdir(exist_ok=True)
    out = shared / "site"
    with lock.held(shared):
        if not out.exists():
            assert build(ROOT, out) == 0
    return out


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a static host does, its 404 pages by language included."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        folder = Path(self.directory)
        nearest = folder / "en" if self.path.startswith("/en/") else folder
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (nearest / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Host(http.server.ThreadingHTTPServer):
    """A host that lets a browser open as many connections at once as a page has files."""

    request_queue_size = 128


#: How often, in s, a host looks whether it shall end: every half second, it ends that much later.
POLL = 0.02


@contextlib.contextmanager
def served(folder: Path, by: type[Quiet] = Quiet) -> Iterator[str]:
    """A folder on a port of this machine."""
    handler = functools.partial(by, directory=str(folder))
    server = _Host(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The real site, served."""
    with served(site) as found:
        yield found


def chrome() -> str | None:
    """The browser to drive: the one in CHROME, Debian's, or none, for Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROME") or next(filter(None, map(shutil.which, names)), None)


#: What Chromium does without: what Playwright turns off, since of two such lists the last counts,
#: and a page of suggestions below the address, which would be opened anew with every window.
_WITHOUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser that asks nobody outside for anything."""
    flags = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--disable-features={','.join(_WITHOUT)}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chrome(), args=flags)
        yield found
        found.close()
