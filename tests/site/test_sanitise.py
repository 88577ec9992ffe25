"""The second lock on what Markdown makes: attributes whose value decides are asked about."""

import pytest

from qiusuo.site.sanitise import sanitise


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p id="kites">x</p>', '<p id="kites">x</p>'),
        ('<p id="__search">x</p>', "<p>x</p>"),
        ("<P ID=&#95;_search>x</P>", "<p>x</p>"),
        ("<p id='qiusuo-words'>x</p>", "<p>x</p>"),
        ('<img src="kite.svg">', '<img src="kite.svg">'),
        ("<IMG SRC=//a.example/x.svg>", "<img>"),
        ('<img src="https&#58;//a.example/x.svg" alt="x">', '<img alt="x">'),
        ("<code>id=&quot;__x&quot;</code>", '<code>id="__x"</code>'),
    ],
)
def test_what_is_left(html: str, left: str) -> None:
    assert sanitise(html) == left
