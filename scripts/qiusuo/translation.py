"""``qiusuo status`` and ``qiusuo confirm``: what has moved in one language, and what agrees."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from qiusuo import checks
from qiusuo.checks.freshness import confirmation
from qiusuo.diagnostics import Diagnostic, Report
from qiusuo.model import Agreement, Atlas, BlockDrift, PageDrift, Pair, Relation, Standing, drift
from qiusuo.source import load
from qiusuo.source.agreements import path_of, write_agreements
from qiusuo.source.edit import write_atomically
from qiusuo.views.change import Part, change

CLEAN, FINDINGS, FAILED = 0, 1, 2

_MARKS = {Part.SAME: ("", ""), Part.GONE: ("[-", "-]"), Part.NEW: ("{+", "+}")}


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands' arguments."""
    tell = commands.add_parser("status", help="list what has moved in one language only")
    tell.add_argument("pages", nargs="*", metavar="page", help="pages to look at (all)")
    agree = commands.add_parser("confirm", help="record that a page says the same in its languages")
    agree.add_argument("page", nargs="?", help="a page: deployment, or docs/zh/essay.md")
    agree.add_argument("blocks", nargs="*", metavar="block", help="its blocks (all that moved)")
    agree.add_argument("--all", action="store_true", help="every page")
    agree.add_argument("--languages", metavar="zh,en", help="those that agree (all complete ones)")
    agree.add_argument("--prune", action="store_true", help="only drop what has lost its block")
    for command in (tell, agree):
        command.add_argument("--root", type=Path, default=Path(), help="the project's folder (.)")


def run(root: Path, options: argparse.Namespace) -> int:
    """Run the command that was asked for."""
    if options.command == "status":
        return status(root, options.pages)
    if bool(options.page) == options.all:
        return _failed("name a page, or give --all", "see: qiusuo status")
    spoken = tuple(options.languages.split(",")) if options.languages else ()
    return confirm(root, Wish(options.page or "", tuple(options.blocks), spoken, options.prune))


def status(root: Path, names: Sequence[str] = ()) -> int:
    """List what is not confirmed as it stands: blocks that moved, pages in one language only."""
    atlas, _ = load(root)
    chosen = _pairs(atlas, names)
    if isinstance(chosen, str):
        return _no_page(atlas, chosen)
    moved = single = 0
    for pair in chosen:
        found = atlas.drift[pair.slug]
        lines = list(_missing(atlas, pair)) + list(_open(atlas, found))
        single += any(
            language.complete and atlas.page(language.code, pair.slug) is None
            for language in atlas.languages
        )
        moved += bool(found.open or found.stale)
        if lines:
            print("\n".join([pair.slug, *lines, ""]))
    agreed = sum(len(pair.pages) > 1 and not atlas.drift[pair.slug].open for pair in chosen)
    for language in atlas.languages:
        if not language.complete:
            written = sum(atlas.page(language.code, pair.slug) is not None for pair in chosen)
            print(f"{language.name}: {written} of {len(chosen)} pages are written")
    print(
        f"{len(chosen)} pages: {agreed} agree in their languages, {moved} to be confirmed, "
        f"{single} without a language"
    )
    return FINDINGS if moved or single else CLEAN


def _missing(atlas: Atlas, pair: Pair) -> Iterator[str]:
    present = {page.language for page in pair.pages}
    stands = ", ".join(page.path for page in pair.pages)
    for language in atlas.languages:
        if language.complete and language.code not in present:
            yield f"  not in {language.name}: docs/{language.code}/{pair.slug}.md for {stands}"


def _open(atlas: Atlas, found: PageDrift) -> Iterator[str]:
    for block, one in found.moved:
        yield from _relation(atlas, found.slug, block, one)
    for code in found.new:
        command = confirmation(atlas.pair_by_slug[found.slug], code)
        yield f"  never confirmed in {_name(atlas, code)}; when it agrees: {command}"
    for agreement in found.stale:
        place = f"{agreement.span.path}:{agreement.span.line}"
        yield f"  {agreement.address}: confirmed once, and gone: {place}"


def _relation(atlas: Atlas, slug: str, block: BlockDrift, one: Relation) -> Iterator[str]:
    both = " and ".join(_name(atlas, code) for code in one.languages)
    said = {
        Standing.MOVED: f"{_name(atlas, one.newer)} is newer than {_name(atlas, one.older)}",
        Standing.APART: f"{both} have both changed",
        Standing.UNCONFIRMED: f"{both} were never confirmed to agree",
    }
    yield f"  {block.address}: {said[one.standing]}"
    for code in one.languages:
        yield f"    {_place(block, code)}"
        if one.before and code != one.older:
            yield f"      {_change(one.before[code], block.texts[code])}"
    yield f"    when they agree: qiusuo confirm {slug} {block.address}"


def _name(atlas: Atlas, code: str) -> str:
    language = atlas.language(code)
    return language.name if language is not None else code


def _place(block: BlockDrift, code: str) -> str:
    return f"{block.spans[code].path}:{block.spans[code].line}"


