"""``python -m tests.fuzz TARGET [options of libFuzzer]``: one target under atheris.

The corpus is begun with the seeds, below .cache/fuzz; what fails is kept there too.
"""

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["qiusuo", "bibtexparser"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS

CACHE = Path(".cache") / "fuzz"


def main() -> None:
    """Run one target until it fails or libFuzzer's limits end it."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    corpus = CACHE / name
    corpus.mkdir(parents=True, exist_ok=True)
    for text in seeds()[name]:
        data = text.encode("utf-8")
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def run(data: bytes) -> None:
        target(data.decode("utf-8", "ignore"))

    limits = ["-max_len=4096", "-timeout=10", "-rss_limit_mb=1500", f"-artifact_prefix={corpus}-"]
    atheris.Setup([sys.argv[0], *limits, *options, str(corpus)], run)
    atheris.Fuzz()


main()
