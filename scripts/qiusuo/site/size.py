"""How large the parts of the built site are, told on its pages once it is whole."""

from collections import defaultdict
from pathlib import Path, PurePosixPath

from qiusuo.views.status import size_token

_PICTURES = frozenset({".jpg", ".png", ".svg", ".webp"})


def tell_sizes(site: Path) -> None:
    """Put the sizes in the place of their tokens in the page ``status`` of each language."""
    told = [*site.glob("status/index.html"), *site.glob("*/status/index.html")]
    if not told:
        return
    files: dict[str, int] = defaultdict(int)
    sizes: dict[str, int] = defaultdict(int)
    for path in site.rglob("*"):
        if path.is_file():
            for part in (part_of(PurePosixPath(path.relative_to(site).as_posix())), "whole"):
                files[part] += 1
                sizes[part] += path.stat().st_size
    for path in told:
        text = path.read_text(encoding="utf-8")
        for part, count in files.items():
            text = text.replace(size_token(part, "files"), f"{count}")
            text = text.replace(size_token(part, "size"), f"{sizes[part] / 1e6:.1f}")
        path.write_text(text, encoding="utf-8")


def part_of(path: PurePosixPath) -> str:
    """The part of the site that a file belongs to."""
    if path.suffix == ".html":
        return "pages"
    if path.parts[0] in ("pagefind", "search"):
        return "search"
    if path.suffix in _PICTURES:
        return "pictures"
    return "looks" if path.parts[0] == "assets" else "exports"
