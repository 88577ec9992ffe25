"""The command line: ``qiusuo check`` and its sisters."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from qiusuo import __version__, checks, lock, translation
from qiusuo.diagnostics import Report
from qiusuo.model import WAYS
from qiusuo.source import load
from qiusuo.source.journal import recover

CLEAN, FINDINGS, FAILED = 0, 1, 2

#: The commands that change the project's files.
_WRITING = ("cite", "confirm", "new", "schemas")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 clean, 1 findings, 2 could not run."""
    parser = argparse.ArgumentParser(prog="qiusuo", description="Keep the atlas in order.")
    parser.add_argument("--version", action="version", version=f"qiusuo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    check = commands.add_parser("check", help="report every fault of the content")
    check.add_argument("files", nargs="*", type=Path, help="tell only what concerns these (all)")
    check.add_argument("--format", choices=("text", "github", "json"), default="text")
    check.add_argument("--fix", action="store_true", help="mend first what is mechanical")
    explain = commands.add_parser("explain", help="say what a rule asks for, and why")
    explain.add_argument("rule", nargs="?", default="", help="its name (list all)")
    explain.add_argument("--language", default="en", metavar="CODE", help="in which language (en)")
    build = commands.add_parser("build", help="check, then build the site")
    build.add_argument("--out", type=Path, default=None, help="folder of the site (site/)")
    build.add_argument("--offline", action="store_true", help="with a copy that opens from disk")
    build.add_argument("--book", action="store_true", help="with the books, EPUB and PDF")
    book = commands.add_parser("book", help="make the books, EPUB and PDF in each language")
    book.add_argument("--out", type=Path, default=None, help="folder of the books (book/)")
    serve = commands.add_parser("serve", help="preview the site, each page as it now stands")
    serve.add_argument("--host", default="127.0.0.1", help="address to serve at (127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port to serve at (8000)")
    schemas = commands.add_parser("schemas", help="renew the JSON Schemas of the data files")
    schemas.add_argument("--check", action="store_true", help="only say which are not current")
    for command in (check, explain, schemas, build, book, serve):
        command.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")
    _cite_parser(commands)
    _new_parser(commands, sys.argv[1:] if arguments is None else arguments)
    _changes_parser(commands)
    translation.add_parsers(commands)
    options = parser.parse_args(arguments)
    root: Path = options.root
    if not (root / "docs").is_dir():
        print(f"qiusuo: no folder docs in {root.resolve()}", file=sys.stderr)
        print("  help: run it in the project's folder, or give --root", file=sys.stderr)
        return FAILED
    try:
        return _run(root, options)
    except OSError as error:  # a full disk, a file that may not be written
        print(f"qiusuo: {error}", file=sys.stderr)
        print("  help: each file is as it was or as it was to be; run it again", file=sys.stderr)
        return FAILED


def _run(root: Path, options: argparse.Namespace) -> int:
    """Run a command, alone where it writes, after what a run that was killed had begun."""
    writes = options.command in _WRITING or (options.command == "check" and options.fix)
    if not writes:
        lock.settle(root)
        return _done(root, options)
    with lock.held(root):
        recover(root)
        return _done(root, options)


def _done(root: Path, options: argparse.Namespace) -> int:
    if options.command == "cite":
        return _cite(root, options)
    if options.command == "new":
        return _new(root, options)
    if options.command in ("status", "confirm"):
        return translation.run(root, options)
    if options.command == "explain":
        from qiusuo.explain import explain as explain_rule

        return explain_rule(root, options.rule, options.language)
    if options.command == "schemas":
        from qiusuo.schemas import write

        return write(root, options.check)
    if options.command == "serve":
        from qiusuo.site.preview import serve as serve_preview

        return serve_preview(root, options.host, options.port)
    if options.command == "changes":
        return _changes(root, options.against, options.format)
    if options.command == "check":
        return _check(root, options)
    if options.command == "book":
        from qiusuo.site.build import books

        return books(root, options.out or root / "book")
    return _build(root, options)


def _cite_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    cite = commands.add_parser("cite", help="verify the library, add to it, set it in order")
    actions = cite.add_subparsers(dest="action", required=True, metavar="action")
    verify = actions.add_parser("verify", help="compare the library with public records")
    verify.add_argument("keys", nargs="*", help="works to look at (all)")
    verify.add_argument("--online", action="store_true", help="ask arXiv, Crossref and DBLP anew")
    verify.add_argument("--prune", action="store_true", help="drop records of works that are gone")
    add = actions.add_parser("add", help="add a work")
    add.add_argument("what", help="arXiv id, DOI, a link to either, or a .bib file")
    add.add_argument(
        "--to",
        required=True,
        metavar="NAME",
        help="bibliography/NAME.bib; a direction gets its own",
    )
    order = actions.add_parser("format", help="sort entries and set them alike")
    order.add_argument("files", nargs="*", help="files (all of bibliography/)")
    order.add_argument("--check", action="store_true", help="change nothing, say what would be")
    for action in (verify, add, order):
        action.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")


def _changes_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    changes = commands.add_parser("changes", help="list the pages that your changes concern")
    changes.add_argument("--against", default="main", metavar="REF", help="compare with it (main)")
    changes.add_argument("--format", choices=("markdown", "json"), default="markdown")
    changes.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")


def _cite(root: Path, options: argparse.Namespace) -> int:
    from qiusuo import cite
    from qiusuo.lookup import Client

    if options.action == "verify":
        return cite.verify(root, options.keys, options.online, options.prune, Client())
    if options.action == "add":
        return cite.add(root, options.what, options.to, Client())
    return cite.format_files(root, options.files, options.check)


def _new_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", arguments: Sequence[str]
) -> None:
    """The options of ``new``, which has one for a title in each language of the project."""
    new = commands.add_parser("new", help="begin a direction")
    kinds = new.add_subparsers(dest="kind", required=True, metavar="kind")
    # What a language is called can not take the place of another option.
    direction = kinds.add_parser(
        "direction", help="its facts and pages, as a draft", conflict_handler="resolve"
    )
    direction.add_argument("slug", nargs="?", help="its short name; asked for if left out")
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--root", type=Path, default=Path())
    root: Path = early.parse_known_args(arguments)[0].root
    codes = sorted(path.stem for path in root.glob("docs/languages/*.yml"))
    for code in codes:
        direction.add_argument(
            f"--{code}", dest=f"title_{code}", metavar="TITLE", help=f"title, {code}"
        )
    direction.add_argument("--way", metavar="WAY", help=" or ".join(WAYS))
    direction.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")
    direction.set_defaults(codes=codes)


