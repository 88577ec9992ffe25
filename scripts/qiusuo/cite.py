"""``qiusuo cite``: verify the library, add a work to it, set its files in order."""

import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from qiusuo.exports.bibtex import escape
from qiusuo.lookup import Client, Found, LookupFailedError, identify, look_up, search_title
from qiusuo.model import Atlas, Record, Work
from qiusuo.source import edit, load
from qiusuo.source.bibtex import read_library
from qiusuo.source.journal import write_together
from qiusuo.source.records import FIELDS, write_records
from qiusuo.verification import BETWEEN, alike, differences, fold, said

CLEAN, FINDINGS, FAILED = 0, 1, 2

Say = Callable[[str], None]


def verify(root: Path, keys: Sequence[str], online: bool, prune: bool, client: Client) -> int:
    """Compare the library with the snapshot of public records, refreshed first if `online`."""
    atlas, findings = load(root)
    if findings:
        print("\n".join(finding.as_text() for finding in findings))
        return FINDINGS
    unknown = [key for key in keys if key not in atlas.works]
    if unknown:
        print(f"qiusuo: no work {', '.join(unknown)}", file=sys.stderr)
        return FAILED
    records = dict(atlas.records)
    if prune:
        records = {key: record for key, record in records.items() if key in atlas.works}
        _save(root, records)
    failed = 0
    if online:
        failed = _refresh(root, atlas, keys or sorted(atlas.works), records, client)
    chosen = [atlas.works[key] for key in (keys or sorted(atlas.works))]
    wrong = 0
    for work in chosen:
        record = records.get(work.key)
        if record is None:
            print(f"{work.span}: unverified: no public record of {work.key}")
            continue
        for one in differences(work, record):
            wrong += 1
            print(f"{work.place(one.field)}: {one.field} of {work.key} differs")
            print(f"  library: {one.ours}\n  {record.source}, {record.checked}: {one.theirs}")
        silent = [name for name in said(work) if name not in record.fields]
        if silent:
            print(f"{work.span}: unverified: {', '.join(silent)} of {work.key}")
    checked = sum(work.key in records for work in chosen)
    print(f"{checked} of {len(chosen)} works have a record; {wrong} fields differ")
    if failed:
        print(f"{failed} records could not be had; run it again for those", file=sys.stderr)
    return FINDINGS if wrong or failed else CLEAN


def _refresh(
    root: Path, atlas: Atlas, keys: Sequence[str], records: dict[str, Record], client: Client
) -> int:
    """Ask for each record anew; what has arrived is saved even if the rest does not."""
    failed = 0
    for number, key in enumerate(keys, 1):
        work = atlas.works[key]
        print(f"\r[{number}/{len(keys)}] {key:<40}", end="", file=sys.stderr, flush=True)
        if work.is_event:
            continue
        try:
            found = _record_of(client, work)
        except LookupFailedError as error:
            failed += 1
            print(f"\r{key}: {error}{' ' * 30}", file=sys.stderr)
            continue
        records[key] = found
        _save(root, records)
    print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
    return failed


def _record_of(client: Client, work: Work) -> Record:
    doi, eprint = work.get("doi"), work.get("eprint")
    if doi:
        found = look_up(client, "doi", doi)
    elif eprint and work.get("archiveprefix").lower() == "arxiv":
        found = look_up(client, "arxiv", eprint)
    else:
        found = search_title(client, work.title)
        if fold(found.fields["title"]) != fold(work.title):
            raise LookupFailedError("no registry knows this title")
    names = BETWEEN.join(family for family, _ in found.authors)
    place = next((found.fields[n] for n in ("journal", "booktitle") if n in found.fields), "")
    fields = {**found.fields, "authors": names, "container": place}
    # arXiv's year is that of the first version, which need not be the venue's.
    if found.source.startswith("arXiv") and work.container:
        fields.pop("year", None)
    kept = {name: fields[name] for name in FIELDS if fields.get(name)}
    return Record(work.key, found.source, _today(), kept)


def add(root: Path, what: str, target: str, client: Client) -> int:
    """Add a work by its arXiv id, DOI, link, or from a BibTeX file."""
    atlas, _ = load(root)
    path = root / "bibliography" / f"{target}.bib"
    if not path.exists() and atlas.direction(target) is None:
        names = ", ".join(sorted(p.stem for p in (root / "bibliography").glob("*.bib")))
        print(f"qiusuo: no file bibliography/{target}.bib", file=sys.stderr)
        print(f"  help: --to one of: {names}", file=sys.stderr)
        return FAILED
    local = Path(what)
    if what.endswith(".bib"):
        if not local.is_file():
            print(f"qiusuo: no file {what}", file=sys.stderr)
            return FAILED
        return _add_file(root, atlas, local, path)
    known = identify(what)
    if known is None:
        print(f'qiusuo: "{what}" is no arXiv id, DOI, link to one, or .bib file', file=sys.stderr)
        print("  help: write the entry into a file and give its name: mine.bib", file=sys.stderr)
        return FAILED
    twin = _twin(atlas, {"eprint" if known[0] == "arxiv" else "doi": known[1]}, "")
    if twin is not None:
        return _refuse(twin, what)
    try:
        found = look_up(client, *known)
    except LookupFailedError as error:
        print(f"qiusuo: {error}", file=sys.stderr)
        print(
            "  help: without a connection, write the entry into a file by hand and run: "
            f"qiusuo cite add mine.bib --to {target}",
            file=sys.stderr,
        )
        return FAILED
    return _add_found(root, atlas, found, path)


