"""Marks in the text, whose values are escaped as a template would."""

import pytest

from qiusuo.site import marks
from qiusuo.views.citation import CitationMark
from qiusuo.views.reference import Piece, Reference, Role


def mark(title: str, byline: str = "Adler", lang: str = "") -> CitationMark:
    return CitationMark("k", 2, "cite-k-1", "ref-k", "Reference 2", title, byline, "2020", lang)


@pytest.mark.parametrize("text", ["<b>&", '" onclick="x', "'x'"])
def test_nothing_of_a_work_becomes_markup(text: str) -> None:
    for html in (
        marks.citation([mark(text, text)]),
        marks.reading_step([mark(text, text, text)]),
        marks.term(text, text),
    ):
        assert text not in html
        assert html.count("<") == html.count(">")


def test_works_cited_together_are_one_mark() -> None:
    html = marks.citation([mark("Kites"), mark("Lanterns")])
    assert html.count("<sup") == 1
    assert html.count("<a ") == 2


def test_a_title_tells_its_language_where_it_is_another() -> None:
    assert ' lang="zh">风筝</cite>' in marks.reading_step([mark("风筝", lang="zh")])
    assert " lang=" not in marks.reading_step([mark("Kites")])


def test_of_a_reference_title_container_and_links_are_told_apart() -> None:
    reference = Reference(
        (
            Piece("A & B. "),
            Piece("<Kites>", Role.TITLE, lang="en"),
            Piece("Winds", Role.CONTAINER),
            Piece("doi:1", Role.LINK, "https://doi.org/1?a&b"),
            Piece(" "),
        )
    )
    title = '<cite class="reference__title" lang="en">&lt;Kites&gt;</cite>'
    rest = (
        '<i class="reference__container">Winds</i><a class="reference__link"'
        ' href="https://doi.org/1?a&amp;b" rel="noopener external">doi:1</a>'
    )
    assert marks.pieces(reference) == f"A &amp; B. {title}{rest}"
    own = f'<a class="reference__own" href="../k/">{title}</a>'
    assert marks.pieces(reference, "../k/") == f"A &amp; B. {own}{rest}"