def _new(root: Path, options: argparse.Namespace) -> int:
    from qiusuo import new

    titles = {f"--{code}": getattr(options, f"title_{code}") for code in options.codes}
    ask = input if sys.stdin and sys.stdin.isatty() else None
    return new.direction(root, {"slug": options.slug, "--way": options.way, **titles}, ask)


def _changes(root: Path, reference: str, form: str) -> int:
    from qiusuo.changes import NoComparisonError, compare

    try:
        found = compare(root, reference)
    except NoComparisonError as error:
        print(f"qiusuo: nothing to compare with: {error}", file=sys.stderr)
        print("  help: name a branch or commit: qiusuo changes --against main", file=sys.stderr)
        return FAILED
    print(found.as_json() if form == "json" else found.as_markdown())
    return CLEAN


def _check(root: Path, options: argparse.Namespace) -> int:
    paths = []
    here = Path(os.path.abspath(root))  # noqa: PTH100 (links are told, not followed)
    for file in options.files:
        path = Path(os.path.abspath(file))  # noqa: PTH100
        if not path.exists():
            print(f"qiusuo: no file {file}", file=sys.stderr)
            return FAILED
        if not path.is_relative_to(here):
            print(f"qiusuo: {file} is not in {here}", file=sys.stderr)
            return FAILED
        paths.append(path.relative_to(here).as_posix())
    if options.fix:
        from qiusuo.mend import mend

        for name, count in mend(root, paths or ["."]).items():
            times = "in 1 place" if count == 1 else f"in {count} places"
            print(f"mended {name} {times}", file=sys.stderr)
    atlas, findings = load(root)
    found = [*findings, *checks.check(atlas, findings)]
    report = Report.of(found).within(paths or ["."])
    if options.format == "json":
        print(report.as_json())
    elif report.findings:
        print(report.as_github() if options.format == "github" else report.as_text())
    elif options.format == "text":
        print(
            f"clean: {len(atlas.pages)} pages, {len(atlas.directions)} directions, "
            f"{len(atlas.works)} works, {len(atlas.claims)} claims"
        )
        drafts = ", ".join(direction.slug for direction in atlas.directions if direction.draft)
        if drafts:
            print(f"drafts, not published yet: {drafts}")
    return FINDINGS if report.faults else CLEAN


def _build(root: Path, options: argparse.Namespace) -> int:
    from qiusuo.site.build import build
    from qiusuo.site.swap import recover as clear

    out: Path = (options.out or root / "site").resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with lock.held(out.parent):
        clear(out)
        return build(root, out, options.offline, options.book)
