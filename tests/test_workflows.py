"""What runs on GitHub: valid by its schemas, pinned, and with no more rights than it needs."""

import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "NO_PROXY": "127.0.0.1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def zizmor(*options: str) -> list[Any]:
    """The findings of the strictest reading but one, without a network."""
    strict = ("--offline", "--pedantic", "--strict-collection", "--format=json", "--no-exit-codes")
    done = run(BIN / "zizmor", *strict, *options, GITHUB)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def test_zizmor_finds_nothing() -> None:
    assert [(one["ident"], one["desc"]) for one in zizmor()] == []


def test_nothing_is_hidden_from_zizmor_but_the_trigger_of_the_comment() -> None:
    assert [one["ident"] for one in zizmor("--no-ignores")] == ["dangerous-triggers"]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("dependabot", "dependabot.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/correction.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("citation-file-format", "../CITATION.cff"),
    ],
)
def test_files_fit_their_schemas(schema: str, files: str) -> None:
    paths = sorted(GITHUB.glob(files)) if "*" in files else [GITHUB / files]
    assert paths
    done = run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_by_commit_and_alike() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                found = re.fullmatch(r"[ -]*uses: (\S+)@([0-9a-f]{40}  # v\d+\.\d+\.\d+)", line)
                assert found is not None, f"{path.name}: {line}"
                pins.setdefault(found[1], set()).add(found[2])
    assert {name: len(pin) for name, pin in pins.items()} == dict.fromkeys(pins, 1)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_given_to_jobs_and_explained(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 60, name
        for step in job["steps"]:
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", ""), step["run"]


def test_what_strangers_files_run_in_may_only_read() -> None:
    workflow = read(GITHUB / "workflows" / "check.yml")
    assert {str(job["permissions"]) for job in workflow["jobs"].values()} == {
        "{'contents': 'read'}"
    }
    assert "secrets." not in (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")


def test_what_may_comment_brings_no_stranger_in() -> None:
    job = read(GITHUB / "workflows" / "comment.yml")["jobs"]["comment"]
    uses = [step["uses"].split("@")[0] for step in job["steps"] if "uses" in step]
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert uses == ["actions/checkout"]
    assert set(job["steps"][0]["with"]) == {"persist-credentials", "sparse-checkout"}  # no ref
    assert runs == ["python3 -m qiusuo.comment"]


def test_no_owner_is_named() -> None:
    for path in [*GITHUB.rglob("*.yml"), *GITHUB.rglob("*.md"), ROOT / "CONTRIBUTING.md"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"github\.com/(?!\$)\w|\w\.github\.io", text), path


# What the script about links asks GitHub's command line; the number of the open issue is in NUMBER.
GH = """\
#!/usr/bin/env bash
echo "$*" >> "$LOG"
[ "$1 $2" != "issue list" ] || echo "$NUMBER"
"""


@pytest.mark.parametrize(
    ("outcome", "number", "report", "said"),
    [
        ("failure", "", "dead", "issue create --title Outside links that do not answer"),
        ("failure", "4", "dead", "issue edit 4 --body-file issue.md"),
        ("success", "4", "", "issue close 4"),
        ("success", "", "", None),
        ("failure", "", "", None),
    ],
)
def test_one_issue_is_opened_renewed_and_closed(
    tmp_path: Path, outcome: str, number: str, report: str, said: str | None
) -> None:
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "links.md").write_text(report, encoding="utf-8")
    environment = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        **{"LOG": str(tmp_path / "log"), "NUMBER": number, "FOLLOWED": outcome, "RUN": "a run"},
    }
    done = subprocess.run(
        ["bash", GITHUB / "links-issue.sh", "links.md"],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    log = (tmp_path / "log").read_text(encoding="utf-8").splitlines()[2:]
    assert log == [] if said is None else log[0].startswith(said)
    assert done.returncode == (1 if outcome == "failure" and not report else 0)
    if report:
        assert "dead" in (tmp_path / "issue.md").read_text(encoding="utf-8")


class _Half(http.server.BaseHTTPRequestHandler):
    """A host on which one page is there, one is gone, and one answers no program."""

    def do_GET(self) -> None:
        self.send_response({"/there": 200, "/shy": 403}.get(self.path, 404))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Half)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_link_check_tells_dead_links_from_shy_ones(tmp_path: Path, host: str) -> None:
    links = "".join(f'<a href="{host}/{name}">x</a>' for name in ("there", "shy"))
    inside = '<a href="../no-such-page/">x</a><a href="https://arxiv.org/pdf/1">x</a>'
    page = tmp_path / "work.html"
    command = (BIN / "lychee", "--config", GITHUB / "lychee.toml", tmp_path)
    page.write_text(links + inside, encoding="utf-8")
    assert run(*command).returncode == 0
    page.write_text(f'{links}<a href="{host}/gone">x</a>', encoding="utf-8")
    done = run(*command)
    assert done.returncode == 2
    assert f"{host}/gone" in done.stdout
    assert f"{host}/shy" not in done.stdout
