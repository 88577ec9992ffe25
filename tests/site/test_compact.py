"""Pages lose their templates' indentation, and nothing that is seen."""

import pytest

from qiusuo.site.compact import compact


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<ul>\n    \n  <li>a</li>\n</ul>\n", "<ul>\n<li>a</li>\n</ul>\n"),
        ("<b>a</b>\n  <i>b</i> c", "<b>a</b>\n<i>b</i> c"),
        ("<pre>\n  a\n\n  b</pre>  \n  c", "<pre>\n  a\n\n  b</pre>\nc"),
        ("<script>\n  a\n</script>\n\n<p>", "<script>\n  a\n</script>\n<p>"),
        ("<textarea>\n\n x</textarea>", "<textarea>\n\n x</textarea>"),
        ("<preview>\n  a</preview>", "<preview>\na</preview>"),
    ],
)
def test_white_space_is_one_line_break_where_it_does_not_count(html: str, wanted: str) -> None:
    assert compact(html) == wanted
    assert compact(wanted) == wanted
