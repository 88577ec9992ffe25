"""The full text is that of whole pages, though pagefind reads less of them."""

import shutil
import subprocess
from pathlib import Path

from pagefind_bin_extended import get_executable

from qiusuo.site.full_text import index_full_text


def test_nothing_is_missing_from_what_is_copied(site: Path, tmp_path: Path) -> None:
    for page in site.rglob("*.html"):
        copy = tmp_path / "site" / page.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, copy)
    whole = ["--site", tmp_path / "site", "--output-path", tmp_path / "whole"]
    subprocess.run([get_executable(), "--silent", *whole], check=True)
    index_full_text(tmp_path / "site", ["zh", "en"])
    assert [path.name for path in (tmp_path / "site").glob(".*")] == []
    copied, read = (
        {path.name: path.read_bytes() for path in (folder / "fragment").iterdir()}
        for folder in (tmp_path / "site/pagefind", tmp_path / "whole")
    )
    assert copied == read
    assert any(name.startswith("zh_") for name in copied)
    assert any(name.startswith("en_") for name in copied)
