"""What is measured of each stack: a first build, one with nothing changed, one changed page."""

import contextlib
import re
import socket
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Cost, FailedError, run, started

#: How long a preview may take to begin, or to show a change, in seconds.
_PATIENCE = 900


@dataclass(frozen=True, slots=True)
class Stack:
    """A way to build a site: its commands, to be run in the folder of its content."""

    folder: Path
    build: Sequence[str]
    serve: Sequence[str]
    page: str
    source: str
    environment: Mapping[str, str]
    leftovers: tuple[str, ...] = ("site", ".cache")

    def cold(self) -> Cost:
        """A first build, with nothing kept from before.

        What was there is moved away, to be removed after all is measured: an ext4 without a
        journal, as virtual machines may have, passes for up to five minutes over the place of each
        file that was removed, one by one, whenever it makes another (``recently_deleted`` in
        fs/ext4/ialloc.c), which a first build has nothing of.
        """
        gone = Path(tempfile.mkdtemp(prefix=f"{self.folder.name}-", dir=self.folder.parent))
        for name in self.leftovers:
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).rename(gone / name)
        return self.again()

    def again(self) -> Cost:
        """A build with whatever is kept from before."""
        return run(self.build, self.folder, self.environment)

    def edited(self, times: int) -> list[Cost]:
        """From the moment a page is saved until the preview has served it anew."""
        source = self.folder / self.source
        before = source.read_text(encoding="utf-8")
        port = _free_port()
        base = f"http://127.0.0.1:{port}/"
        command = [part.replace("PORT", str(port)) for part in self.serve]
        with started(command, self.folder, self.environment) as process:
            wait(base + self.page, "</html>", process.poll)
            found = []
            try:
                for number in range(times):
                    word = f"kestrel{number}"
                    time.sleep(1.5)  # what began the preview, and the last change, is over
                    source.write_text(_said(before, word), encoding="utf-8")
                    begun = time.monotonic()
                    wait(base + self.page, word, process.poll)
                    found.append(Cost(time.monotonic() - begun, 0, 0))
            finally:
                source.write_text(before, encoding="utf-8")
        return found

    def size(self) -> int:
        """The bytes of all that was built."""
        return sum(path.stat().st_size for path in (self.folder / "site").rglob("*.*"))


def _said(page: str, word: str) -> str:
    """The page with a new word, in the first paragraph of its last chapter but two."""
    return re.sub(r"(\{#since\}\n\n)", rf"\1{word.capitalize()} and {word} ", page, count=1)


def wait(url: str, wanted: str, ended: Callable[[], int | None]) -> str:
    """Ask for a page until it has what is wanted."""
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last and ended() is None:
        try:
            with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:
                text: str = answer.read().decode("utf-8", "replace")
            if wanted in text:
                return text
        except OSError:
            pass
        time.sleep(0.02)
    raise FailedError(f"{url} did not come to have {wanted}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
