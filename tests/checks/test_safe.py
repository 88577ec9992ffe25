"""Whatever an author writes: if the checks pass it, nothing of it runs in a reader's browser."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from qiusuo import checks
from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Atlas, Language, Span
from qiusuo.site.markup import BlockAddresses, BlocksDisagreeError, prepare
from qiusuo.source.markdown import read_page
from tests.conftest import ROOT

EN = Language("en", "en-GB", "English", 1, Span("docs/languages/en.yml"))
PIECES = st.sampled_from(
    [
        *("[x]", "[", "]", "(", ")", "(javascript:a)", "(b.md)", "[y]: ", "javascript:a", "data:b"),
        *(
            "<",
            ">",
            "<b",
            "<img src=x onerror=a>",
            "</b>",
            "<!--",
            "-->",
            "<a@b.org>",
            "<?",
            "&#58;",
        ),
        *("{", "}", "{ onclick=a }", "{: onclick=a }", "{#n onclick=a}", "{ #n }", "{ .essay }"),
        *(
            "onclick=",
            "`",
            "``",
            "```\n",
            "*",
            "**",
            "_",
            "|",
            "|---|\n",
            "\n",
            "\n\n",
            "    ",
            "- ",
        ),
        *(
            "1. ",
            "> ",
            "## ",
            "# ",
            "!!! note\n",
            "!",
            "\\",
            '"',
            "'",
            "a",
            " ",
            "=",
            ":",
            "\t",
            "~~~\n",
        ),
        *('(x "t")', "(x 't')", "(<y z>)", "<https://a.org>", "<javascript:a>", "![", "::works\n"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=14).map("".join)
with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
    CONFIG = yaml.load(file, Loader=yaml.BaseLoader)["markdown_extensions"]
EXTENSIONS = [next(iter(one)) if isinstance(one, dict) else one for one in CONFIG]


class Reader(HTMLParser):
    """What could run, of the elements and attributes that it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "style", "form", "base", "meta", "svg"):
            self.told.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or (name == "style" and "text-align" not in (value or "")):
                self.told.append(f"{name}={value}")
            if name in ("href", "src") and urlsplit(value or "").scheme not in (
                *("", "http", "https", "mailto"),
            ):
                self.told.append(f"{name}={value}")


#: Ways in that were tried.
WAYS_IN = (
    "- a `x\n- <img src=x onerror=a> ` b",
    "| a | b |\n|---|---|\n| `x | <img src=x onerror=a>` |",
    "> `a\n> <img src=x onerror=a> `",
    "a `x\n<img src=x onerror=a>` b",
    "1. ```\n    <img src=x onerror=a>\n    ```",
    "- ~~~\n    <img src=x onerror=a>\n    ~~~x",
    "!!! note\n    `x\n\n    <img src=x onerror=a>`",
    '!!! note "<img src=x onerror=a>"\n    x',
    "    code\n<img src=x onerror=a>",
    "- a\n\n        <img src=x onerror=a>",
    "- a\n\n    <img src=x onerror=a>",
    "`` a ` <img src=x onerror=a> ` b ``",
    "\\`<img src=x onerror=a>\\`",
    "\\\\`<img src=x onerror=a>\\\\`",
    "`a\\` <img src=x onerror=a> `b`",
    "[a](b.md){onclick=a}",
    "**a**{: onclick=a}",
    "# x {onclick=a}",
    "## T {#t onclick=a}",
    "## T {onclick=a} {#t}",
    "| a {onclick=a} |\n|---|\n| b |",
    "a\n{onclick=a}",
    "- a\n{onclick=a}",
    "- a {onclick=a}",
    "[a]: <javascript:a>\n\n[a]",
    "[a]:\n    javascript:a\n\n[a]",
    "[x][a]\n\n  [a]: javascript:a",
    "> [a]: javascript:a\n\n[a]",
    "[a](&#106;avascript:a)",
    "[a](java&#10;script:a)",
    "[a](javascript&colon;a)",
    "[a](\x01javascript:a)",
    "![a](javascript:a)",
    "[a](//evil.org)",
    "&lt;img src=x onerror=a&gt;",
    "<!-- a --><img src=x onerror=a>",
    "<!-- a\n--> <img src=x onerror=a>",
    "<!-- <!-- --> <img src=x onerror=a> -->",
    "*[HTML]: <img src=x onerror=a>\n\nHTML",
    "[^1]: <img src=x onerror=a>\n\na[^1]",
    "```html onclick=a\nx\n```",
    "``` {onclick=a}\nx\n```",
    '```x hl_lines="1"\ny\n```',
    "<a@b.org onclick=a>",
    '<https://a.org/"onclick=a>',
    "::works\n<img src=x onerror=a>",
    "[a\n\nb](javascript:a)",
    "[![a](javascript:b)](c.md)",
    "[a `](b.md) `](javascript:a)",
    "[`a](javascript:x)`](b.md)",
    '[a](b.md "t" onclick=a)',
    '[a](x ""onclick=a"")',
    '![a" onerror="b](x.png)',
    "[a](b.md 'x')",
    "***\n<img src=x onerror=a>",
    "x\n===\n<img src=x onerror=a>",
    "\ue000x\ue001",
    "[@a <img src=x onerror=a>]",
    "[<img src=x onerror=a>@x]",
)


def what_runs(text: str) -> list[str]:
    """What of a page could run in a browser; nothing where the checks or the build refuse it."""
    findings: list[Diagnostic] = []
    source = f"---\ntitle: T\ndescription: D\n---\n\n# T\n\n{text}\n"
    page = read_page(source, "docs/en/x.md", "en", "x", findings)
    atlas = Atlas(languages=(EN,), pages=(page,), files=("docs/en/x.md",))
    if [*findings, *checks.check(atlas)]:
        return []
    addresses = BlockAddresses()
    addresses.page = page
    reader = Reader()
    try:
        reader.feed(Markdown(extensions=[*EXTENSIONS, addresses]).convert(prepare(page)))
    except BlocksDisagreeError:  # such a page is not built
        return []
    return reader.told


@pytest.mark.parametrize("text", WAYS_IN)
def test_no_way_in_is_open(text: str) -> None:
    assert what_runs(text) == []


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_what_passes_the_checks_can_not_run(text: str) -> None:
    assert what_runs(text) == []
