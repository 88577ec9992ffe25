"""Where everything comes from: declared, locked by hash, listed with licence and reason."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

REQUIREMENTS = ROOT / "requirements"


def declared() -> dict[str, str]:
    """Each direct dependency, and where it is locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = dict.fromkeys(project["dependencies"], "site.txt")
    for extra, names in project["optional-dependencies"].items():
        found |= dict.fromkeys(names, f"{extra}.txt")
    for path in sorted(REQUIREMENTS.glob("*.in")):  # the stock stack has parts of the site's
        lines = path.read_text(encoding="utf-8").splitlines()
        found = {line: f"{path.stem}.txt" for line in lines if line and line[0] != "#"} | found
    found = {re.split(r"[\[<>=]", name)[0]: lock for name, lock in found.items()}
    for folder, lock in (
        (ROOT, "package-lock.json"),
        (REQUIREMENTS / "lighthouse", "lighthouse/package-lock.json"),
    ):
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        for kind in ("dependencies", "devDependencies", "overrides"):
            found |= dict.fromkeys(package.get(kind, {}), lock)
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        uses = re.findall(r"uses: ([^@\s]+)@", path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(uses, "commit")
    setup = (ROOT / "tests" / "setup.sh").read_text(encoding="utf-8")
    return found | dict.fromkeys(re.findall(r"missing\+=\(([\w-]+)\)", setup), "Debian or Ubuntu")


def test_the_table_has_what_is_declared_and_nothing_else() -> None:
    text = (REQUIREMENTS / "README.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in text.splitlines()
        if line.startswith("| ")
    ][2:]
    assert all(all(row) and len(row) == 4 for row in rows)
    assert {row[0]: row[1] for row in rows} == declared()


def test_every_lock_has_a_hash_for_every_part_and_no_address() -> None:
    locks = sorted(REQUIREMENTS.glob("*.txt"))
    assert [lock.name for lock in locks] == [
        "audit.txt",
        "book.txt",
        "fuzz.txt",
        "properdocs.txt",
        "site.txt",
        "stock.txt",
        "test.txt",
    ]
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        parts = re.split(r"\n(?! )", text.strip())
        assert all("==" in part and "--hash=sha256:" in part for part in parts), lock.name
    for path in (ROOT / "package-lock.json", REQUIREMENTS / "lighthouse" / "package-lock.json"):
        packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
        assert all(one["integrity"].startswith("sha512-") for name, one in packages.items() if name)


def test_all_licences_are_on_the_list() -> None:
    run = subprocess.run(
        [sys.executable, REQUIREMENTS / "licences.py"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stderr


def test_every_lock_is_kept_fresh() -> None:
    told = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))
    folders = {
        (one["package-ecosystem"], folder)
        for one in told["updates"]
        for folder in one.get("directories", [one.get("directory")])
    }
    assert folders == {
        ("pip", "/"),
        ("pip", "/requirements"),
        ("npm", "/"),
        ("npm", "/requirements/lighthouse"),
        ("github-actions", "/"),
    }


def test_no_one_elses_browser_code_is_in_the_repository() -> None:
    paths = [path for path in (ROOT / "overrides").rglob("*") if path.is_file()]
    assert paths
    for path in paths:
        assert path.suffix not in (".woff", ".woff2", ".ttf", ".wasm", ".map"), path
        if path.suffix in (".js", ".css"):
            text = path.read_text(encoding="utf-8")
            assert ".min." not in path.name, path
            assert max(map(len, text.splitlines())) < 300, path  # nothing is packed
            assert not re.search(r"/\*!|@license|\(c\) \d", text, re.IGNORECASE), path


#: What the two tools print, the first where there is no network.
NO_NETWORK = 'echo "Traceback (most recent call last):" >&2; echo "ConnectionError: no" >&2; exit 1'
CLEAN = """echo '{"dependencies": [{"name": "a", "version": "1"}], "vulnerabilities": {}}'"""
WEAK = """echo '{"dependencies": [{"name": "a", "version": "1", "vulns":
  [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]}'; exit 1"""
NPM_WEAK = """echo '{"vulnerabilities": {"b": {"range": "<2", "severity": "high"}}}'; exit 1"""
NPM_NO_NETWORK = (
    """echo '{"message": "405", "error": {"summary": ""}}'; echo "npm error audit" >&2"""
)


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(
    ("pip_audit", "npm", "code", "told"),
    [
        (CLEAN, CLEAN, 0, "package-lock.json: no weakness is known"),
        (WEAK, CLEAN, 1, "requirements/site.txt: a 1: PYSEC-1, mended in 2"),
        (CLEAN, NPM_WEAK, 1, "package-lock.json: b <2: high"),
        (
            NO_NETWORK,
            CLEAN,
            2,
            "requirements/site.txt: nothing was found out, no answer from the "
            "registry: ConnectionError: no",
        ),
        (
            WEAK,
            NPM_NO_NETWORK,
            2,
            "package-lock.json: nothing was found out, no answer from the registry: 405",
        ),
    ],
)
def test_a_known_weakness_is_told_from_no_answer(
    tmp_path: Path, pip_audit: str, npm: str, code: int, told: str
) -> None:
    tools = []
    for name, does in (("pip-audit", pip_audit), ("npm", npm)):
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        tool.chmod(0o755)
        tools.append(tool)
    command = [sys.executable, REQUIREMENTS / "weaknesses.py", *tools]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (code, "")
    assert told in run.stdout.splitlines()
    assert "Traceback" not in run.stdout
