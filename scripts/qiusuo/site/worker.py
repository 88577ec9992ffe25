"""The service worker, told what the site consists of: ``sw.js`` says what it does with that."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from qiusuo.model import Atlas
from qiusuo.views.address import Addresses

#: What every page is shown with; what some need besides is kept when they are visited.
_SHELL = ("assets/stylesheets/*", "assets/images/*.svg", "assets/javascripts/words-*.js")
_ENTRY = "assets/javascripts/qiusuo.js"


def write_worker(atlas: Atlas, site: Path, modules: Iterable[str]) -> None:
    """Put the list of the shell before the worker, with a version that its content determines.

    `modules` are the scripts that those of every page need, as paths below the site.
    """
    addresses = Addresses.of(atlas)
    roots = [addresses.path(language.code, "index") for language in atlas.languages]
    offline = {root: f"{root}offline.html" for root in roots}
    named = (path for pattern in _SHELL for path in site.glob(pattern))
    shell = sorted({path.relative_to(site).as_posix() for path in named} | {_ENTRY, *modules})
    shell += offline.values()
    source = (site / "sw.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(source.encode())
    for name in shell:
        digest.update(f"\0{name}\0".encode() + (site / name).read_bytes())
    told = {"version": digest.hexdigest()[:16], "shell": shell, "offline": offline}
    (site / "sw.js").write_text(f"self.SITE = {json.dumps(told)};\n{source}", encoding="utf-8")
