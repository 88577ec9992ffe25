"""Where fuzzing begins: the files of the invented library, the attacks, and what once failed."""

from tests import attacks
from tests.conftest import ROOT

LIBRARY = ROOT / "tests" / "library"
HEAD = "---\ntitle: T\ndescription: D\n---\n\n"

#: Letters of which titles are made that are all but the same.
_TITLES = "abcdefghijklmnopqrstuvwxyzaeiou" * 400

#: What raised, or took minutes, by target; each is tried in every run of the tests.
FOUND: dict[str, tuple[str, ...]] = {
    "facts": (
        *("order: " + "9" * 5000, "a: " + "[" * 50_000, "{" * 50_000),
        "".join(f"a{n}:\n" for n in range(11_000)),
    ),
    "front-matter": ("title: " + "9" * 5000, "title: " + "[" * 50_000),
    "snapshot": (
        "9" * 5000,
        '{"a": {"source": "x", "checked": "y", "fields": {"title": "\\ud800"}}}',
        "[" * 50_000,
    ),
    "grammar": (
        "`a` " * 10_000,
        "*a " * 10_000,
        "[a](b)" * 10_000,
        "<!-- " * 10_000,
        "```a\n" * 5_000,
        "[" + "@" * 20_000,
        "[a](" + " " * 20_000,
        "# " + " " * 20_000 + "x",
        "{ a" + " " * 20_000,
        "【@" * 10_000,
    ),
    "page": tuple(
        f"{HEAD}# T\n\n{body}\n"
        for body in (
            *("a。" * 10_000, "# a\n" * 5_000, "`" * 20_000, "<a" + "*" * 20_000),
            *("(" * 10_000 + ")" * 10_000, "a. " * 10_000, "<a" + "a" * 20_000, "““" * 10_000),
            *("中a" * 25_000, "中," * 25_000),
        )
    ),
    "library": (
        "@misc{a,\n  title = {" + "$a$ " * 50_000 + "}\n}\n",
        "@misc{a,\n  title = {" + "{" * 50_000 + "}\n}\n",
        "\u200b" * 300_000,
        "@misc{}\n\n" * 111_000,
        "".join(f"@misc{{a{n}}}\n" for n in range(66_000)),
        "".join(
            f"@misc{{a{n}, author={{A}}, title={{{_TITLES[n : n + 30]}}}}}\n" for n in range(9_999)
        ),
    ),
}


def _files(pattern: str) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob(pattern)))


def seeds() -> dict[str, tuple[str, ...]]:
    """Texts by target."""
    pages = _files("docs/**/*.md")
    attacked = tuple(f"{HEAD}# T\n\n{text}\n" for text in attacks.MARKDOWN)
    library = _files("bibliography/*.bib")
    fields = tuple(
        f"@misc{{kim2020a,\n  author = {{Kim, A}},\n  title = {{{text}}},\n  year = {{2020}},\n"
        "  howpublished = {Kites},\n  url = {https://a.org},\n}\n"
        for text in attacks.TEXT
    )
    return {
        "library": library + fields,
        "front-matter": ("title: Kites\ndescription: How", "title: x\nonly: [zh]\ntopics: [a]"),
        "page": pages + attacked,
        "facts": _files("docs/**/*.yml"),
        "snapshot": ('{"a": {"source": "x", "checked": "y", "fields": {"title": "z"}}}',),
        "grammar": (*pages[:2], *attacks.MARKDOWN),
        "query": (*attacks.QUERIES, "KV cache", "量化 kites", "Ünïcode ＡＢ"),
        "exports": fields,
        "published": pages + attacked,
    }
