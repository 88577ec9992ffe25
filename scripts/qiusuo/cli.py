"""The command line: ``qiusuo check`` and its sisters."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from qiusuo import __version__, checks
from qiusuo.diagnostics import Report
from qiusuo.source import load

CLEAN, FINDINGS, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 clean, 1 findings, 2 could not run."""
    parser = argparse.ArgumentParser(prog="qiusuo", description="Keep the atlas in order.")
    parser.add_argument("--version", action="version", version=f"qiusuo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    check = commands.add_parser("check", help="report every fault of the content")
    build = commands.add_parser("build", help="check, then build the site")
    build.add_argument("--out", type=Path, default=None, help="folder of the site (site/)")
    for command in (check, build):
        command.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")
    options = parser.parse_args(arguments)
    root: Path = options.root
    if not (root / "docs").is_dir():
        print(f"qiusuo: no folder docs in {root.resolve()}", file=sys.stderr)
        print("  help: run it in the project's folder, or give --root", file=sys.stderr)
        return FAILED
    if options.command == "check":
        return _check(root)
    return _build(root, options.out or root / "site")


def _check(root: Path) -> int:
    atlas, findings = load(root)
    report = Report.of([*findings, *checks.check(atlas)])
    if report.findings:
        print(report.as_text())
        return FINDINGS
    print(
        f"clean: {len(atlas.pages)} pages, {len(atlas.directions)} directions, "
        f"{len(atlas.works)} works, {len(atlas.claims)} claims"
    )
    return CLEAN


def _build(root: Path, out: Path) -> int:
    from qiusuo.site.build import build

    return build(root, out)


if __name__ == "__main__":
    sys.exit(main())
