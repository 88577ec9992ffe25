"""Lighthouse on six pages of the built site, as on a phone: ``make lighthouse``.

It is no part of the tests, for the figure of performance depends on what else the machine does.
"""

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT, Quiet, chrome, served

PROGRAM = ROOT / "requirements" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
#: One page of each make: home, overview, direction, essay, library, work.
PAGES = (
    *("", "directions/", "en/directions/deployment/", "en/essay/", "works/"),
    "en/works/leviathan2023fast/",
)
#: The least that each category may have.
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


class Zipped(Quiet):
    """Sends text compressed, as hosts do."""

    def send_head(self) -> io.BytesIO | None:  # type: ignore[override]
        """The beginning of an answer; what follows is its body."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        text = path.suffix in (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")
        body = gzip.compress(path.read_bytes()) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)


def scores(url: str) -> tuple[dict[str, int], list[str]]:
    """The scores of a page in percent, and the audits that cost points."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [
            *(str(PROGRAM), url, "--quiet", "--output=json"),
            f"--output-path={report.name}",
            f"--only-categories={','.join(LEAST)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ]
        environment = {**os.environ, "CHROME_PATH": chrome() or ""}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        found = json.loads(Path(report.name).read_text(encoding="utf-8"))
    given = {name: round(100 * found["categories"][name]["score"]) for name in LEAST}
    lost = [
        f"{audit['id']}: {audit['title']}"
        for name in LEAST
        for one in found["categories"][name]["auditRefs"]
        if one["weight"] and (audit := found["audits"][one["id"]])["score"] not in (None, 1)
    ]
    return given, lost


def main() -> int:
    """Print the scores of every page; 1 where one falls short."""
    short = 0
    with served(ROOT / "site", by=Zipped) as address:
        for page in PAGES:
            given, lost = scores(f"{address}/{page}")
            poor = [name for name, least in LEAST.items() if given[name] < least]
            short += bool(poor)
            print(f"/{page}", *(f"{name} {score}" for name, score in given.items()), sep="  ")
            for line in lost if poor else ():
                print(f"    {line}")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
