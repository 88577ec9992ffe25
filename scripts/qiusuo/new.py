"""``qiusuo new``: the facts and pages of a direction, begun as a draft."""

import contextlib
import datetime
import re
import signal
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from qiusuo import syntax
from qiusuo.model import COMPUTE, WAYS, Atlas
from qiusuo.source import load
from qiusuo.source.data import scalar
from qiusuo.source.journal import write_together
from qiusuo.views.address import Addresses

CLEAN, FAILED = 0, 2

#: ``direction.<language>.md`` for each language's pages, English for one that has none yet.
_TEMPLATES = Path(__file__).parent / "templates"
#: What Markdown or HTML would read as a mark.
_MARKS = "[]{}<>`\\*_|#"

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Question:
    """Something to be known: the option that gives it, how it is asked, what is wrong with it."""

    option: str
    text: str
    refuse: Callable[[str], str]


def direction(root: Path, given: Mapping[str, str | None], ask: Ask | None) -> int:
    """Begin a direction; `given` are its slug and options, and `ask` gets what they lack."""
    atlas, findings = load(root)
    broken = [one.as_text() for one in findings if one.span.path.startswith("docs/languages/")]
    if broken:
        print("\n".join(broken), file=sys.stderr)
        return FAILED
    try:
        with _stopped_by_signal():
            answers = _answers(_questions(root, atlas, given), given, ask)
            if answers is None:
                return FAILED
            files = _files(root, atlas, answers)
            write_together(root, files, create=True)
    except (EOFError, KeyboardInterrupt):
        print("\nqiusuo: stopped; nothing was written", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"qiusuo: nothing was written: {error}", file=sys.stderr)
        return FAILED
    _tell(root, atlas, answers["slug"], files)
    return CLEAN


def _questions(root: Path, atlas: Atlas, given: Mapping[str, str | None]) -> list[_Question]:
    """What has to be known; of a language that is not complete, only what is given."""
    return [
        _Question(
            "slug",
            "Short name, for the files and the address (lower-case words joined by hyphens)",
            lambda slug: _slug_refused(root, atlas, slug),
        ),
        _Question("--way", f"Way ({', '.join(WAYS)})", _way_refused),
        *(
            _Question(f"--{language.code}", f"Title, {language.name}", _title_refused)
            for language in atlas.languages
            if language.complete or given.get(f"--{language.code}") is not None
        ),
    ]


def _answers(
    questions: Iterable[_Question], given: Mapping[str, str | None], ask: Ask | None
) -> dict[str, str] | None:
    """The answers by option, or none, with the reason told, where they can not be had."""
    answers: dict[str, str] = {}
    missing = []
    for question in questions:
        answer = given.get(question.option)
        if answer is None:
            missing.append(question)
            continue
        answers[question.option] = answer.strip()
        if reason := question.refuse(answer.strip()):
            print(f"qiusuo: {question.option}: {reason}", file=sys.stderr)
            return None
    if missing and ask is None:
        names = ", ".join(question.option for question in missing)
        print(f"qiusuo: missing: {names}", file=sys.stderr)
        print("  help: give them, or run it in a terminal, where it asks", file=sys.stderr)
        return None
    for question in missing:
        answers[question.option] = _asked(question, ask)
    return answers


def _asked(question: _Question, ask: Ask | None) -> str:
    """Ask until the answer is one to go on with."""
    assert ask is not None
    while True:
        try:
            answer = ask(f"{question.text}: ").strip()
            reason = question.refuse(answer)
        except UnicodeDecodeError:
            reason = "this is not UTF-8 text"
        if not reason:
            return answer
        print(f"  {reason}")


