"""The one style sheet: little of Material's, and nothing that a page would miss."""

import re
from pathlib import Path

import pytest

from qiusuo.site.style_sheet import LEFT_OUT, joined

_CLASSES = re.compile(r'\sclass="([^"]*)"')

#: In Material's frame of every page, for scripts of its that are not here.
_OF_THE_FRAME = frozenset({"no-js", "md-dialog", "md-dialog__inner"})


@pytest.mark.parametrize(
    ("theirs", "kept"),
    [
        (".a{color:red}", ".a{color:red}"),
        (".a,.md-search__input{color:red}", ".a{color:red}"),
        (".md-search .a{color:red}", ""),
        (".a:not(.md-search){color:red}", ".a:not(.md-search){color:red}"),
        ("[dir=rtl] .a{color:red}", ""),
        ("@media print{.mermaid{color:red}}", ""),
        ("@media print{.a{color:red}.mermaid{color:red}}", "@media print{.a{color:red}}"),
        ('.a{content:".mermaid,"}', '.a{content:".mermaid,"}'),
        (":root{--md-x:1px;--md-y:2px}.a{top:var(--md-x)}", ":root{--md-x:1px}.a{top:var(--md-x)}"),
        # What only something unused asks for is unused too.
        (":root{--md-x:1px;--md-y:var(--md-x)}.a{top:0}", ".a{top:0}"),
        # Nor is what is asked for in a circle.
        (":root{--md-x:var(--md-y);--md-y:var(--md-x)}.a{top:0}", ".a{top:0}"),
        (".a{}.b{top:0}", ".b{top:0}"),
        (".a{color:red!important}", ".a{color:red!important}"),
    ],
)
def test_what_is_kept(theirs: str, kept: str) -> None:
    assert joined((theirs,), "").replace(" !", "!") == kept


def test_what_our_components_ask_for_is_kept() -> None:
    assert "--md-x:1px" in joined((":root{--md-x:1px}",), ".b{top:var(--md-x)}")


def test_no_page_has_what_is_left_out(site: Path) -> None:
    met: dict[str, str] = {}
    for page in site.rglob("*.html"):
        for names in _CLASSES.findall(page.read_text(encoding="utf-8")):
            met.update(dict.fromkeys(names.split(), page.relative_to(site).as_posix()))
    assert "md-header" in met
    missed = {
        name: page
        for name, page in met.items()
        if LEFT_OUT.fullmatch(name) and name not in _OF_THE_FRAME
    }
    assert missed == {}, "take these from LEFT_OUT in scripts/qiusuo/site/style_sheet.py"


def test_little_is_left_of_material(site: Path) -> None:
    (sheet,) = (site / "assets/stylesheets").glob("*.css")
    text = sheet.read_text(encoding="utf-8")
    assert ".md-header" in text
    assert ".citation" in text
    assert "tabbed-set" not in text
    assert "/*" not in text