def _change(before: str, after: str) -> str:
    runs = change(before, after)
    text = "".join(f"{_MARKS[one.part][0]}{one.text}{_MARKS[one.part][1]}" for one in runs)
    return text.replace("\n", "\n      ")


@dataclass(frozen=True, slots=True)
class Wish:
    """What to confirm: `blocks` of a page, or all; in these `languages`, or the complete ones.

    `prune` confirms nothing, and drops the agreements that have lost their block.
    """

    page: str = ""
    blocks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    prune: bool = False


def confirm(root: Path, wish: Wish) -> int:
    """Record that blocks of a page, or of all pages, agree as they stand."""
    atlas, findings = load(root)
    chosen = _pairs(atlas, [wish.page] if wish.page else [])
    if isinstance(chosen, str):
        return _no_page(atlas, chosen)
    unknown = [code for code in wish.languages if atlas.language(code) is None]
    if unknown or len(wish.languages) == 1:
        codes = ",".join(language.code for language in atlas.languages)
        return _failed(f"no two languages: {','.join(wish.languages)}", f"--languages, of: {codes}")
    for pair in chosen:
        known = [block.address for block in atlas.drift[pair.slug].blocks]
        odd = next((address for address in wish.blocks if known and address not in known), "")
        if odd:
            near = get_close_matches(odd, known, n=1)
            advice = f"nearest is {near[0]}" if near else f"one of: {', '.join(known)}"
            return _failed(f"{pair.slug} has no {odd} in two languages", advice)
    faults = Report.of([*findings, *checks.check(atlas, findings)]).faults
    refused = [pair.slug for pair in chosen if not _confirm(root, atlas, pair, wish, faults)]
    for slug in sorted(set(atlas.agreements) - set(atlas.pair_by_slug)):
        if wish.prune and not wish.page:
            (root / path_of(slug)).unlink(missing_ok=True)
            print(f"{slug}: no such page; {path_of(slug).as_posix()} is deleted")
    return FINDINGS if refused else CLEAN


def _confirm(root: Path, atlas: Atlas, pair: Pair, wish: Wish, told: Sequence[Diagnostic]) -> bool:
    """Confirm blocks of one page, unless its pages have faults or it stands in one language."""
    found = atlas.drift[pair.slug]
    codes = [code for code in wish.languages or _complete(atlas, found) if code in found.languages]
    if len(codes) < 2 and not wish.prune:
        if wish.page:
            print(f"{pair.slug}: nothing stands in two of these languages", file=sys.stderr)
        return not wish.page
    faults = [one for one in told if one.span.path in {page.path for page in pair.pages}]
    if faults:
        print(f"{pair.slug}: not confirmed; mend this first", file=sys.stderr)
        print("\n".join(fault.as_text() for fault in faults), file=sys.stderr)
        return False
    fresh = [
        Agreement(
            block.address,
            {code: text for code, text in block.texts.items() if code in codes},
            block.spans[codes[0]],
        )
        for block in ([] if wish.prune else found.blocks)
        if (not wish.blocks or block.address in wish.blocks) and not _agreed(block, codes)
    ]
    needed = drift(pair, [*fresh, *atlas.agreements.get(pair.slug, ())]).needed
    path, text = root / path_of(pair.slug), write_agreements(needed)
    if not needed:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text)
    if wish.page or fresh:
        counted = f"{len(fresh)} block{'s' * (len(fresh) != 1)}"
        print(f"{pair.slug}: {counted} confirmed in {', '.join(codes)}")
    return True


def _complete(atlas: Atlas, found: PageDrift) -> Sequence[str]:
    """The languages that a confirmation speaks of unless told: those that are complete."""
    complete = [one.code for one in atlas.languages if one.complete and one.code in found.languages]
    return complete if len(complete) > 1 else found.languages


def _agreed(block: BlockDrift, codes: Sequence[str]) -> bool:
    return all(
        one.standing is Standing.AGREED
        for one in block.relations
        if all(code in codes for code in one.languages)
    )


def _pairs(atlas: Atlas, names: Sequence[str]) -> list[Pair] | str:
    """The pages of these names, or all that are no drafts; the first name that is none's."""
    if not names:
        return list(atlas.published.pairs)
    slugs = {page.path: page.slug for page in atlas.pages}
    slugs |= {slug: slug for slug in slugs.values()}  # "index" is home, not directions/index
    found = []
    for name in names:
        slug = slugs.get(Path(name).as_posix()) or atlas.slug_of(name)
        if not slug:
            return name
        found.append(atlas.pair_by_slug[slug])
    return found


def _no_page(atlas: Atlas, name: str) -> int:
    near = get_close_matches(name, [pair.slug for pair in atlas.pairs], n=1)
    return _failed(f"no page {name}", f"nearest is {near[0]}" if near else "name it by its address")


def _failed(message: str, help: str) -> int:
    print(f"qiusuo: {message}\n  help: {help}", file=sys.stderr)
    return FAILED
