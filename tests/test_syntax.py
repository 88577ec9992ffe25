"""The grammar of marks, and that no text breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_bibtex.citation import CitationBlock

from qiusuo import syntax
from qiusuo.model import Voice


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("as shown [@a2020b].", ["a2020b"]),
        ("both [@a; @b-c; @d_e]", ["a", "b-c", "d_e"]),
        ("code `[@a]` is left", []),
        ("``a ` [@a]`` too, but [@b]", ["b"]),
        (r"escaped \[@a]", []),
        ("a [link](x.md) and mail [a@b.org]", []),
        ("a link's text [@a](x.md)", []),
    ],
)
def test_citations_are_found(text: str, keys: list[str]) -> None:
    found = [key for mark in syntax.citation_marks(text) for _, key in mark.keys]
    assert found == keys


def test_a_citation_knows_its_place() -> None:
    text = "ab [@first; @second]"
    (mark,) = syntax.citation_marks(text)
    assert [text[place : place + len(key)] for place, key in mark.keys] == ["first", "second"]


@pytest.mark.parametrize("text", ["[see @a]", "[@a, p. 3]", "[@a @b]", "[@a; b]"])
def test_odd_citations_say_what_is_odd(text: str) -> None:
    (mark,) = syntax.citation_marks(text)
    assert mark.fault


def test_marks_carry_voice_claims_and_name() -> None:
    mark = syntax.block_mark('{ #rule .essay .experience claims="D2 D3" }')
    assert mark is not None
    assert (mark.name, mark.voice) == ("rule", Voice.EXPERIENCE)
    assert [claim for _, claim in mark.claims] == ["D2", "D3"]
    assert not mark.faults


@pytest.mark.parametrize(
    "line", ["{ .esay }", "{ claims=D2 }", '{ claims="D2" }', "{ #Bad_Name }", "{ .experience }"]
)
def test_odd_marks_say_what_is_odd(line: str) -> None:
    mark = syntax.block_mark(line)
    assert mark is not None
    assert mark.faults


@pytest.mark.parametrize("line", ["plain", "{", "{}", "a { .essay }", "{ .essay } b"])
def test_other_lines_are_no_marks(line: str) -> None:
    assert syntax.block_mark(line) is None


@given(st.lists(st.from_regex(r"[a-z][\w-]{0,8}", fullmatch=True), min_size=1, max_size=4))
def test_the_site_and_the_checks_see_the_same_citations(keys: list[str]) -> None:
    text = f"before [{'; '.join('@' + key for key in keys)}] after"
    ours = [key for mark in syntax.citation_marks(text) for _, key in mark.keys]
    theirs = [c.key for block in CitationBlock.from_markdown(text) for c in block.citations]
    assert ours == theirs == keys


@given(st.text(alphabet='[]()@;,`{}#.="!:| \nab1-_', max_size=200))
def test_no_text_breaks_the_grammar(text: str) -> None:
    list(syntax.citation_marks(text))
    list(syntax.link_marks(text))
    list(syntax.odd_links(text))
    list(syntax.odd_citations(text))
    syntax.definition_mark(text)
    syntax.pieces(text)
    for line in text.split("\n"):
        syntax.block_mark(line)
        syntax.heading_mark(line)
        syntax.component_mark(line)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md) and `[c](d.md)`", ["b.md"]),
        ("[![a](b.png)](c.md)", ["c.md", "b.png"]),
        ("<https://a.org/b> and <ftp://c.org>", ["https://a.org/b", "ftp://c.org"]),
        ('[a](<b c.md> "d") [e](f(g).md)', ["b c.md", "f(g).md"]),
    ],
)
def test_every_target_is_seen(text: str, targets: list[str]) -> None:
    marks = list(syntax.link_marks(text))
    assert [mark.target for mark in marks] == targets
    for mark in marks:
        assert text[mark.target_start :].lstrip("<").startswith(mark.target)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[a](b.md)", []),
        ("[a](b 'c')", [2]),
        ("[a]( b c)", [2]),
        ("`[a](b 'c')` \\](x", []),
    ],
)
def test_odd_links_are_seen(text: str, places: list[int]) -> None:
    assert list(syntax.odd_links(text)) == places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("【@a】 ［@b］ [＠c]", ["【@a】", "［@b］", "[＠c]"]),
        ("as @kim2021fold said", ["@kim2021fold"]),
        ("[@kim2021fold; @li2020zhi] a@kim2021fold.org `@kim2021fold`", []),
    ],
)
def test_odd_citations_are_seen(text: str, found: list[str]) -> None:
    assert [said for _, said in syntax.odd_citations(text)] == found


def test_a_definition_is_a_target() -> None:
    mark = syntax.definition_mark("[a b]: <javascript:x> 'y'")
    assert mark is not None
    assert (mark.target, mark.target_start) == ("javascript:x", 7)
    assert syntax.definition_mark("a [b] c: d") is None
