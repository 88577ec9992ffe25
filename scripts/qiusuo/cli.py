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
    _cite_parser(commands)
    options = parser.parse_args(arguments)
    root: Path = options.root
    if not (root / "docs").is_dir():
        print(f"qiusuo: no folder docs in {root.resolve()}", file=sys.stderr)
        print("  help: run it in the project's folder, or give --root", file=sys.stderr)
        return FAILED
    if options.command == "cite":
        return _cite(root, options)
    if options.command == "check":
        return _check(root)
    return _build(root, options.out or root / "site")


def _cite_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    cite = commands.add_parser("cite", help="verify the library, add to it, set it in order")
    actions = cite.add_subparsers(dest="action", required=True, metavar="action")
    verify = actions.add_parser("verify", help="compare the library with public records")
    verify.add_argument("keys", nargs="*", help="works to look at (all)")
    verify.add_argument("--online", action="store_true", help="ask arXiv, Crossref and DBLP anew")
    verify.add_argument("--prune", action="store_true", help="drop records of works that are gone")
    add = actions.add_parser("add", help="add a work")
    add.add_argument("what", help="arXiv id, DOI, a link to either, or a .bib file")
    add.add_argument("--to", required=True, metavar="NAME", help="bibliography/NAME.bib")
    order = actions.add_parser("format", help="sort entries and set them alike")
    order.add_argument("files", nargs="*", help="files (all of bibliography/)")
    order.add_argument("--check", action="store_true", help="change nothing, say what would be")
    for action in (verify, add, order):
        action.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")


def _cite(root: Path, options: argparse.Namespace) -> int:
    from qiusuo import cite
    from qiusuo.lookup import Client

    if options.action == "verify":
        return cite.verify(root, options.keys, options.online, options.prune, Client())
    if options.action == "add":
        return cite.add(root, options.what, options.to, Client())
    return cite.format_files(root, options.files, options.check)


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
