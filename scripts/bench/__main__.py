"""The command line of the bench: ``make bench``."""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.corpus import Corpus, corpus
from bench.forms import write_own, write_stock
from bench.measure import Cost
from bench.report import Size, write
from bench.scenes import Stack
from bench.weights import weights

#: Directions and works of each size, and how often each scene is run.
_SIZES = {(15, 150): 5, (150, 1500): 3}
_LARGE = {(1000, 10000): 1}

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure both stacks at every size, and write what was found."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--large", action="store_true", help="1,000 directions and 10,000 works too"
    )
    parser.add_argument("--only", help="this size alone: 150/1500")
    parser.add_argument("--rounds", type=int, default=0, help="how often (as the size asks for)")
    parser.add_argument("--stock", type=Path, default=ROOT / ".venv" / "stock", metavar="VENV")
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache" / "bench")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="where numbers.md goes")
    options = parser.parse_args()
    wanted = {**_SIZES, **(_LARGE if options.large else {})}
    if options.only:
        directions, works = (int(part) for part in options.only.split("/"))
        wanted = {(directions, works): {**_SIZES, **_LARGE}.get((directions, works), 1)}
    sizes = []
    options.folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=options.folder))  # see Stack.cold
    for (directions, works), rounds in wanted.items():
        made = corpus(directions, works)
        own, plain, stock = _stacks(made, place / str(directions), options.stock)
        size = _measure(made, own, plain, stock, options.rounds or rounds)
        sizes.append(size)
        told = options.out / "numbers.json", options.out / "numbers.md"
        write(_machine(), sizes, *told)  # what took so long is kept, whatever a browser does
        _visit(made, own, stock, size)
        write(_machine(), sizes, *told)
    shutil.rmtree(options.folder, ignore_errors=True)
    print((options.out / "numbers.md").read_text(encoding="utf-8"))
    return 0


def _stacks(made: Corpus, folder: Path, venv: Path) -> tuple[Stack, Stack, Stack]:
    """The atlas with everything, without the pages of its works, and in the stock stack's form."""
    own, plain, stock = (folder / name for name in ("own", "plain", "stock"))
    tool = str(Path(sys.executable).with_name("qiusuo"))
    write_own(made, ROOT, own)
    subprocess.run([tool, "confirm", "--all", "--root", own], check=True, capture_output=True)
    shutil.copytree(own, plain)
    settings = (plain / "mkdocs.yml").read_text(encoding="utf-8")
    less = settings.replace("  - qiusuo\n", "  - qiusuo: {work_pages: false}\n")
    assert less != settings
    (plain / "mkdocs.yml").write_text(less, encoding="utf-8")
    write_stock(made, stock)
    slug = made.directions[0].slug
    page, source = f"en/directions/{slug}/", f"docs/en/directions/{slug}.md"
    build, serve = [tool, "build"], [tool, "serve", "--port", "PORT"]
    mkdocs = str(venv / "bin" / "mkdocs")
    return (
        Stack(own, build, serve, page, source, {}),
        Stack(plain, build, serve, page, source, {"QIUSUO_SITE_URL": ""}),
        Stack(
            stock,
            [mkdocs, "build"],
            [mkdocs, "serve", "--dev-addr", "127.0.0.1:PORT"],
            *(page, source, {}),
        ),
    )


def _measure(made: Corpus, own: Stack, plain: Stack, stock: Stack, rounds: int) -> Size:
    """Every scene of both stacks, taking turns."""
    ours: dict[str, list[Cost]] = {"cold": [], "plain": [], "again": [], "edit": []}
    theirs: dict[str, list[Cost]] = {"cold": [], "again": [], "edit": []}
    size = Size(len(made.directions), len(made.works), {"own": ours, "stock": theirs})
    for number in range(rounds):
        theirs["cold"].append(_told(size, "stock cold", number, stock.cold()))
        ours["plain"].append(_told(size, "own plain", number, plain.cold()))
        ours["cold"].append(_told(size, "own cold", number, own.cold()))
        theirs["again"].append(_told(size, "stock again", number, stock.again()))
        ours["again"].append(_told(size, "own again", number, own.again()))
        theirs["edit"] += [_told(size, "stock edit", number, one) for one in stock.edited(1)]
        ours["edit"] += [_told(size, "own edit", number, one) for one in own.edited(1)]
    size.bytes.update({"ours": own.size(), "stock": stock.size()})
    return size


def _visit(made: Corpus, own: Stack, stock: Stack, size: Size) -> None:
    """First visits to pages of both stacks."""
    pages = ["en/", own.page]
    size.weights["stock"] = weights(stock.folder / "site", pages)
    cited = f"en/works/{made.directions[0].steps[0].keys[0]}/"
    size.weights["ours"] = weights(own.folder / "site", [*pages, cited])


def _told(size: Size, what: str, number: int, cost: Cost) -> Cost:
    print(
        f"{size.name} {what} {number + 1}: {cost.seconds:.2f} s, CPU {cost.processor:.2f} s, "
        f"{cost.memory:.0f} MB",
        flush=True,
    )
    return cost


def _machine() -> dict[str, str]:
    commit = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    version = subprocess.run(commit, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "cores": str(os.cpu_count()),
        "Python": platform.python_version(),
        "commit": version or "unknown",
    }


if __name__ == "__main__":
    sys.exit(main())
