"""Which language has moved since they agreed: by text, so that moving a block is no change."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiusuo.model import (
    Agreement,
    Block,
    BlockKind,
    Page,
    PageDrift,
    Pair,
    Relation,
    Span,
    Standing,
    drift,
    normal,
)

#: A page in brief: its paragraphs by address.
Texts = Mapping[str, str]


def pair(**pages: Texts) -> Pair:
    return Pair(
        "kites",
        tuple(
            Page(
                code,
                "kites",
                f"docs/{code}/kites.md",
                blocks=tuple(
                    Block(address, BlockKind.PARAGRAPH, "", span(code, line), (line, line), text)
                    for line, (address, text) in enumerate(texts.items(), 1)
                ),
            )
            for code, texts in pages.items()
        ),
    )


def span(code: str, line: int) -> Span:
    return Span(f"docs/{code}/kites.md", line)


def agreed(address: str, **texts: str) -> Agreement:
    return Agreement(address, texts, Span("docs/agreements/kites.yml"))


def relation(found: PageDrift, address: str, *languages: str) -> Relation:
    block = found.block(address)
    assert block is not None
    wanted = languages or block.relations[0].languages
    return next(one for one in block.relations if one.languages == wanted)


def test_what_was_confirmed_is_agreed_until_one_side_moves() -> None:
    lock = [agreed("a", zh="飞", en="fly")]
    assert drift(pair(zh={"a": "飞"}, en={"a": "fly"}), lock).open == ()
    found = drift(pair(zh={"a": "飞"}, en={"a": "soar"}), lock)
    one = relation(found, "a")
    assert (one.standing, one.newer, one.older) == (Standing.MOVED, "en", "zh")
    assert one.before == {"zh": "飞", "en": "fly"}
    assert found.blocks[0].newer_than("zh") == ("en",)
    assert found.blocks[0].newer_than("en") == ()


def test_where_both_moved_neither_is_newer() -> None:
    lock = [agreed("a", zh="飞", en="fly")]
    one = relation(drift(pair(zh={"a": "翔"}, en={"a": "soar"}), lock), "a")
    assert (one.standing, one.newer, one.older) == (Standing.APART, "", "")


def test_what_nobody_confirmed_is_unconfirmed() -> None:
    found = drift(pair(zh={"a": "飞"}, en={"a": "fly"}), [])
    assert relation(found, "a").standing is Standing.UNCONFIRMED
    assert [block.address for block in found.open] == ["a"]


def test_a_block_that_is_put_before_others_moves_none_of_them() -> None:
    lock = [agreed("a", zh="飞", en="fly"), agreed("b", zh="落", en="fall")]
    found = drift(
        pair(zh={"a": "起", "b": "飞", "c": "落"}, en={"a": "rise", "b": "fly", "c": "fall"}), lock
    )
    assert [block.address for block in found.open] == ["a"]
    assert relation(found, "a").standing is Standing.UNCONFIRMED
    assert {one.address for one in found.needed} == {"b", "c"}
    assert found.stale == ()


def test_a_block_that_moves_and_changes_is_told_from_what() -> None:
    lock = [agreed("a", zh="飞", en="fly")]
    found = drift(pair(zh={"a": "起", "b": "飞"}, en={"a": "rise", "b": "soar"}), lock)
    assert relation(found, "a").standing is Standing.UNCONFIRMED
    one = relation(found, "b")
    assert (one.newer, one.before["en"]) == ("en", "fly")


def test_paragraphs_that_change_places_in_one_language_have_moved_in_it() -> None:
    lock = [agreed("a", zh="飞", en="fly"), agreed("b", zh="落", en="fall")]
    found = drift(pair(zh={"a": "飞", "b": "落"}, en={"a": "fall", "b": "fly"}), lock)
    assert [relation(found, address).newer for address in ("a", "b")] == ["en", "en"]


def test_an_agreement_that_says_nothing_any_more_is_stale() -> None:
    lock = [agreed("a", zh="飞", en="fly"), agreed("b", zh="落", en="fall")]
    found = drift(pair(zh={"a": "飞"}, en={"a": "fly"}), lock)
    assert [one.address for one in found.stale] == ["b"]
    assert [one.address for one in found.needed] == ["a"]


def test_a_block_of_one_language_is_not_compared() -> None:
    assert drift(pair(zh={"a": "飞", "b": "落"}, en={"a": "fly"}), []).block("b") is None


def test_of_three_languages_the_one_that_was_left_behind_is_told() -> None:
    lock = [agreed("a", zh="翔", en="soar"), agreed("a", zh="飞", en="fly", eo="flugi")]
    found = drift(pair(zh={"a": "翔"}, en={"a": "soar"}, eo={"a": "flugi"}), lock)
    assert relation(found, "a", "zh", "en").standing is Standing.AGREED
    assert found.blocks[0].newer_than("eo") == ("zh", "en")
    assert len(found.needed) == 2


def test_what_agrees_with_the_same_text_agrees() -> None:
    lock = [agreed("a", zh="飞", en="fly"), agreed("a", zh="飞", eo="flugi")]
    found = drift(pair(zh={"a": "飞"}, en={"a": "fly"}, eo={"a": "flugi"}), lock)
    assert found.open == ()


def test_titles_and_headings_are_compared_too() -> None:
    pages = pair(zh={}, en={}).pages
    titled = Pair(
        "kites",
        tuple(
            Page(page.language, page.slug, page.path, title, "d")
            for page, title in zip(pages, ("风筝", "Kites"), strict=True)
        ),
    )
    found = drift(titled, [agreed("top", zh="风筝\nd", en="Kite\nd")])
    assert relation(found, "top").newer == "en"


@given(st.lists(st.text("飞落起风", min_size=1, max_size=3), unique=True, max_size=6), st.data())
def test_of_blocks_in_any_order_only_the_one_that_was_changed_has_moved(
    said: list[str], data: st.DataObject
) -> None:
    lock = [agreed(f"a.{n}", zh=text, en=f"en {text}") for n, text in enumerate(said)]
    order = data.draw(st.permutations(said))
    chinese = {f"a.{n}": text for n, text in enumerate(order)}
    english = {f"a.{n}": f"en {text}" for n, text in enumerate(order)}
    found = drift(pair(zh=chinese, en=english), lock)
    assert found.open == found.stale == ()
    for address in english:
        moved = drift(pair(zh=chinese, en={**english, address: "other"}), lock)
        assert [block.address for block in moved.open] == [address]
        one = relation(moved, address)
        assert (one.newer, one.before["en"]) == ("en", english[address])


def test_what_says_nothing_is_not_compared() -> None:
    assert drift(pair(zh={"a": ""}, en={"a": ""}), []).blocks == ()


WORDS = st.text(st.sampled_from("abc飞落，。“”"), min_size=1, max_size=6)


@given(st.lists(WORDS, min_size=1), st.data())
def test_a_paragraph_wrapped_anew_says_the_same(words: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n", "  ", " \n"]), min_size=len(words)))
    wrapped = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert normal(wrapped) == normal(" ".join(words))


@given(st.text(max_size=200), st.sampled_from(BlockKind))
def test_the_normal_form_is_its_own(text: str, kind: BlockKind) -> None:
    once = normal(text, kind)
    assert normal(once, kind) == once


@given(st.text(st.characters(exclude_categories=["Z", "C"]), max_size=60))
def test_no_character_but_space_is_lost(text: str) -> None:
    assert normal(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (BlockKind.TABLE, "| a | b |\n|---|:--|\n| 1 | 2 |", "| a    | b |\n|-|:---|\n| 1 |   2 |"),
        (BlockKind.LIST, "- a b\n- c", "- a\n  b\n- c"),
        (BlockKind.QUOTE, "> a\n> b", "> a b"),
        (BlockKind.CODE, "a:\n  b", "a:  \n  b"),
    ],
)
def test_form_is_left_out(kind: BlockKind, one: str, other: str) -> None:
    assert normal(one, kind) == normal(other, kind)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (BlockKind.TABLE, "| a |\n|---|", "| a |\n|--:|"),
        (BlockKind.LIST, "- a\n- b", "- a\n    - b"),
        (BlockKind.LIST, "- a\n- b", "- a - b"),
        (BlockKind.CODE, "a:\n  b", "a:\nb"),
        (BlockKind.PARAGRAPH, "两个词", "两 个词 x"),
    ],
)
def test_meaning_is_not(kind: BlockKind, one: str, other: str) -> None:
    assert normal(one, kind) != normal(other, kind)
