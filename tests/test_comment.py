"""The comment beneath a pull request says what GitHub says, and takes no text from a stranger."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qiusuo import comment
from qiusuo.comment import Checked, Listed, Row
from tests.conftest import ROOT

GOOD: dict[str, Any] = {
    "format": 1,
    "pages": [{"path": "en/directions/kites/", "state": "changed", "because": ["text"]}],
    "works": [{"key": "diaz2018bow", "state": "new"}],
    "everywhere": [],
    "one_sided": ["en/directions/kites/"],
    "unrecorded": [],
}
PASSED = dict.fromkeys(comment.STEPS, "success")


def zipped(text: str | bytes, name: str = "changes.json") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return data.getvalue()


def test_a_good_list_is_read() -> None:
    listed = comment.read_archive(zipped(json.dumps(GOOD)))
    assert listed == Listed(
        rows=(
            Row("en/directions/kites/", "changed", ("text",)),
            Row("works/diaz2018bow/", "new", ("works",)),
        ),
        one_sided=("en/directions/kites/",),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"pages": None},
        {"pages": ["en/"]},
        {"pages": [{"path": "en/", "state": "hacked", "because": ["text"]}]},
        {"pages": [{"path": "en/", "state": "new", "because": ["<b>"]}]},
        {"pages": [{"path": "en/", "state": "new", "because": []}]},
        *(
            {"pages": [{"path": path, "state": "new", "because": ["text"]}]}
            for path in (
                *("../", "/", "//evil.example/", "en", "en/\n", "a](https://evil.example)/"),
                *("@everyone/", "en/`x`/", "a/" * 5, "a" * 300 + "/", "ｅｎ/", 7, None),
            )
        ),
        {"works": ["diaz2018bow"]},
        {"works": [{"key": "x](y", "state": "new"}]},
        {"works": [{"key": "x", "state": "bad"}]},
        {"works": [{"key": "", "state": "new"}]},
        {"unrecorded": ["@someone"]},
        {"one_sided": ["<img src=x>/"]},
        {"everywhere": "mkdocs.yml"},
    ],
)
def test_a_list_with_anything_else_in_it_is_no_list(change: dict[str, Any]) -> None:
    assert comment.read_list({**GOOD, **change}) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        zipped(json.dumps(GOOD), "other.json"),
        zipped("not json"),
        zipped("[" * 100_000),
        zipped(b"\xff\xfe"),
        zipped(" " * 50_000_000 + json.dumps(GOOD)),  # 50 kB that unpack to 50 MB
        zipped(json.dumps(GOOD))[:-30],
    ],
)
def test_an_archive_that_is_none_or_too_much_is_no_list(data: bytes) -> None:
    assert comment.read_archive(data) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_list_raises(value: Any) -> None:
    for name in GOOD:
        comment.read_list({**GOOD, name: value})
    comment.read_list(value)


def test_everything_in_order_is_ticked() -> None:
    body = comment.comment(Checked("a1", PASSED, False, "", "", Listed()))
    assert body.startswith(comment.MARK)
    assert body.count("- [x] ") == 6
    assert "- [ ]" not in body
    assert "WARNING" not in body
    assert "No page differs" in body


def test_what_failed_or_never_ran_is_not_ticked() -> None:
    steps = {"Check the content": "failure", "Build the site": "skipped"}
    rows = (Row("en/a/", "draft", ("text",)),)
    listed = Listed(rows, one_sided=("en/a/",), unrecorded=tuple(f"w{n}" for n in range(7)))
    body = comment.comment(Checked("a1", steps, False, "", "", listed))
    assert "- [x]" not in body
    assert "- [ ] The content breaks no rule · 内容合乎规则 (failure): the lines are marked" in body
    assert "(skipped): in your copy: `make site`" in body
    assert "(not run): in your copy: `make test`" in body
    assert body.count("not so: `/en/a/`\n") == 2
    assert "not so: `w0`, `w1`, `w2`, `w3`, `w4` and 2 more" in body


def test_pages_lead_to_before_and_after() -> None:
    rows = (
        Row("a/", "changed", ("text", "facts")),
        Row("b/", "new", ("text",)),
        Row("c/", "gone", ("text",)),
        *(Row(f"d{n}/", "new", ("text",)) for n in range(60)),
    )
    live, preview = "https://kites.example.org/", "https://github.example/archive"
    body = comment.comment(Checked("a1", PASSED, False, live, preview, Listed(rows)))
    before, after = "[before](https://kites.example.org/{}/)", "[after](http://127.0.0.1:8000/{}/)"
    assert f"| `/a/` | text, facts | {before.format('a')} | {after.format('a')} |" in body
    assert f"| `/b/` | new |  | {after.format('b')} |" in body
    assert f"| `/c/` | gone | {before.format('c')} |  |" in body
    assert "| and 3 more |" in body
    assert "[the preview](https://github.example/archive)" in body
    assert len(body) < 65_536  # GitHub's limit


def test_a_pull_request_that_changes_the_checks_is_told() -> None:
    assert not comment.changes_machinery(["docs/en/index.md", "overrides/main.html"])
    assert comment.changes_machinery([".github/workflows/check.yml"])
    assert comment.changes_machinery(["a.md"] * 3000)
    body = comment.comment(Checked("a1", PASSED, True, "", "", Listed()))
    assert "the ticks are its own word" in body


def test_the_steps_that_are_ticked_are_those_of_the_workflow() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    names = [step.get("name") for job in workflow["jobs"].values() for step in job["steps"]]
    assert [name for name in names if name in comment.STEPS] == list(comment.STEPS)


# A stand-in for GitHub's command line: answers from a folder, and writes down what was sent.
GH = """\
import pathlib, sys
here = pathlib.Path(__file__).parent
asked = [a for a in sys.argv[2:] if a.startswith("repos/")][0]
method = sys.argv[sys.argv.index("--method") + 1] if "--method" in sys.argv else "GET"
given = "&".join(v for f, v in zip(sys.argv, sys.argv[1:]) if f == "-f")
if method != "GET":
    (here / "sent").write_text(method + " " + asked + "\\n" + sys.stdin.read(), encoding="utf-8")
    sys.exit(0)
