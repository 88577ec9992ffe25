"""Scripts as they are sent: shorter, and the same."""

import re
import subprocess
from pathlib import Path

import pytest

from qiusuo.site.browser_scripts import needed, shortened
from tests.conftest import ROOT

SCRIPTS = sorted((ROOT / "overrides/assets/javascripts").glob("*.js"))


def test_shortened_scripts_are_scripts(tmp_path: Path) -> None:
    """That they do the same, the tests in a browser say, which run them as they are sent."""
    for path in SCRIPTS:
        short = tmp_path / path.with_suffix(".mjs").name
        short.write_text(shortened(path.read_text(encoding="utf-8")), encoding="utf-8")
        run = subprocess.run(
            ["node", "--check", short], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr


def test_what_is_sent_is_shorter_and_none_is_foreign(site: Path) -> None:
    sent = {path.name: path for path in (site / "assets/javascripts").rglob("*.js")}
    words = {name for name in sent if name.startswith("words-")}
    assert words == {"words-en.js", "words-zh.js"}
    files = [path for path in SCRIPTS if path.name != "before.js"]  # that stands in each page
    assert sent.keys() - words == {path.name for path in files}
    for source in files:
        text = sent[source.name].read_text(encoding="utf-8")
        assert len(text) < source.stat().st_size
        assert "\n// " not in text


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    folder = tmp_path / "assets/javascripts"
    folder.mkdir(parents=True)
    for name, text in {
        "a": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nimport("./d.js");\n',
        "b": 'import { c } from "./c.js";\nimport { a } from "./a.js";\n',
        "c": "export const c = 1;\n",
        "d": 'import { e } from "./e.js";\n',
    }.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return tmp_path


def test_needed_are_all_that_are_always_loaded(modules: Path) -> None:
    entry = "assets/javascripts/a.js"
    assert needed(modules, entry) == ["assets/javascripts/b.js", "assets/javascripts/c.js"]


def test_a_page_asks_at_once_for_all_that_it_needs(site: Path) -> None:
    text = (site / "en/index.html").read_text(encoding="utf-8")
    asked = re.findall(r'<link rel="modulepreload" href="\.\./(.*?)"', text)
    assert asked == needed(ROOT / "overrides", "assets/javascripts/qiusuo.js")
    assert all((site / path).is_file() for path in asked)
    assert not any("search-box" in path or "compare" in path for path in asked)
