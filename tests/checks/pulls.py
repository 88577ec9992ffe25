"""Pull requests as people send them, each with one thing wrong that has to be told, and only that.

A change is (file, old text, new text): no old text appends or makes the file, no new text removes
it. In what is written, ``¦`` marks the place at which the finding is expected; where it shows
elsewhere, `at` gives the file and a text in it, again with ``¦``.
"""

from dataclasses import dataclass

EN, ZH = "docs/en/directions/kites.md", "docs/zh/directions/kites.md"
WIND_EN, WIND_ZH = "docs/en/directions/wind.md", "docs/zh/directions/wind.md"
FACTS, CLAIMS = "docs/directions/kites.yml", "docs/claims/kites.yml"
TERMS, BIB = "docs/glossary/flight.yml", "bibliography/kites.bib"
MINE = "bibliography/mine.bib"

Change = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request: its title, its changes, and the rule that it breaks."""

    title: str
    rule: str
    changes: tuple[Change, ...]
    at: tuple[str, str] | None = None


def pull(title: str, rule: str, *changes: Change, at: tuple[str, str] | None = None) -> Pull:
    """A pull request of some changes."""
    return Pull(title, rule, changes, at)


def both(old: str, new: str, old_zh: str, new_zh: str) -> tuple[Change, Change]:
    """The same change in both languages of the page on kites."""
    return (EN, old, new), (ZH, old_zh, new_zh)


_TWIN = """
@article{{{key},
  author  = {{Díaz, Dora and Eriksen, Ulf and Fabre, Guy and Grün, Hans}},
  title   = {{{title}}},
  year    = {{{year}}},
  journal = {{Annals of Kites}},
{more}}}
"""

PULLS = (
    # Two languages
    pull(
        "The page on wind is out of date",
        "direction-has-pages",
        (WIND_ZH, "", None),
        at=("docs/directions/wind.yml", "¦way: up"),
    ),
    pull(
        "Add a FAQ (I only write English)",
        "page-has-pair",
        ("docs/en/faq.md", "", "¦---\ntitle: FAQ\ndescription: Asked.\n---\n\n# FAQ\n\nYes.\n"),
    ),
    pull(
        "Say more on why they sing",
        "blocks-agree",
        (EN, "Why do they sing?", "Why do they sing?\n\n¦And in which key?"),
    ),
    pull(
        "One more step on the reading path",
        "blocks-agree",
        (
            EN,
            "4. [@moss2022wind] Last, the tables.",
            "4. [@moss2022wind] Last, the tables.\n5. [@adler2019kite] If you must.",
        ),
        at=(EN, "¦1. [@jung2015reel]"),
    ),
    pull(
        "Translate the new paragraph (first half)",
        "text-is-in-its-language",
        *both(
            "Why do they sing?",
            "Why do they sing? The string seems to hum in every wind, and nobody has shown why.",
            "它们为什么会响？",
            "它们为什么会响？¦The string seems to hum in every wind, and nobody has shown why.",
        ),
    ),
    pull(
        "Chinese definition copied to English",
        "text-is-in-its-language",
        (TERMS, "en: The force that holds a kite up.", "en: ¦把风筝托住的力。"),
    ),
    pull(
        "Cite Kim on bowed spars",
        "citations-agree",
        (EN, "[@diaz2018bow]", "[@diaz2018bow; @kim2021fold]"),
        at=(EN, "¦A bowed spar"),
    ),
    pull(
        "Rename a section",
        "headings-agree",
        ("docs/en/essay.md", "## Wind {#claims-wind}", "¦## Wind {#wind}"),
    ),
    pull(
        "The second paragraph is the essay's too",
        "marks-agree",
        (
            EN,
            "We add that it needs [@brandt2020string; @cruz2021tail].\n",
            "We add that it needs [@brandt2020string; @cruz2021tail].\n¦{ .essay }\n",
        ),
    ),
    # Citations and works
    pull("Fix a key", "citation-resolves", (EN, "[@iyer2024lift]", "[¦@iyer2023lift]")),
    pull(
        "Cite with a page number",
        "citation-is-plain",
        *both("[@diaz2018bow]", "¦[@diaz2018bow, p. 12]", "[@diaz2018bow]", "[@diaz2018bow]"),
    ),
    pull("中文输入法下的引用", "citation-is-plain", (ZH, "[@iyer2024lift]", "¦【@iyer2024lift】")),
    pull("Cite as on social media", "citation-is-plain", (EN, "[@iyer2024lift]", "¦@iyer2024lift")),
    pull(
        "Add a paper on rain",
        "work-is-cited",
        (MINE, "", _TWIN.format(key="¦diaz2020rain", title="Rain", year=2020, more="")),
    ),
    pull(
        "Add Díaz et al. (the DOI is right, I checked)",
        "work-stands-once",
        (BIB, "title  = {Bowed Spars},", "title  = {Bowed Spars},\n  doi = {10.1234/kites.42},"),
        (
            MINE,
            "",
            _TWIN.format(
                key="¦diaz2019spars",
                title="Spars That Are Bowed: A Study",
                year=2019,
                more="  doi     = {10.1234/KITES.42},\n",
            ),
        ),
        *both("[@diaz2018bow]", "[@diaz2019spars]", "[@diaz2018bow]", "[@diaz2019spars]"),
        *(
            (path, "[@diaz2018bow]", "[@diaz2018bow; @diaz2019spars]")
            for path in (WIND_EN, WIND_ZH)
        ),
    ),
    pull(
        "Add the preprint of Cruz 2021",
        "work-stands-once",
        (
            MINE,
            "",
            "@misc{¦cruz2022tails, author = {Cruz, Carla}, title = {Tails, and Their Uses}, "
            "year = {2022}, eprint = {2201.00002v2}, archiveprefix = {arXiv}}\n",
        ),
        *both(
            "@cruz2021tail]",
            "@cruz2021tail; @cruz2022tails]",
            "@cruz2021tail]",
            "@cruz2021tail; @cruz2022tails]",
        ),
    ),
    pull(
        "Add Bowed Spars, journal version",
        "work-stands-once",
        (MINE, "", _TWIN.format(key="¦diaz2019bowed", title="Bowed spars.", year=2019, more="")),
    ),
    pull(
        "Add Rain, at the end of the file",
        "entries-are-sorted",
        (BIB, "", _TWIN.format(key="¦diaz2020rain", title="Rain", year=2020, more="")),
        *both(
            "@cruz2021tail]",
            "@cruz2021tail; @diaz2020rain]",
            "@cruz2021tail]",
            "@cruz2021tail; @diaz2020rain]",
        ),
    ),
    pull(
        "Shorten an entry by hand",
        "bibtex-is-well-formed",
        (BIB, "title  = {What Tails Are For},", "title  = {What Tails Are For,"),
        at=(BIB, "¦@misc{cruz2021tail"),
    ),
    pull(
        "Copy from the publisher's site",
        "link-is-http",
        (
            BIB,
            "  url    = {https://kites.example.org/adler2019kite}",
            "  ¦url    = {javascript:void(0)}",
        ),
    ),
    pull(
        "Year as printed",
        "field-is-plausible",
        (BIB, "  year   = {2019}", "  ¦year   = {in press}"),
    ),
    pull(
        "It is a conference paper",
        "work-is-complete",
        (BIB, "@article{adler2019kite", "@inproceedings{¦adler2019kite"),
        (BIB, "  journal = {Journal of Kites},\n  volume  = {1},", "  volume  = {1},"),
    ),
    # Claims, facts, terms
    pull(
        "A claim that was forgotten",
        "claim-is-carried",
        (
            CLAIMS,
            "",
            "¦K3:\n  claim: {zh: 会响。, en: It sings.}\n  outcome: open\n"
            "  since: {zh: 还不知道。, en: Nobody knows.}\n",
        ),
    ),
    pull(
        "Mark the paragraph with its claim",
        "claim-is-known",
        (EN, 'claims="K1"', 'claims="K1 K7"'),
        at=(EN, '¦{ .essay claims="K1 K7" }'),
    ),
    pull("It is really the middle way", "facts-are-valid", (FACTS, "way: down", "¦way: middle")),
    pull("The hardest of all", "facts-are-valid", (FACTS, "mathematics: 1", "¦mathematics: 5")),
    pull(
        "Physicists call it aerodynamics", "topic-is-known", (FACTS, "[flight]", "[¦aerodynamics]")
    ),
    pull(
        "Tag the page for search",
        "front-matter-is-known",
        (EN, "description: How", "¦tags: [kites, wind]\ndescription: How"),
    ),
    pull(
        "Rain is a neighbour",
        "neighbour-exists",
        (FACTS, "related: [wind]", "related: [wind, ¦rain]"),
    ),
    pull(
        "Put kites second",
        "order-is-unique",
        (FACTS, "order: 1", "order: 2"),
        at=("docs/directions/wind.yml", "¦order: 2"),
    ),
    pull("Tidy the facts", "facts-are-valid", (FACTS, "edited: 2026\n", ""), at=(FACTS, "¦way")),
    pull("给术语换个主题", "term-is-bound", (TERMS, "topics: [flight]", "¦topics: [飞行]")),
    pull(
        "Say levity",
        "term-is-agreed",
        (EN, "A bowed spar lifts", "A bowed spar has ¦levity and lifts"),
    ),
    pull(
        "Questions about rain",
        "question-leads-somewhere",
        ("docs/questions.yml", "", "- ¦zh: [怕雨]\n  en: [afraid of rain]\n  pages: [rain]\n"),
    ),
    # The page's build
    pull(
        "Add a subsection on colour",
        "heading-has-id",
        (EN, "## Whom it fits {#fits}", "¦### Colour\n\nRed.\n\n## Whom it fits {#fits}"),
    ),
    pull(
        "Drop the open questions until somebody has one",
        "sections-in-order",
        (EN, "## Open questions {#open}\n\nWhy do they sing?\n\n", ""),
        at=(EN, "¦---"),
    ),
    pull(
        "Blank line above the mark, as elsewhere in Markdown",
        "mark-is-known",
        (EN, "[@huang2016knot].\n", "[@huang2016knot].\n\n"),
        at=(EN, "¦{ .essay .experience"),
    ),
    pull(
        "Show a tag",
        "code-is-closed",
        (EN, "One matter", "One ¦`<img onerror=go()> matter"),
    ),
    pull(
        "A list of all the works",
        "component-is-known",
        ("docs/en/works.md", "::works", "¦::bibliography"),
    ),
    pull(
        "Title in capitals, description later",
        "front-matter-is-complete",
        (EN, "description: How kites are studied.", "¦description:"),
    ),
    # Links and images
    pull("Link the section", "link-resolves", (EN, "(wind.md#focus-shape)", "(¦wind.md#shape)")),
    pull(
        "Link that works on the published site",
        "link-resolves",
        ("docs/en/index.md", "(directions/kites.md#what)", "(¦/en/directions/kites/#what)"),
    ),
    pull(
        "Link to the paper",
        "literature-is-cited",
        (EN, "silk more", "[silk](¦https://kites.example.org/silk) more"),
    ),
    pull(
        "A picture of a kite",
        "image-is-own",
        (EN, "One matter", "![A kite](¦https://kites.example.org/kite.png) One matter"),
    ),
    pull(
        "A picture that is a link",
        "image-is-own",
        (EN, "One matter", "[![A kite](¦https://kites.example.org/kite.png)](wind.md) One matter"),
    ),
    pull(
        "A picture that was not committed",
        "link-resolves",
        (EN, "One matter", "![A kite](¦../images/kite.png) One matter"),
    ),
    pull(
        "Absolute path to a picture",
        "link-resolves",
        (EN, "One matter", "![A kite](¦/home/ada/kite.png) One matter"),
    ),
    pull(
        "Inline the picture",
        "link-scheme-is-safe",
        (EN, "One matter", "![A kite](¦data:image/png;base64,iVBORw0KGgo=) One matter"),
    ),
    pull(
        "Fix a link",
        "link-scheme-is-safe",
        ("docs/en/index.md", "(directions/kites.md#what)", "(¦javascript:alert(document.domain))"),
    ),
    pull(
        "Links by reference are tidier",
        "link-scheme-is-safe",
        (
            "docs/en/index.md",
            "[kites](directions/kites.md#what)",
            "[kites][k]",
        ),
        ("docs/en/index.md", "", "\n[k]: ¦data:text/html,hello\n"),
    ),
    pull(
        "A title for the link",
        "link-is-plain",
        (EN, "[Wind](wind.md#focus-shape)", "[Wind¦](wind.md#focus-shape 'the other one')"),
    ),
    # HTML
    pull(
        "Open it in a new tab",
        "page-is-markdown",
        (EN, "One matter", "¦<a href='wind.md' onclick='go()'>One</a> matter"),
    ),
    pull("Make it stand out", "page-is-markdown", (EN, "One matter", "¦<b>One</b> matter")),
    pull(
        "A class for the link",
        "page-is-markdown",
        (EN, "[Wind](wind.md#focus-shape)", '[Wind](wind.md#focus-shape)¦{ onmouseover="x()" }'),
    ),
    pull("Title with a line break", "page-is-markdown", (EN, "title: Kites", "title: ¦<br>Kites")),
    pull(
        "Definition in italics",
        "page-is-markdown",
        (TERMS, "en: The force", "en: The ¦<i>force</i>"),
    ),
    # Characters
    pull("Edited in Notepad", "file-begins-with-text", (EN, "---\ntitle", "¦\ufeff---\ntitle")),
    pull(
        "Edited on Windows",
        "lines-end-in-lf",
        (
            FACTS,
            "way: down\norder: 1\nedited: 2026\n",
            "way: down¦\r\norder: 1\r\nedited: 2026\r\n",
        ),
    ),
    pull(
        "Tabs are better",
        "indentation-is-spaces",
        (CLAIMS, "K2:\n  claim:", "K2:\n¦\tclaim:"),
    ),
    pull("Trailing blanks", "lines-end-in-text", (ZH, "它们为什么会响？", "它们为什么会响？¦ ")),
    pull(
        "Pasted from a web page",
        "characters-are-visible",
        (ZH, "最要紧的是一件。", "最要紧的¦\u200b是一件。"),
    ),
    pull(
        "Trojan source",
        "characters-are-visible",
        (EN, "Write it as `[@key]`.", "Write it as `[@key¦\u202e]`."),
    ),
    pull(
        "Pasted from a word processor",
        "spaces-are-plain",
        (EN, "A bowed spar", "A¦\u00a0bowed spar"),
    ),
    pull(
        "Look-alike in a key",
        "words-are-of-one-script",
        (EN, "[@iyer2024lift]", "[@¦iyer2024lіft]"),
    ),
    pull("全角数字", "letters-are-half-width", (ZH, "在 2024 年", "在 ¦２０２４ 年")),
    pull("忘了空格", "scripts-are-spaced", (ZH, "在 2024 年", "在¦2024 年")),
    pull("半角逗号", "punctuation-fits-language", (ZH, "，丝又", "¦, 丝又")),
    pull("Full-width comma", "punctuation-fits-language", (EN, ", and silk", "¦，and silk")),
    # Files
    pull(
        "Resolve conflicts",
        "merge-is-finished",
        (
            EN,
            "Why do they sing?",
            "¦<<<<<<< HEAD\nWhy do they sing?\n=======\nHow do they sing?\n>>>>>>> songs",
        ),
    ),
    pull(
        "Resolve conflicts in the library",
        "merge-is-finished",
        (BIB, "@misc{cruz2021tail,", "¦<<<<<<< HEAD\n=======\n>>>>>>> tails\n@misc{cruz2021tail,"),
    ),
    pull(
        "New direction: Kites",
        "slug-is-unique",
        ("docs/directions/Kites.yml", "", "¦way: up\norder: 3\n"),
    ),
    pull(
        "The page on kites gets a folder",
        "slug-is-unique",
        ("docs/zh/directions/kites/index.md", "", "¦# 风筝\n"),
    ),
    pull(
        "Facts of a new direction",
        "file-has-place",
        ("docs/directions/rain.yaml", "", "¦way: up\norder: 3\n"),
    ),
    pull(
        "Move the page on wind up",
        "file-has-place",
        (WIND_EN, "", None),
        (
            "docs/en/wind.md",
            "",
            "¦---\ntitle: Wind\ndescription: Air.\n---\n\n# Wind\n\nIt blows.\n",
        ),
    ),
    pull(
        "Chinese page of the new direction",
        "file-has-place",
        ("docs/directions/wind.zh.md", "", "¦# 风\n"),
    ),
    pull(
        "A French page",
        "file-has-place",
        ("docs/fr/directions/kites.md", "", "¦# Cerfs-volants\n"),
    ),
    pull("My works", "file-has-place", ("docs/en/mine.bib", "", "¦@misc{a, title={T}}\n")),
    pull("Fix YAML", "data-is-yaml", (FACTS, "order: 1\n", "order: 1\n¦order: 3\n")),
)
