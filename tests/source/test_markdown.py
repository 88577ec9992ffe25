"""Pages are read into sections and blocks whose addresses stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import BlockKind, Page, Voice
from qiusuo.source.markdown import read_page

HEAD = "---\ntitle: T\ndescription: D.\n---\n\n# T\n\n## A {#a}\n\n"


def read(body: str) -> tuple[Page, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return read_page(HEAD + body, "docs/en/x.md", "en", "x", findings), findings


@pytest.mark.parametrize(
    ("body", "kind", "items"),
    [
        ("One line.", BlockKind.PARAGRAPH, 0),
        ("- a\n- b\n  more", BlockKind.LIST, 2),
        ("1. a\n\n2. b", BlockKind.ORDERED_LIST, 2),
        ("- a\n\n    still a\n- b", BlockKind.LIST, 2),
        ("| a | b |\n|---|---|\n| 1 | 2 |", BlockKind.TABLE, 1),
        ("> a\n\n> b", BlockKind.QUOTE, 0),
        ("```\n# no heading\n\n[@no]\n```", BlockKind.CODE, 0),
        ("!!! note\n    a\n\n    b", BlockKind.ADMONITION, 0),
        ("![words](a.png)", BlockKind.FIGURE, 0),
        ("::works", BlockKind.COMPONENT, 0),
    ],
)
def test_kinds(body: str, kind: BlockKind, items: int) -> None:
    page, findings = read(body)
    assert not findings
    (block,) = page.blocks
    assert (block.kind, block.items, block.address) == (kind, items, "a.1")


def test_addresses_are_of_the_section_and_the_place_in_it() -> None:
    page, _ = read("one\n\ntwo\n\n### B {#b}\n\nthree\n\n## C {#c}\n\nfour\n")
    assert [block.address for block in page.blocks] == ["a.1", "a.2", "b.1", "c.1"]
    assert [block.address for block in page.under("a")] == ["a.1", "a.2", "b.1"]


def test_a_named_block_keeps_its_name_when_others_come_before_it() -> None:
    body = 'kept\n{ #kept .essay claims="D2" }\n'
    for before in ("", "new\n\n", "new\n\nnewer\n\n"):
        page, findings = read(before + body)
        assert not findings
        assert page.blocks[-1].address == "kept"
        assert page.blocks[-1].voice is Voice.ESSAY
        assert page.blocks[-1].claims == ("D2",)


def test_a_mark_stands_beneath_lists_and_tables_too() -> None:
    page, findings = read("- a\n- b\n{ #l }\n\n| a |\n|---|\n| 1 |\n{ #t }\n\n::works\n{ #w }\n")
    assert not findings
    assert [block.address for block in page.blocks] == ["l", "t", "w"]


def test_citations_and_links_know_line_and_column() -> None:
    page, _ = read("see\nthis [@key] and [that](other.md#x)\n")
    (citation,) = page.citations
    (link,) = page.links
    assert (citation.span.line, citation.span.column) == (11, 7)
    assert (link.target, link.span.line, link.span.column) == ("other.md#x", 11, 24)


@pytest.mark.parametrize(
    "body",
    [
        "<!-- one -->\n\nshown [@key]",
        "shown <!-- one --> still [@key] <!-- two -->",
        "shown\n<!-- three\n\n[@no](x.md) ## No\n-->\n\nshown [@key]",
        "<!-- one --> shown [@key]",
        "- shown <!-- one\n  and --> more\n- shown [@key]\n<!-- two -->",
    ],
)
def test_comments_are_no_text(body: str) -> None:
    page, findings = read(body)
    assert not findings
    assert page.body.count("\n") == (HEAD + body).count("\n") - 4
    assert "<!--" not in page.body
    assert all(
        word not in block.text for block in page.blocks for word in ("one", "two", "three", "[@no")
    )
    assert [citation.key for citation in page.citations] == ["key"]
    assert page.comments[0].line == 10 + body[: body.index("<!--")].count("\n")


def test_what_follows_a_comment_keeps_its_place() -> None:
    page, _ = read("shown <!-- one --> still [@key]")
    (citation,) = page.citations
    assert (citation.span.line, citation.span.column) == (10, 27)


@pytest.mark.parametrize("body", ["```\n<!-- kept -->\n```", "shown `<!-- kept -->` too"])
def test_code_keeps_what_looks_like_a_comment(body: str) -> None:
    page, _ = read(body)
    assert page.comments == ()
    assert "<!-- kept -->" in page.blocks[0].text


def test_an_open_comment_ends_at_the_next_blank_line() -> None:
    page, findings = read("<!-- open\nstill\n\nshown\n\n<!-- closed -->\n\nshown too")
    assert [(f.rule.name, f.span.line) for f in findings] == [("comment-is-closed", 10)]
    assert [block.text for block in page.blocks] == ["shown", "shown too"]


@pytest.mark.parametrize(
    ("body", "rule", "line"),
    [
        ("one\n\n{ .essay }\n", "mark-is-known", 12),
        ("one\n{ .esay }\n", "mark-is-known", 11),
        ("one [@a, p. 3]\n", "citation-is-plain", 10),
        ("### No id\n\none\n", "heading-has-id", 10),
        ("### Odd {#Odd_Id}\n\none\n", "heading-has-id", 10),
    ],
)
def test_faults_have_their_place(body: str, rule: str, line: int) -> None:
    _, findings = read(body)
    assert [(f.rule.name, f.span.line) for f in findings] == [(rule, line)]


@pytest.mark.parametrize(
    "text", ["", "no front matter", "---\ntitle: x\n", "---\n- a\n---\n", "---\na: [\n---\nx"]
)
def test_bad_front_matter_is_told(text: str) -> None:
    findings: list[Diagnostic] = []
    read_page(text, "docs/en/x.md", "en", "x", findings)
    assert findings


@given(st.text(alphabet='#-*1. \n|:<>`~!?{}[]@="a\t', max_size=300))
def test_every_text_is_read(body: str) -> None:
    page, _ = read(body)
    places = [block.lines for block in page.blocks]
    assert places == sorted(places)
    assert all(first <= last for first, last in places)
