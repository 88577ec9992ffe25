"""The service worker, told what the site consists of: ``sw.js`` says what it does with that."""

import hashlib
import json
from pathlib import Path

from qiusuo.model import Atlas
from qiusuo.views.address import Addresses

#: What pages are shown with; Material's own search, which the site does not use, is left out.
_SHELL = frozenset({".css", ".js", ".svg", ".woff2"})
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


def write_worker(atlas: Atlas, site: Path) -> None:
    """Put the list of the shell before the worker, with a version that its content determines."""
    addresses = Addresses.of(atlas)
    roots = [addresses.path(language.code, "index") for language in atlas.languages]
    offline = {root: f"{root}offline.html" for root in roots}
    assets = (path for path in (site / "assets").rglob("*") if path.suffix in _SHELL)
    names = [path.relative_to(site).as_posix() for path in assets]
    shell = sorted(name for name in names if not name.startswith(_UNUSED))
    shell += offline.values()
    source = (site / "sw.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(source.encode())
    for name in shell:
        digest.update(f"\0{name}\0".encode() + (site / name).read_bytes())
    told = {"version": digest.hexdigest()[:16], "shell": shell, "offline": offline}
    (site / "sw.js").write_text(f"self.SITE = {json.dumps(told)};\n{source}", encoding="utf-8")
