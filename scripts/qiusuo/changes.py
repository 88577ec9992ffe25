"""``qiusuo changes``: the pages that a reader would find changed, from two states of the files.

Texts, facts, claims, works and terms are compared as what they say, not as lines of a file, so that
a work added to a library file concerns the pages that cite it and no others.
"""

import io
import json
import posixpath
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from qiusuo.comment import FORMAT, Reason
from qiusuo.model import Atlas, Page, Span
from qiusuo.source import load
from qiusuo.views.address import Addresses
from qiusuo.views.occurrence import UNEXPLAINED, Occurrences
from qiusuo.views.work_page import work_slug

#: Files that every page is made with.
_EVERYWHERE = (
    *("overrides/", "docs/languages/", "mkdocs.yml", "pyproject.toml", "requirements/site.txt"),
    *(
        f"scripts/qiusuo/{part}"
        for part in ("model/", "syntax.py", "source/", "views/", "exports/", "site/")
    ),
)
_AGREEMENTS = "docs/agreements/"
_RULES = ("scripts/qiusuo/checks/", "scripts/qiusuo/handbook/")
#: Files below docs/ that are compared by what they say, or are not published.
_COMPARED = (
    *("docs/directions/", "docs/claims/", "docs/glossary/", "docs/decisions/"),
    *("docs/schemas/", "docs/topics.yml", "docs/questions.yml", "docs/redirects.yml", _AGREEMENTS),
)

#: A page by its language's code and its slug.
PageKey = tuple[str, str]

K = TypeVar("K", bound=Hashable)


class NoComparisonError(Exception):
    """The two states can not be had; the message says why, for the person who asked."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that git calls added (A), modified (M) or deleted (D)."""

    status: str
    path: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that differs: its address, whether it is new, changed, gone or a draft, and why."""

    language: str
    slug: str
    path: str
    state: str
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class WorkChange:
    """A work whose own page differs, in every language, and whether it is new, changed or gone."""

    key: str
    state: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs for a reader, pages whose own text differs first.

    `works` are those whose own pages differ; `everywhere` the changed files that every
    page is made with; `one_sided` the pages whose text changed while another language's stayed;
    `unrecorded` the new works that no public record stands behind.
    """

    pages: tuple[PageChange, ...] = ()
    works: tuple[WorkChange, ...] = ()
    everywhere: tuple[str, ...] = ()
    one_sided: tuple[PageChange, ...] = ()
    unrecorded: tuple[str, ...] = ()

    def as_json(self) -> str:
        """All of it for a machine, by addresses and keys alone."""
        pages = [
            {"path": page.path, "state": page.state, "because": page.because} for page in self.pages
        ]
        said = {
            "format": FORMAT,
            "pages": pages,
            "works": [{"key": work.key, "state": work.state} for work in self.works],
            "everywhere": self.everywhere,
            "one_sided": [page.path for page in self.one_sided],
            "unrecorded": self.unrecorded,
        }
        return json.dumps(said, ensure_ascii=False, indent=1)

    def as_markdown(self) -> str:
        """All of it for a person."""
        lines = [
            f"- `/{page.path}` ({page.state}): {', '.join(page.because)}" for page in self.pages
        ]
        lines += [f"- `/{work_slug(work.key)}/` ({work.state} work)" for work in self.works]
        if self.everywhere:
            shown = ", ".join(f"`{path}`" for path in self.everywhere[:3])
            more = f" and {len(self.everywhere) - 3} more" if len(self.everywhere) > 3 else ""
            lines.append(f"- all pages, made with {shown}{more}")
        lines += [f"- `/{page.path}` changed in one language only" for page in self.one_sided]
        lines += [f"- `{key}` is new and has no public record" for key in self.unrecorded]
        return "\n".join(lines or ["No page differs."])


