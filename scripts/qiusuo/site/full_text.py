"""The full-text index, by pagefind, over the pages as they were built."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from mkdocs.exceptions import PluginError

from qiusuo.site.processes import end_with

#: What pagefind's own interface needs and ours does not.
_UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-worker.js")


def index_full_text(site: Path) -> None:
    """Index every page that has ``data-pagefind-body``, one index per language."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"]
    ending = partial(end_with, os.getpid()) if hasattr(os, "fork") else None
    run = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=ending)
    if run.returncode:
        raise PluginError(f"pagefind could not index the site: {run.stderr.strip()[-500:]}")
    for pattern in _UNUSED:
        for path in (site / "pagefind").glob(pattern):
            path.unlink()
    # pagefind names the languages in any order; the same pages are to give the same bytes.
    entry = site / "pagefind" / "pagefind-entry.json"
    told = json.loads(entry.read_text(encoding="utf-8"))
    entry.write_text(json.dumps(told, sort_keys=True, separators=(",", ":")), encoding="utf-8")
