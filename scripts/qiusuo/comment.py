"""The comment beneath a pull request: what was checked, and the pages to look at.

It is written with the right to comment, after the checks have run on a stranger's files without any
right. So it runs from the main branch, imports nothing beyond the standard library, asks GitHub
itself which pull request it is and how each step ended, and takes from the stranger's side only a
list of addresses and keys, each of which has to fit a pattern.
"""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: The first line of the comment, by which it is found again.
MARK = "<!-- qiusuo: what was checked -->"

#: The steps of .github/workflows/check.yml that are ticked, with what each says when it succeeds,
#: and what to do when it does not.
STEPS = {
    "Check the content": (
        "The content breaks no rule · 内容合乎规则",
        "the lines are marked under “Files changed”; in your copy: `make check`",
    ),
    "Build the site": ("The site builds · 网站能构建", "in your copy: `make site`"),
    "Run the tests": ("The tests pass · 测试通过", "in your copy: `make test`"),
}

#: The form of the list of changed pages; raised when it changes.
FORMAT = 1

#: Where the preview is served by the command that the comment gives.
PREVIEW = "http://127.0.0.1:8000/"

#: Files by which the checks themselves are made.
_MACHINERY = (
    *(".github/", ".ci/", "scripts/", "tests/", "requirements/"),
    *("Makefile", "pyproject.toml", "package.json", "package-lock.json", ".npmrc"),
)
#: GitHub lists no more files of a pull request than this.
_ALL_FILES = 3000
#: A list of 1,000 pages has about 100 kB.
_LIMIT = 300_000
_ROWS = 60

_PATH = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/){0,4}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_STATES = ("new", "changed", "gone", "draft")


class Reason(StrEnum):
    """Why a page is on the list of changed ones: what of it, or of what it shows, differs."""

    TEXT = "text"
    FACTS = "facts"
    CLAIMS = "claims"
    WORKS = "works"
    GLOSSARY = "glossary"
    TOPICS = "topics"
    QUESTIONS = "questions"
    AGREEMENT = "agreement"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Row:
    """A page of the list: its address below the site's root, its state, and why it is listed."""

    path: str
    state: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What ``qiusuo changes`` said on the stranger's side, as far as it fits the patterns."""

    rows: tuple[Row, ...] = ()
    everywhere: bool = False
    one_sided: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A run of the checks: the commit, how its steps ended, and what GitHub says of its files.

    `live` is the address of the published site, `preview` that of the archive with the built one,
    each empty where there is none; `listed` is none where no readable list came.
    """

    commit: str
    steps: Mapping[str, str]
    changes_machinery: bool
    live: str
    preview: str
    listed: Listed | None


def read_archive(data: bytes) -> Listed | None:
    """The list within the archive that the checks left, or none; nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("changes.json") as member:
            text = member.read(_LIMIT + 1)
        return read_list(json.loads(text)) if len(text) <= _LIMIT else None
    except (zipfile.BadZipFile, KeyError, ValueError, RecursionError, OSError, EOFError):
        return None
    except (NotImplementedError, RuntimeError):  # a compression that is unknown, or a password
        return None


def read_list(said: Any) -> Listed | None:
    """A parsed list, or none where anything in it is not of the form that is due."""
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return None
    pages, works, everywhere = (said.get(name) for name in ("pages", "works", "everywhere"))
    if not (isinstance(pages, list) and isinstance(works, list) and isinstance(everywhere, list)):
        return None
    rows = [*(_page_row(page) for page in pages), *(_work_row(work) for work in works)]
    paths, keys = _all(said.get("one_sided"), _PATH), _all(said.get("unrecorded"), _KEY)
    found = tuple(row for row in rows if row is not None)
    if paths is None or keys is None or len(found) < len(rows):
        return None
    return Listed(found, bool(everywhere), paths, keys)


