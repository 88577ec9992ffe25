"""Ask for known weaknesses of all that is locked, and tell those that are known from no answer.

``weaknesses.py PIP-AUDIT``, run by ``make audit``: 0 if none is known, 1 if some are, 2 if nothing
was found out about a lock, which is told in a line, since the tools tell it by traces.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: Of what a tool said, so much is told where it did not answer as it should.
MOST = 200


def of_python(answer: Any) -> Iterator[str]:
    """What pip-audit knows, a line for each weakness."""
    for one in answer["dependencies"]:
        for weakness in one.get("vulns", ()):
            mended = ", ".join(weakness["fix_versions"]) or "no version yet"
            yield f"{one['name']} {one['version']}: {weakness['id']}, mended in {mended}"


def of_node(answer: Any) -> Iterator[str]:
    """What npm knows, a line for each package."""
    for name, one in answer["vulnerabilities"].items():
        yield f"{name} {one['range']}: {one['severity']}"


def asked(command: Sequence[str], read: Any) -> list[str] | str:
    """The weaknesses that a tool tells of, or why it tells nothing."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    try:
        answer = json.loads(run.stdout)
        if "message" in answer:  # npm's way to say that it has no other
            return str(answer["message"])[:MOST]
        return list(read(answer))
    except (ValueError, KeyError, TypeError, AttributeError):
        said = [line.strip() for line in run.stderr.splitlines() if line.strip()]
        errors = [line for line in said if "error" in line.lower()]
        return (errors or said or ["it said nothing"])[-1][:MOST]


def main(pip_audit: str, npm: str = "npm") -> int:
    """Ask for each lock."""
    options = ["--strict", "--require-hashes", "--disable-pip", "--format=json"]
    questions: dict[str, tuple[Sequence[str], Any]] = {
        f"requirements/{lock.name}": ([pip_audit, *options, "-r", str(lock)], of_python)
        for lock in sorted(HERE.glob("*.txt"))
    }
    for folder in (HERE.parent, HERE / "lighthouse"):
        lock = (folder / "package-lock.json").relative_to(HERE.parent)
        questions[str(lock)] = ([npm, "audit", "--json", f"--prefix={folder}"], of_node)
    known, silent = 0, 0
    for name, (command, read) in questions.items():
        found = asked(command, read)
        if isinstance(found, str):
            silent += 1
            print(f"{name}: nothing was found out, no answer from the registry: {found}")
        else:
            known += len(found)
            print("\n".join(f"{name}: {one}" for one in found or ["no weakness is known"]))
    if silent:
        print(f"{silent} of {len(questions)} locks: ask again where there is a network")
    return 2 if silent else 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