def compare(root: Path, reference: str) -> Changes:
    """What the files below `root` change since they parted from `reference`."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{reference}^{{commit}}")
    except NoComparisonError as error:
        raise NoComparisonError(f'git knows no "{reference}" here ({error})') from error
    try:
        base = _git(root, "merge-base", commit.strip(), "HEAD").strip()
    except NoComparisonError:  # a shallow clone does not know where they parted
        base = commit.strip()
    listed = _git(root, "diff", "--name-status", "-z", "--no-renames", "--relative", base, "--")
    files = read_name_status(listed)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    files += [FileChange("A", path) for path in new.split("\0") if path]
    with tempfile.TemporaryDirectory() as folder:
        archive = io.BytesIO(_git_bytes(root, "archive", "--format=tar", base))
        with tarfile.open(fileobj=archive) as tar:
            tar.extractall(folder, filter="data")
        before, _ = load(Path(folder))
    after, _ = load(root)
    return changes(before, after, files)


def read_name_status(text: str) -> list[FileChange]:
    """What ``git diff --name-status -z --no-renames`` says."""
    parts = text.split("\0")
    return [FileChange(*pair) for pair in zip(parts[::2], parts[1::2], strict=False)]


def changes(before: Atlas, after: Atlas, files: Iterable[FileChange]) -> Changes:
    """What differs for a reader between two states, whose files differ by `files`."""
    files = tuple(files)
    comparison = _Comparison(before, after)
    reasons: dict[PageKey, list[Reason]] = {}
    for key, reason in comparison.reasons(files):
        found = reasons.setdefault(key, [])
        if reason not in found:
            found.append(reason)
    codes = [language.code for language in after.languages]
    pages = tuple(
        PageChange(
            *key,
            path=Addresses.of(after).path(*key),
            state="draft" if key[1] in after.drafts else comparison.state(key),
            because=tuple(reasons[key]),
        )
        for key in sorted(reasons, key=comparison.rank)
    )
    return Changes(
        pages=pages,
        works=tuple(
            WorkChange(key, _state(key in before.works, key in after.works))
            for key in sorted(comparison.works | comparison.records)
        ),
        everywhere=tuple(sorted({f.path for f in files if _is_everywhere(f.path, codes)})),
        one_sided=tuple(
            page
            for page in pages
            if (page.language, page.slug) in comparison.texts
            and any((code, page.slug) not in comparison.texts for code in codes)
        ),
        unrecorded=tuple(
            key
            for key, work in sorted(after.works.items())
            if key not in before.works and key not in after.records and not work.is_event
        ),
    )


@dataclass(frozen=True)
class _Comparison:
    """Two states side by side: which pages, works and terms do not say the same in both."""

    before: Atlas
    after: Atlas

    @cached_property
    def pages(self) -> Mapping[PageKey, Page]:
        """Every page of either state."""
        return {**self.before.by_page, **self.after.by_page}

    @cached_property
    def texts(self) -> set[PageKey]:
        """The pages whose own text differs, head included."""
        return self._differing(
            lambda atlas: {
                key: (page.title, page.description, page.body.strip())
                for key, page in atlas.by_page.items()
            }
        )

    @cached_property
    def works(self) -> set[str]:
        """The works whose entry differs."""
        return self._differing(
            lambda atlas: {key: _bare(work) for key, work in atlas.works.items()}
        )

    @cached_property
    def records(self) -> set[str]:
        """The works of the later state whose public record differs."""
        return self._differing(lambda atlas: atlas.records) & set(self.after.works)

    def state(self, key: PageKey) -> str:
        """What a published page is; one that was a draft is new."""
        return _state(key in self.before.published.by_page, key in self.after.by_page)

    def rank(self, key: PageKey) -> tuple[bool, str, bool, str]:
        """Pages whose own text differs come first; the languages of a page stand together."""
        language, slug = key
        first = self.after.languages[0].code if self.after.languages else ""
        own = any(slug == other for _, other in self.texts)
        return not own, slug, language != first, language

    def reasons(self, files: Iterable[FileChange]) -> Iterator[tuple[PageKey, Reason]]:
        """Pages that differ, each with a reason."""
        concerned = {
            Reason.TEXT: self.texts,
            Reason.FACTS: self._facts(),
            Reason.CLAIMS: self._claims(),
            Reason.WORKS: self._citing(),
            Reason.GLOSSARY: self._terms(),
            Reason.TOPICS: self._listing(lambda atlas: atlas.topics, "topics"),
            Reason.QUESTIONS: self._listing(lambda atlas: atlas.questions, "search"),
            Reason.AGREEMENT: self._agreed(files),
            Reason.RULES: self._rules(files),
        }
        for reason, keys in concerned.items():
            yield from ((key, reason) for key in keys)

    def _facts(self) -> Iterator[PageKey]:
        changed = self._differing(lambda atlas: {d.slug: _bare(d) for d in atlas.directions})
        yield from self._in_every_language(f"directions/{slug}" for slug in changed)
        if self._differing(_cards):
            yield from self._with_component("ways", "directions")

    def _claims(self) -> Iterator[PageKey]:
        changed = self._differing(lambda atlas: {c.id: _bare(c) for c in atlas.claims})
        carriers = {c.page for atlas in self._both for c in atlas.claims if c.id in changed}
        yield from self._in_every_language(carriers)
        for slug in carriers:
            yield from self._with_component("claims", argument=slug)
        if changed:
            yield from self._with_component("outcomes")

    def _citing(self) -> Iterator[PageKey]:
        for atlas in self._both:
            for key in self.works:
                yield from ((p.language, p.slug) for p, _ in atlas.cited_by.get(key, ()))
            for claim in atlas.claims:
                cited = {citation.key for found in claim.citations.values() for citation in found}
                if cited & self.works:
                    yield from self._with_component("claims", argument=claim.page)
        if self.works:
            yield from self._with_component("works")

    def _terms(self) -> Iterator[PageKey]:
        changed = self._differing(lambda atlas: {t.slug: _bare(t) for t in atlas.terms})
        if not changed:
            return
        yield from self._with_component("glossary")
        for atlas in self._both:
            counts = Occurrences(atlas).counts
            slugs = {slug for term in changed for slug, _ in counts.get(term, {})}
            yield from self._in_every_language(slugs - UNEXPLAINED)

    def _listing(self, listed: Callable[[Atlas], Iterable[Any]], component: str) -> list[PageKey]:
        before, after = ([_bare(value) for value in listed(atlas)] for atlas in self._both)
        return self._with_component(component) if before != after else []

    def _agreed(self, files: Iterable[FileChange]) -> Iterator[PageKey]:
        """The pages whose languages were confirmed anew to agree, and the one that lists them."""
        slugs = {
            posixpath.splitext(file.path.removeprefix(_AGREEMENTS))[0]
            for file in files
            if file.path.startswith(_AGREEMENTS)
        }
        if slugs:
            yield from self._in_every_language(slugs)
            yield from self._with_component("translation")

    def _rules(self, files: Iterable[FileChange]) -> list[PageKey]:
        changed = any(file.path.startswith(_RULES) for file in files)
        return self._with_component("rules") if changed else []

    @property
    def _both(self) -> tuple[Atlas, Atlas]:
        return self.before, self.after

    def _differing(self, said: Callable[[Atlas], Mapping[K, Any]]) -> set[K]:
        """The keys that only one state has, or under which the two say different things."""
        before, after = said(self.before), said(self.after)
        return {key for key in {**before, **after} if before.get(key) != after.get(key)}

    def _in_every_language(self, slugs: Iterable[str]) -> list[PageKey]:
        wanted = set(slugs)
        return [key for key in self.pages if key[1] in wanted]

    def _with_component(self, *names: str, argument: str = "") -> list[PageKey]:
        return [
            key
            for key, page in self.pages.items()
            if any(c.name in names and argument in ("", c.argument) for c in page.components)
        ]


def _state(before: bool, after: bool) -> str:
    return ("changed" if after else "gone") if before else "new"


def _cards(atlas: Atlas) -> dict[str, Any]:
    """What the lists of directions say of each: its facts, and the heads of its pages."""
    return {
        direction.slug: (
            _bare(direction),
            *(
                (page.title, page.description)
                for language in atlas.languages
                if (page := atlas.page(language.code, direction.page_slug)) is not None
            ),
        )
        for direction in atlas.published.directions
    }


def _bare(value: Any) -> Any:
    """A value of the model without the places where its parts stand."""
    blank = {"span": Span(""), "places": {}, "citations": {}}
    return replace(value, **{f.name: blank[f.name] for f in fields(value) if f.name in blank})


def _is_everywhere(path: str, codes: Iterable[str]) -> bool:
    if path.startswith(_EVERYWHERE):
        return True
    folder, _, rest = path.partition("/")
    if folder != "docs" or path.startswith(_COMPARED):
        return False
    return rest.partition("/")[0] not in codes or posixpath.splitext(path)[1] != ".md"


def _git(root: Path, *arguments: str) -> str:
    return _git_bytes(root, *arguments).decode("utf-8", "replace")


def _git_bytes(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise NoComparisonError("git is not installed") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise NoComparisonError(said or f"git {arguments[0]} failed")
    return done.stdout