def _slug_refused(root: Path, atlas: Atlas, slug: str) -> str:
    """Why a direction can not have this slug, or nothing."""
    if not syntax.NAME.fullmatch(slug):
        plain = unicodedata.normalize("NFKD", slug.casefold())
        near = "-".join(re.findall("[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", plain)))
        return "lower-case letters, digits and single hyphens only" + (near and f", like {near}")
    if slug == "index":
        return "index is the overview's name"
    if slug in syntax.DEVICES:
        return f"{slug} can not be a file on Windows"
    for path in _paths(root, atlas, slug).values():
        for other in path.parent.iterdir() if path.parent.is_dir() else ():
            if other.stem.casefold() == slug:  # some file systems do not tell case apart
                return f"{slug} is taken: {other.relative_to(root).as_posix()}"
    page = atlas.slug_of(slug)
    return f"{slug} is taken: it is the page {page}" if page else ""


def _way_refused(way: str) -> str:
    return "" if way in WAYS else f"one of: {', '.join(WAYS)}"


def _title_refused(title: str) -> str:
    """Why a page can not have this title, or nothing."""
    if not title:
        return "a title is needed"
    if not title.isprintable():
        return "letters, digits, punctuation and spaces only"
    marks = [char for char in title if char in _MARKS]
    return f"{marks[0]} would be read as a mark" if marks else ""


def _paths(root: Path, atlas: Atlas, slug: str) -> dict[str, Path]:
    """The pages of a direction by language code, and its facts under an empty one."""
    docs = root / "docs"
    pages = {one.code: docs / one.code / "directions" / f"{slug}.md" for one in atlas.languages}
    return {"": docs / "directions" / f"{slug}.yml", **pages}


def _files(root: Path, atlas: Atlas, answers: Mapping[str, str]) -> dict[Path, str]:
    """The texts of the facts and the pages, by path."""
    paths = _paths(root, atlas, answers["slug"])
    backgrounds = atlas.languages[0].names.get("backgrounds", {}) if atlas.languages else {}
    facts = Template((_TEMPLATES / "direction.yml").read_text(encoding="utf-8")).substitute(
        way=answers["--way"],
        order=max((one.order for one in atlas.directions), default=0) + 1,
        year=datetime.date.today().year,
        backgrounds=_comment(backgrounds),
        compute=_comment(COMPUTE),
        related=_comment(one.slug for one in atlas.published.directions_in_order()),
        topics=_comment(topic.slug for topic in atlas.topics),
    )
    files = {paths[""]: facts}
    for language in atlas.languages:
        if f"--{language.code}" not in answers:
            continue
        template = _TEMPLATES / f"direction.{language.code}.md"
        if not template.is_file():
            template = _TEMPLATES / "direction.en.md"
        title, blank = answers[f"--{language.code}"], language.say("blank")
        files[paths[language.code]] = Template(template.read_text(encoding="utf-8")).substitute(
            title=scalar(title), heading=title, description=scalar(blank), blank=blank
        )
    return files


def _comment(words: Iterable[str]) -> str:
    return textwrap.fill(
        ", ".join(words),
        width=98,
        initial_indent="#   ",
        subsequent_indent="#   ",
        break_on_hyphens=False,
    )


def _tell(root: Path, atlas: Atlas, slug: str, files: Iterable[Path]) -> None:
    """Say what was written, and what to do next."""
    facts, *_ = names = [path.relative_to(root).as_posix() for path in files]
    addresses = Addresses.of(atlas)
    print("begun as a draft:")
    for name in names:
        print(f"  {name}")
    print("next:")
    print("  1. see it as it stands: make serve, then open")
    for language in atlas.languages:
        path = addresses.path(language.code, f"directions/{slug}")
        print(f"     http://127.0.0.1:8000/{path}")
    print("  2. add the works that it cites, one by one:")
    print(f"     qiusuo cite add arXiv:2211.17192 --to {slug}")
    print("  3. fill in the facts and write the pages, as the comments in them say;")
    print("     qiusuo check finds slips in a draft too")
    print(f'  4. delete the line "draft: true" in {facts}, which publishes it:')
    print("     qiusuo check then tells what is still to be written")
    print("  5. when both languages say the same, record it:")
    print(f"     qiusuo confirm {slug}")


@contextlib.contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """A request to end stops the work as Ctrl-C does, so that what was begun is cleaned up."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
