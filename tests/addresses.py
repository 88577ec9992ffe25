"""The addresses that the site has, or had: ``tests/addresses.txt``, to which new ones are added.

Whoever merges pages runs ``make addresses`` and commits the file: from then on, a page can not go
from its address without leaving word where it went (docs/redirects.yml).
"""

from pathlib import Path

from qiusuo import source
from qiusuo.model import Atlas
from qiusuo.views.site_page import sitemap
from tests.conftest import ROOT

LIST = ROOT / "tests" / "addresses.txt"


def published(atlas: Atlas) -> set[str]:
    """The addresses in the sitemap, from the site's root."""
    return {"/" + entry.url.removeprefix("site:/") for entry in sitemap(atlas.published, "site:")}


def listed(path: Path = LIST) -> list[str]:
    """The addresses that were ever published."""
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def extend(root: Path, path: Path) -> int:
    """Add to the list what the content of `root` publishes and the list has not; how many."""
    known = set(listed(path))
    new = published(source.load(root)[0]) - known
    if new:
        path.write_text("\n".join(sorted(known | new)) + "\n", encoding="utf-8")
    return len(new)


if __name__ == "__main__":
    print(f"{extend(ROOT, LIST)} addresses added to {LIST.relative_to(ROOT).as_posix()}")