def _add_found(root: Path, atlas: Atlas, found: Found, path: Path) -> int:
    twin = _twin(atlas, found.fields, found.fields["title"])
    if twin is not None:
        return _refuse(twin, found.fields["title"])
    family = found.authors[0][0] if found.authors else ""
    key = edit.make_key(family, found.fields.get("year", ""), found.fields["title"], atlas.works)
    names = " and ".join(
        f"{escape(f)}, {escape(g)}" if g else "{" + escape(f) + "}" for f, g in found.authors
    )
    verbatim = ("doi", "eprint", "url", "archiveprefix", "primaryclass")
    fields = [("author", names)] if names else []
    fields += [(n, v if n in verbatim else escape(v)) for n, v in found.fields.items()]
    fields.append(("langid", "chinese" if _has_han(found.fields["title"]) else "english"))
    entry = edit.format_entry(found.kind, key, [(n, "{" + v + "}") for n, v in fields])
    work = read_library(entry, path.name, [])[0]
    record = Record(
        key, found.source, _today(), {n: said(work)[n] for n in FIELDS if n in said(work)}
    )
    records = write_records({**atlas.records, key: record})
    return _write(path, {key: entry}, root, {_records(root): records})


def _add_file(root: Path, atlas: Atlas, source: Path, path: Path) -> int:
    findings: list = []  # type: ignore[type-arg]
    text = source.read_text(encoding="utf-8", errors="replace")
    works = read_library(text, source.name, findings)
    if findings:
        print("\n".join(finding.as_text() for finding in findings))
        return FINDINGS
    if not works:
        print(f"qiusuo: no entry in {source}", file=sys.stderr)
        return FAILED
    result = CLEAN
    taken = dict(atlas.works)
    entries = {}
    for work in works:
        twin = _twin(atlas, work.fields, work.title)
        if twin is not None or work.key in taken:
            result = _refuse(twin or taken[work.key], work.key)
            continue
        entries[work.key] = edit.format_library(_entry_text(text, work.key)).strip() + "\n"
        taken[work.key] = work
    _write(path, entries, root)
    return result


def _entry_text(text: str, key: str) -> str:
    """The raw text of one entry."""
    start = text.index("{" + key)
    start = text.rindex("@", 0, start)
    depth = 0
    for place in range(text.index("{", start), len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return text[start : place + 1]
    return text[start:]


def _write(
    path: Path, entries: Mapping[str, str], root: Path, others: Mapping[Path, str] | None = None
) -> int:
    """Add entries by key to a file of the library, and write the other files with it."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for key, entry in entries.items():
        text = edit.insert_entry(text, key, entry)
    if entries:
        write_together(root, {path: text, **(others or {})})
    for key, entry in entries.items():
        print(f"added to {path.relative_to(root).as_posix()}:\n\n{entry}")
        print(f"cite it as [@{key}]; compare the entry with the work's own first page")
    return CLEAN


def _refuse(twin: Work, what: str) -> int:
    print(f'{twin.span}: "{what}" is in the library already, as {twin.key}', file=sys.stderr)
    print(f"  help: cite it as [@{twin.key}]", file=sys.stderr)
    return FINDINGS


def _twin(atlas: Atlas, fields: Mapping[str, str], title: str) -> Work | None:
    """The work of the library with the same DOI or arXiv id, or nearly the same title."""
    doi, eprint = fields.get("doi", "").lower(), fields.get("eprint", "").split("v")[0]
    wanted = fold(title)
    for work in atlas.works.values():
        if doi and work.get("doi").lower() == doi:
            return work
        if eprint and work.get("eprint").split("v")[0] == eprint:
            return work
        for other in (work.title, *work.former_titles) if wanted else ():
            if alike(wanted, fold(other)):
                return work
    return None


def format_files(root: Path, names: Sequence[str], check: bool) -> int:
    """Set library files in order; with `check`, only say which are not."""
    paths = [Path(n) for n in names] or sorted((root / "bibliography").glob("*.bib"))
    result = CLEAN
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
            made = edit.format_library(text)
        except (OSError, UnicodeDecodeError, edit.CanNotFormatError) as error:
            print(f"{path}: left as it is: {error}; run: qiusuo check", file=sys.stderr)
            result = FINDINGS
            continue
        if made == text:
            continue
        if check:
            print(f"{path}: not in order; run: qiusuo cite format")
            result = FINDINGS
        else:
            edit.write_atomically(path, made)
            print(f"{path}: set in order")
    return result


def _save(root: Path, records: Mapping[str, Record]) -> None:
    edit.write_atomically(_records(root), write_records(records))


def _records(root: Path) -> Path:
    return root / "bibliography" / "records.json"


def _today() -> str:
    return datetime.date.today().isoformat()


def _has_han(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