def _page_row(page: Any) -> Row | None:
    if not isinstance(page, dict) or page.get("state") not in _STATES:
        return None
    path, because = _all([page.get("path")], _PATH), page.get("because")
    if not path or not isinstance(because, list) or not because:
        return None
    if any(reason not in tuple(Reason) for reason in because):
        return None
    return Row(path[0], page["state"], tuple(because))


def _work_row(work: Any) -> Row | None:
    if not isinstance(work, dict) or work.get("state") not in _STATES:
        return None
    key = _all([work.get("key")], _KEY)
    return Row(f"works/{key[0]}/", work["state"], ("works",)) if key else None


def _all(values: Any, pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    """The values if all are texts that the pattern allows."""
    if not isinstance(values, list):
        return None
    fit = all(isinstance(v, str) and len(v) <= 200 and pattern.fullmatch(v) for v in values)
    return tuple(values) if fit else None


def changes_machinery(files: Sequence[str]) -> bool:
    """Whether a file of the pull request has a part in the checks, or too many to be listed."""
    return len(files) >= _ALL_FILES or any(path.startswith(_MACHINERY) for path in files)


def comment(run: Checked) -> str:
    """The whole comment, in GitHub's Markdown."""
    parts = [
        MARK,
        "### What the machine checked · 机器查过的",
        f"At {run.commit}; written anew after each push. · 每次推送之后重写。",
        "\n".join(_ticks(run)),
    ]
    if run.changes_machinery:
        parts.append(
            "> [!WARNING]\n> This pull request changes how it is checked: the ticks are its own "
            "word. Read those files first. · 这个请求改动了检查本身，以上各项只是它的一面之词。"
        )
    parts.append("### Pages · 页面")
    parts.append(_pages(run))
    if run.preview:
        parts.append(
            f"The links under “after” work once [the preview]({run.preview}) is downloaded and "
            "served · 下载预览、在本机打开之后，“改后”一栏的链接才可用：\n\n"
            "```sh\nunzip preview.zip -d preview && python3 -m http.server -d preview 8000\n```"
        )
    else:
        parts.append("No preview: the site was not built. · 网站没有建成，无从预览。")
    return "\n\n".join(parts) + "\n"


def _ticks(run: Checked) -> Iterable[str]:
    for name, (good, advice) in STEPS.items():
        ended = run.steps.get(name) or "not run"
        yield f"- [x] {good}" if ended == "success" else f"- [ ] {good} ({ended}): {advice}"
    if run.listed is None:
        yield "- [ ] No list of the changed pages came, so the rest is not known"
        return
    good = "What changed in one language changed in the other · 一种语言改了，另一种也改了"
    yield _tick(good, [f"`/{path}`" for path in run.listed.one_sided])
    good = "Every new work stands in a public record · 新添的著作都有公开记录可查"
    yield _tick(good, [f"`{key}`" for key in run.listed.unrecorded])
    drafts = [f"`/{row.path}`" for row in run.listed.rows if row.state == "draft"]
    yield _tick("No page that it changes is still a draft · 改动的页面没有一页还是草稿", drafts)


def _tick(good: str, but: Sequence[str]) -> str:
    if not but:
        return f"- [x] {good}"
    more = f" and {len(but) - 5} more" if len(but) > 5 else ""
    return f"- [ ] {good}; not so: {', '.join(but[:5])}{more}"


def _pages(run: Checked) -> str:
    if run.listed is None:
        return "Not known."
    lines = []
    if run.listed.everywhere:
        lines += [
            "**All pages**: what every page is made with has changed. · 所有页面都受影响。",
            "",
        ]
    if not run.listed.rows:
        return "\n".join(lines) or "No page differs. · 没有页面变动。"
    lines += ["| Page · 页面 | Change · 变动 | Before · 改前 | After · 改后 |", "|---|---|---|---|"]
    for row in run.listed.rows[:_ROWS]:
        before = (
            f"[before]({run.live}{row.path})"
            if run.live and row.state in ("changed", "gone")
            else ""
        )
        after = f"[after]({PREVIEW}{row.path})" if run.preview and row.state != "gone" else ""
        change = row.state if row.state != "changed" else ", ".join(row.because)
        lines.append(f"| `/{row.path}` | {change} | {before} | {after} |")
    if len(run.listed.rows) > _ROWS:
        lines.append(f"| and {len(run.listed.rows) - _ROWS} more | | | |")
    return "\n".join(lines)


class Hub:
    """GitHub, asked through its command line about one repository."""

    def __init__(self, repository: str) -> None:
        self._base = f"repos/{repository}"

    def get(self, path: str, **parameters: str) -> Any:
        """What it says at a path; none where there is nothing."""
        given = [part for name, value in parameters.items() for part in ("-f", f"{name}={value}")]
        data = self._gh("--method", "GET", f"{self._base}/{path}", *given)
        return json.loads(data) if data is not None else None

    def all(self, path: str) -> list[Any]:
        """Every item of a list, whatever the number of its pages."""
        data = self._gh("--paginate", "--slurp", f"{self._base}/{path}?per_page=100")
        return [item for page in json.loads(data or b"[]") for item in page]

    def download(self, path: str) -> bytes:
        """The bytes at a path."""
        return self._gh(f"{self._base}/{path}") or b""

    def write(self, method: str, path: str, body: str) -> None:
        """Post or change a text."""
        sent = json.dumps({"body": body}).encode()
        if self._gh("--method", method, f"{self._base}/{path}", "--input", "-", sent=sent) is None:
            raise SystemExit("the comment could not be written")

    def _gh(self, *arguments: str, sent: bytes | None = None) -> bytes | None:
        done = subprocess.run(
            ["gh", "api", *arguments], input=sent, stdout=subprocess.PIPE, check=False
        )
        return done.stdout if done.returncode == 0 else None


def main(environment: Mapping[str, str]) -> int:
    """Write or renew the comment for the run of the checks that the environment names."""
    hub = Hub(environment["REPOSITORY"])
    run, commit = environment["RUN_ID"], environment["HEAD_SHA"]
    head = f"{environment['HEAD_OWNER']}:{environment['HEAD_BRANCH']}"
    # Not from the archive, which could name somebody else's.
    found = [
        p for p in hub.get("pulls", state="open", head=head) or [] if p["head"]["sha"] == commit
    ]
    if not found:
        print(f"no open pull request has {commit} at its head")
        return 0
    number = int(found[0]["number"])
    files = hub.all(f"pulls/{number}/files")
    artifacts = {
        artifact["name"]: artifact
        for artifact in (hub.get(f"actions/runs/{run}/artifacts") or {}).get("artifacts", [])
    }
    listed = None
    if "changes" in artifacts and artifacts["changes"]["size_in_bytes"] <= _LIMIT:
        listed = read_archive(hub.download(f"actions/artifacts/{artifacts['changes']['id']}/zip"))
    preview = ""
    if "preview" in artifacts:
        server = environment["GITHUB_SERVER_URL"]
        place = f"actions/runs/{run}/artifacts/{artifacts['preview']['id']}"
        preview = f"{server}/{environment['REPOSITORY']}/{place}"
    live = str((hub.get("pages") or {}).get("html_url") or "")
    jobs = (hub.get(f"actions/runs/{run}/jobs") or {}).get("jobs", [])
    body = comment(
        Checked(
            commit=commit,
            steps={s["name"]: s["conclusion"] or "" for job in jobs for s in job.get("steps", [])},
            changes_machinery=changes_machinery(
                [f[n] for f in files for n in ("filename", "previous_filename") if f.get(n)]
            ),
            live=live.rstrip("/") + "/" if live.startswith("https://") else "",
            preview=preview,
            listed=listed,
        )
    )
    mine = [
        said["id"]
        for said in hub.all(f"issues/{number}/comments")
        if said["user"]["login"] == "github-actions[bot]" and said["body"].startswith(MARK)
    ]
    if mine:
        hub.write("PATCH", f"issues/comments/{mine[0]}", body)
    else:
        hub.write("POST", f"issues/{number}/comments", body)
    print(f"told pull request {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