answer = here / (asked + ("?" + given if given else "")).replace("/", "~")
if not answer.exists():
    sys.exit(1)
sys.stdout.buffer.write(answer.read_bytes())
"""


class FakeHub:
    """What GitHub would answer about the repository k/k, and what it was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        gh = folder / "gh"
        (folder / "gh.py").write_text(GH, encoding="utf-8")
        # Through the shell: a "#!" line cannot name a Python whose path has a space.
        command = f'exec "{sys.executable}" "{folder}/gh.py" "$@"'
        gh.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        gh.chmod(0o755)

    def answers(self, path: str, what: Any) -> None:
        data = what if isinstance(what, bytes) else json.dumps(what).encode()
        (self.folder / f"repos/k/k/{path}".replace("/", "~")).write_bytes(data)

    def run(self, **environment: str) -> str:
        """Run the module as the workflow does, with the standard library alone."""
        given = {
            "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "scripts"),
            "GITHUB_SERVER_URL": "https://github.example",
            "REPOSITORY": "k/k",
            "RUN_ID": "5",
            "HEAD_SHA": "abc",
            "HEAD_OWNER": "stranger",
            "HEAD_BRANCH": "mine; rm -rf $HOME",
        }
        done = subprocess.run(
            [sys.executable, "-S", "-m", "qiusuo.comment"],
            env={**given, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    @property
    def sent(self) -> str:
        path = self.folder / "sent"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture
def hub(tmp_path: Path) -> FakeHub:
    """One open pull request whose checks have passed."""
    found = FakeHub(tmp_path)
    head = "head=stranger:mine; rm -rf $HOME"
    pulls = [{"number": 3, "head": {"sha": "old"}}, {"number": 7, "head": {"sha": "abc"}}]
    found.answers(f"pulls?state=open&{head}", pulls)
    found.answers("pulls/7/files?per_page=100", [[{"filename": "docs/en/directions/kites.md"}]])
    steps = [{"name": name, "conclusion": "success"} for name in comment.STEPS]
    found.answers("actions/runs/5/jobs", {"jobs": [{"steps": steps[:2]}, {"steps": steps[2:]}]})
    artifacts = [
        {"name": "preview", "id": 11, "size_in_bytes": 20_000_000},
        {"name": "changes", "id": 12, "size_in_bytes": 500},
    ]
    found.answers("actions/runs/5/artifacts", {"artifacts": artifacts})
    found.answers("actions/artifacts/12/zip", zipped(json.dumps(GOOD)))
    found.answers("pages", {"html_url": "https://kites.example.org/atlas"})
    found.answers("issues/7/comments?per_page=100", [[]])
    return found


def test_the_comment_is_written(hub: FakeHub) -> None:
    assert hub.run() == "told pull request 7\n"
    to, body = hub.sent.split("\n", 1)
    assert to == "POST repos/k/k/issues/7/comments"
    text = json.loads(body)["body"]
    assert text.count("- [x]") == 5
    assert "https://github.example/k/k/actions/runs/5/artifacts/11" in text
    assert "[before](https://kites.example.org/atlas/en/directions/kites/)" in text


def test_the_comment_is_renewed_and_nobody_elses_is_touched(hub: FakeHub) -> None:
    bot = {"login": "github-actions[bot]"}
    comments = [
        [{"id": 1, "user": {"login": "stranger"}, "body": comment.MARK}],
        [{"id": 2, "user": bot, "body": "else"}, {"id": 3, "user": bot, "body": comment.MARK}],
    ]
    hub.answers("issues/7/comments?per_page=100", comments)
    hub.run()
    assert hub.sent.startswith("PATCH repos/k/k/issues/comments/3\n")


def test_a_run_that_is_no_longer_the_head_says_nothing(hub: FakeHub) -> None:
    assert "no open pull request has def at its head" in hub.run(HEAD_SHA="def")
    assert hub.sent == ""


def test_without_artifacts_or_pages_the_comment_says_so(hub: FakeHub) -> None:
    hub.answers("actions/runs/5/artifacts", {"artifacts": []})
    (hub.folder / "repos~k~k~pages").unlink()
    hub.run()
    assert "No list of the changed pages came" in hub.sent
    assert "No preview" in hub.sent


def test_an_archive_that_is_too_large_is_not_fetched(hub: FakeHub) -> None:
    artifacts = [{"name": "changes", "id": 12, "size_in_bytes": 5_000_000}]
    hub.answers("actions/runs/5/artifacts", {"artifacts": artifacts})
    hub.run()
    assert "No list of the changed pages came" in hub.sent
