"""Hold the licence of every installed distribution and npm package against a written list.

Run by ``make audit`` in the environment that is to be judged.
"""

import json
import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

#: Licences that let the project be what it is: code under MIT, text under CC BY 4.0.
ALLOWED = frozenset(
    [
        *("0BSD", "Apache Software License", "Apache-2.0", "BSD License", "BSD-2-Clause"),
        *("BSD-3-Clause", "BSD-3-Clause-LBNL", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT"),
        *("MIT License", "MIT-CMU", "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0"),
    ]
)
#: What gives no licence in its metadata, read in its files; neither is part of the site.
READ = {
    "atheris": "Apache-2.0",
    "node_modules/parse-cache-control": "BSD License",
}
ROOT = Path(__file__).parent.parent


def is_allowed(licence: str) -> bool:
    """Whether one of the alternatives of an SPDX expression has nothing but what is allowed."""
    return (
        any(
            all(part.strip("() ") in ALLOWED for part in re.split(r" AND ", alternative))
            for alternative in re.split(r" OR ", licence)
        )
        or licence in ALLOWED
    )


def of_distribution(found: Distribution) -> str:
    """What a distribution says of its licence, the most exact first."""
    classifiers = [
        c for c in found.metadata.get_all("Classifier", []) if c.startswith("License ::")
    ]
    return (
        found.metadata.get("License-Expression")
        or " AND ".join(c.rpartition(" :: ")[2] for c in classifiers)
        or (found.metadata.get("License") or "none given").split("\n")[0]
    )


def found() -> dict[str, str]:
    """Licences by the name of what they are for."""
    licences = {one.name: of_distribution(one) for one in distributions()}
    for lock in (ROOT / "package-lock.json", ROOT / "requirements/lighthouse/package-lock.json"):
        for path, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
            licences[path or lock.parent.name] = package.get("license", "none given")
    return licences


def main() -> int:
    """Print what is not allowed."""
    odd = {n: said for n, said in found().items() if not is_allowed(READ.get(n, said))}
    for name, said in sorted(odd.items()):
        print(f"{name}: {said} is not on the list of requirements/licences.py")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
