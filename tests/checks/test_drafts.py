"""A draft may be unfinished, but not wrong; and nothing published leads to it."""

from pathlib import Path

import pytest

from qiusuo.source import load
from qiusuo.translation import Wish, confirm
from tests.checks.test_rules import findings

FACTS = "docs/directions/kites.yml"


def rewrite(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def drafted(library: Path) -> Path:
    """The library with wind as a draft, and kites not leading to it."""
    rewrite(library, "docs/directions/wind.yml", ("edited: 2026", "edited: 2026\ndraft: true"))
    rewrite(library, "docs/zh/directions/kites.md", ("[风](wind.md#focus-shape)", "风"))
    rewrite(library, "docs/en/directions/kites.md", ("[Wind](wind.md#focus-shape)", "Wind"))
    rewrite(library, FACTS, ("related: [wind]", "related: []"))
    assert confirm(library, Wish("kites")) == 0
    return library


def places(root: Path) -> list[str]:
    return [
        f"{f.span.path}:{f.span.line} {f.rule.name}"
        for f in findings(root)
        if f.span.path != FACTS  # kites has no neighbour now
    ]


def test_a_draft_may_lack_facts_sections_works_and_a_like_page(drafted: Path) -> None:
    (drafted / "docs/directions/wind.yml").write_text(
        "draft: true\nway: up\nfocuses: [a, b]\nbarriers: {compute: , domain: 1}\nstart:\n",
        encoding="utf-8",
    )
    page = drafted / "docs/en/directions/wind.md"
    page.write_text("---\ntitle: Wind\ndescription: W.\n---\n\n# Wind\n\nMore.\n", encoding="utf-8")
    assert places(drafted) == []
    direction = load(drafted)[0].direction("wind")
    assert direction is not None
    assert dict(direction.barriers) == {"domain": 1}


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("See [@nobody2020].", "citation-resolves"),
        ("See [that](nowhere.md).", "link-resolves"),
        ("See [that](kites.md#nowhere).", "link-resolves"),
        ("See [that](javascript:alert(1)).", "link-scheme-is-safe"),
        ("More levity.", "term-is-agreed"),
        ("::nothing", "component-is-known"),
        ("<!-- open", "comment-is-closed"),
        ("### No id", "heading-has-id"),
    ],
)
def test_what_is_wrong_in_a_draft_is_told(drafted: Path, new: str, rule: str) -> None:
    name = "docs/en/directions/wind.md"
    line = (drafted / name).read_text(encoding="utf-8").count("\n") + 2
    with (drafted / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{new}\n")
    assert places(drafted) == [f"{name}:{line} {rule}"]


@pytest.mark.parametrize(
    "line",
    ["way: sideways", "barriers: {compute: 7}", "related: [wind]", "topics: [nothing]", "mood: x"],
)
def test_wrong_facts_of_a_draft_are_told(drafted: Path, line: str) -> None:
    key = line.partition(":")[0]
    facts = drafted / "docs/directions/wind.yml"
    kept = [old for old in facts.read_text("utf-8").splitlines() if not old.startswith(key)]
    facts.write_text("\n".join([*kept, line, ""]), encoding="utf-8")
    (told,) = places(drafted)
    assert told.startswith(f"docs/directions/wind.yml:{len(kept) + 1} ")


def test_nothing_published_leads_to_a_draft(drafted: Path) -> None:
    rewrite(drafted, "docs/questions.yml", ("pages: [kites]", "pages: [wind, kites]"))
    with (drafted / "docs/questions.yml").open("a", encoding="utf-8") as file:
        file.write("- zh: [风大]\n  en: [gale]\n  pages: [wind]\n")
    atlas, _ = load(drafted)
    assert atlas.drafts == {"directions/wind"}
    published = atlas.published
    assert published.drafts == frozenset()
    assert published.published is published
    assert [direction.slug for direction in published.directions] == ["kites"]
    assert len(published.pages) == len(atlas.pages) - 2
    assert {claim.page for claim in published.claims} == {"directions/kites"}
    assert [question.pages for question in published.questions] == [("kites",)]
    assert [term.directions for term in published.terms] == [("kites",)]
    assert published.works == atlas.works


def test_an_atlas_without_drafts_is_published_as_it_is(library: Path) -> None:
    atlas, _ = load(library)
    assert atlas.published is atlas
