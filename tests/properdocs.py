"""The site built by MkDocs and by ProperDocs, its maintained fork, and the two compared.

While they are the same byte by byte, the site can change its generator by changing one line of the
requirements. Run by ``make properdocs``.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent


def differences(one: Path, other: Path) -> Iterator[str]:
    """What two sites do not have in common."""
    names = {
        path.relative_to(site).as_posix()
        for site in (one, other)
        for path in site.rglob("*")
        if path.is_file()
    }
    for name in sorted(names):
        first, second = one / name, other / name
        if not first.is_file() or not second.is_file():
            yield f"{name}: only in {one.name if first.is_file() else other.name}"
        elif first.read_bytes() != second.read_bytes():
            yield f"{name}: not the same"


def main(commands: Sequence[str]) -> int:
    """Build the site by each of two commands; 0 if both make the same."""
    with tempfile.TemporaryDirectory() as folder:
        sites = [Path(folder, Path(command).name) for command in commands]
        for command, site in zip(commands, sites, strict=True):
            built = [command, "build", "--strict", "--site-dir", str(site)]
            environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
            run = subprocess.run(
                built, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            if run.returncode:
                print(f"{run.stderr}{site.name}: the site was not built", file=sys.stderr)
                return 2
        found = list(differences(*sites))
        count = sum(path.is_file() for path in sites[0].rglob("*"))
    print("\n".join([*found, f"{count} files, {len(found)} differences"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main([str(Path(command).absolute()) for command in sys.argv[1:]]))
