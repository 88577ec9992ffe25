"""Spoiled contributions: one edit to the invented library each, and the finding it must give.

In the new text, ``¦`` marks the place at which the finding is expected; where the fault shows
elsewhere, `at` gives the file and a text in it, again with ``¦`` before the place.
"""

from dataclasses import dataclass

EN, ZH = "docs/en/directions/kites.md", "docs/zh/directions/kites.md"
TERM = (
    "{}: {{zh: {}, en: hold, also: [], definition: {{zh: 一, en: One}}, directions: [kites], "
    "works: [], topics: [flight]}}\n"
)
TERMS = "docs/glossary/flight.yml"
RECORDS = "bibliography/records.json"
CHOOSER = "docs/chooser.yml"
MOVED = "docs/redirects.yml"
LOCK, WORDS = "docs/agreements/directions/kites.yml", "docs/languages/en.yml"
BIB, FACTS, CLAIMS = "bibliography/kites.bib", "docs/directions/kites.yml", "docs/claims/kites.yml"


@dataclass(frozen=True, slots=True)
class Spoil:
    """Replace `old` by `new` in `file` (`old` empty: append; `new` none: delete the file).

    `also` are further edits; `more` the rules of the findings that can not but follow.
    """

    rule: str
    file: str
    old: str
    new: str | None
    at: tuple[str, str] | None = None
    more: tuple[str, ...] = ()
    also: tuple[tuple[str, str, str | None], ...] = ()

    def __str__(self) -> str:
        return f"{self.rule} in {self.file}: {(self.new or 'gone')[:30]!r}"


SPOILS = (
    Spoil("citation-resolves", EN, "[@iyer2024lift]", "[¦@iyer2024lifts]"),
    Spoil(
        "citation-resolves",
        CLAIMS,
        "en: It still flew in 2024 [@iyer2024lift].",
        "¦en: It still flew in 2024 [@nobody2024].",
    ),
    Spoil("work-is-cited", BIB, "", "\n@misc{¦zhou2020, author={A, B}, title={T}, year={2020}}\n"),
    Spoil(
        "key-is-unique", BIB, "", "\n@misc{¦moss2022wind, author={A, B}, title={T}, year={2020}}\n"
    ),
    Spoil(
        "key-is-unique",
        "bibliography/other.bib",
        "",
        "@misc{¦Jung2015Reel, author={A, B}, title={T}, year={2020}}\n",
    ),
    Spoil(
        "key-is-plain",
        BIB,
        "@article{moss2022wind",
        "@article{¦moss2022:wind",
        more=("citation-resolves",) * 4 + ("work-is-cited",),
    ),
    Spoil(
        "term-is-unique",
        "docs/glossary/more.yml",
        "",
        "¦" + TERM.format("lift", "托力"),
    ),
    Spoil(
        "term-is-unique",
        "docs/glossary/more.yml",
        "",
        TERM.format("hold", "升力").replace("zh", "¦zh", 1),
    ),
    Spoil("term-is-bound", TERMS, "works: [iyer2024lift]", "¦works: [iyer2024lofty]"),
    Spoil("term-is-bound", TERMS, "directions: [kites, wind]", "¦directions: [kites, sails]"),
    Spoil("topic-is-known", FACTS, "topics: [flight]", "topics: [¦fight]"),
    Spoil(
        "question-leads-somewhere",
        "docs/questions.yml",
        "- zh: [怕高]\n  en: [afraid of heights]\n  pages: [kites]",
        "- ¦zh: [怕高]\n  en: [afraid of heights]\n  pages: [sails]",
    ),
    Spoil("chooser-is-sound", CHOOSER, "topics: [flight]", "topics: [¦flights]"),
    Spoil("chooser-is-sound", CHOOSER, "    K2:", "    ¦K9:"),
    Spoil("chooser-is-sound", CHOOSER, "    K2:", "    ¦V1:"),
    Spoil("facts-are-valid", CHOOSER, "costs: [0, 0, 0, -1, -2]", "¦costs: [0, 0, 0, -1]"),
    Spoil("facts-are-valid", CHOOSER, "leads: 3", "¦leads: three"),
    Spoil("facts-are-valid", CHOOSER, "domain: [domain-expert]", "domain: [¦domain-experts]"),
    Spoil("facts-are-valid", CHOOSER, "building: {barrier", "¦reading: {barrier"),
    Spoil(
        "facts-are-valid",
        CHOOSER,
        "speed: {topics: [flight]",
        "¦speed: {barrier: engineering, topics: [flight]",
    ),
    Spoil("facts-are-valid", CHOOSER, "wait: [3]", "wait: [¦5]"),
    Spoil("facts-are-valid", CHOOSER, "know: [physics], have", "know: [¦alchemy], have"),
    Spoil("facts-are-valid", CHOOSER, "examples:\n  - {", "¦examples:\n  {"),
    Spoil("term-is-agreed", ZH, "弯杆升力更大", "弯杆¦举力更大"),
    Spoil("facts-are-valid", TERMS, "  also: [uplift, 浮力]\n", "", at=(TERMS, "¦lift:")),
    Spoil("records-are-json", RECORDS, "", "{¦"),
    Spoil(
        "record-has-work",
        RECORDS,
        "",
        '¦{"gone2020x": {"source": "x", "checked": "2026-01", "fields": {}}}',
    ),
    Spoil(
        "work-agrees-with-record",
        RECORDS,
        "",
        '{"adler2019kite": {"source": "x", "checked": "2026-01", "fields": {"year": "2018"}}}',
        at=(BIB, "¦year   = {2019}"),
    ),
    Spoil(
        "key-is-plain",
        "bibliography/more.bib",
        "",
        "@misc{¦aux, author={A, B}, title={T}, year={2020}}\n",
        more=("work-is-cited",),
    ),
    Spoil("bibtex-is-well-formed", BIB, "", "\n¦@misc{open, title = {T}\n"),
    Spoil(
        "work-is-complete",
        BIB,
        "  journal = {Journal of Kites},\n  volume  = {1},",
        "  volume  = {1},",
        at=(BIB, "@article{¦adler2019kite"),
    ),
    Spoil(
        "work-is-complete",
        BIB,
        "  booktitle = {Proceedings of the Kite Days},\n  pages     = {1--8}",
        "  ¦journal = {Proceedings},\n  booktitle = {P},\n  pages     = {1--8}",
    ),
    Spoil("entry-type-is-known", BIB, "@misc{cruz2021tail", "@paper{¦cruz2021tail"),
    Spoil("field-is-plausible", BIB, "  year   = {2019}", "  ¦year   = {n.d.}"),
    Spoil("field-is-plausible", BIB, "  eprint        = {2201.00002}", "  ¦eprint        = {22.2}"),
    Spoil("field-is-plausible", BIB, "  pages   = {10--19}", "  ¦pages   = {ten to nineteen}"),
    Spoil(
        "link-is-http",
        BIB,
        "  url    = {https://kites.example.org/adler2019kite}",
        "  ¦url    = {javascript:alert(1)}",
    ),
    Spoil(
        "link-is-http",
        BIB,
        "  url    = {https://kites.example.org/adler2019kite}",
        '  ¦url    = {https://a.org/" onclick="x}',
    ),
    Spoil(
        "page-has-pair",
        EN.replace("kites", "index"),
        "",
        None,
        at=("docs/zh/directions/index.md", "¦---"),
    ),
    Spoil("page-has-pair", ZH, "title: 风筝\n", "title: 风筝\n¦only: zh\n"),
    Spoil("page-has-pair", ZH, "title: 风筝\n", "title: 风筝\n¦only: [zh, en, tlh]\n"),
    Spoil("front-matter-is-complete", ZH, "title: 风筝\n", "title: 风筝\n¦only: {zh: en}\n"),
    Spoil("pair-is-fresh", EN, "Why do they sing?", "¦Why do they hum?"),
    Spoil("pair-is-fresh", ZH, "title: 风筝\n", "¦title: 纸鸢\n"),
    Spoil("pair-is-fresh", LOCK, "Why do they sing?", "Why?", at=(EN, "¦Why do they sing?")),
    Spoil("pair-is-fresh", LOCK, "", None, at=(EN, "¦---")),
    Spoil(
        "agreement-has-block",
        LOCK,
        '- block: "what"\n',
        '- ¦block: "what.9"\n  en: "Gone."\n  zh: "没了。"\n- block: "what"\n',
    ),
    Spoil("agreement-has-block", "docs/agreements/sails.yml", "", "¦- block: top\n  en: S\n"),
    Spoil(
        "facts-are-valid",
        LOCK,
        '- block: "what"\n',
        '- ¦black: "what"\n',
        more=("facts-are-valid",),
    ),
    Spoil("data-is-yaml", LOCK, '- block: "what"\n', '- block: [\n¦- block: "what"\n'),
    Spoil("language-is-whole", WORDS, '  close: "Close"\n', "", at=(WORDS, "¦interface:")),
    Spoil("language-is-whole", WORDS, "    up: Up\n", "", at=(WORDS, "  ¦ways:")),
    Spoil("language-is-whole", WORDS, "interface:\n", "interface:\n  ¦mood: good\n"),
    Spoil("language-is-whole", WORDS, '  works_count: "{n} works"', '  ¦works_count: "{m} works"'),
    Spoil("language-is-whole", WORDS, '  works_count: "{n} works"', '  ¦works_count: "{n works"'),
    Spoil(
        "direction-has-pages",
        "docs/directions/kites.yml",
        "",
        None,
        at=(ZH, "¦---"),
        more=("neighbour-exists",),
    ),
    Spoil("front-matter-is-complete", EN, "title: Kites\n", "", at=(EN, "---\n¦description")),
    Spoil("front-matter-is-complete", EN, "---\ntitle", "title", at=(EN, "¦title")),
    Spoil("comment-is-closed", "docs/en/works.md", "", "\n¦<!-- to do\n"),
    Spoil("text-is-written", EN, "description: How kites", "¦description: (to be written) kites"),
    Spoil("text-is-written", EN, "### Shape {#focus", "¦### (to be written) {#focus"),
    Spoil(
        "text-is-written", EN, "- **Mathematics.** Little.", "- **Mathematics.** ¦(to be written)"
    ),
    Spoil("text-is-written", ZH, "- **数学。** 很少。", "- **数学。** ¦（待写）"),
    Spoil(
        "text-is-written",
        EN,
        "One matter above all.",
        "One matter above all.\n\n¦<!-- which?\n\nsay -->",
    ),
    Spoil(
        "text-is-written",
        EN,
        "Why do they sing?\n",
        "",
        at=(EN, "¦## Open questions"),
        more=("blocks-agree",),
    ),
    Spoil(
        "page-has-one-title",
        EN,
        "# Kites\n\n",
        "\n",
        at=(EN, "studied.\n---\n¦"),
    ),
    Spoil(
        "heading-has-id",
        EN,
        "### Shape {#focus-shape}",
        "¦### Shape",
    ),
    Spoil(
        "address-is-unique",
        EN,
        "## Open questions {#open}",
        "¦## Open questions {#since}",
    ),
    Spoil(
        "headings-are-nested",
        EN,
        "### Shape {#focus-shape}",
        "¦#### Shape {#focus-shape}",
    ),
    Spoil(
        "sections-in-order",
        EN,
        "## Open questions {#open}\n\nWhy do they sing?\n\n",
        "",
        at=(EN, "¦---"),
    ),
    Spoil(
        "headings-agree",
        EN.replace("directions/kites", "works"),
        "::works",
        "::works\n\n¦## More {#more}\n\nMore.",
    ),
    Spoil("blocks-agree", EN, "Why do they sing?", "¦- Why do they sing?"),
    Spoil(
        "blocks-agree",
        ZH,
        "最要紧的是一件。",
        "最要紧的是一件。\n\n还有一件。",
        at=(EN, "¦One matter above all."),
    ),
    Spoil(
        "citations-agree",
        EN,
        "Read it first.",
        "Read it first [@kim2021fold].",
        at=(EN, "¦1. [@jung2015reel]"),
    ),
    Spoil(
        "marks-agree",
        EN,
        '{ .essay .experience claims="K2" }',
        '¦{ .essay claims="K2" }',
        at=(EN, '¦{ .essay claims="K2" }'),
    ),
    Spoil(
        "claim-is-carried",
        CLAIMS,
        "",
        "K3:\n  claim: {zh: 一, en: One}\n  outcome: held\n  since: {zh: 一, en: One}\n",
        at=(CLAIMS, "¦K3"),
    ),
    Spoil(
        "claim-is-known",
        EN,
        'claims="K1"',
        'claims="K1 K9"',
        at=(EN, '¦{ .essay claims="K1 K9" }'),
    ),
    Spoil(
        "claim-is-known",
        EN,
        'claims="K1"',
        'claims="K1 V1"',
        at=(EN, '¦{ .essay claims="K1 V1" }'),
    ),
    Spoil(
        "claim-is-unique",
        "docs/claims/wind.yml",
        "V2:",
        "¦K1:",
        more=("claim-is-known", "claim-is-known"),
    ),
    Spoil(
        "claim-has-page",
        "docs/claims/sails.yml",
        "",
        "¦S1:\n  claim: {zh: 一, en: One}\n  outcome: held\n  since: {zh: 一, en: One}\n",
    ),
    Spoil(
        "link-resolves",
        EN,
        "(wind.md#focus-shape)",
        "(¦winds.md#focus-shape)",
    ),
    Spoil("link-resolves", EN, "(wind.md#focus-shape)", "(¦wind.md#focus-form)"),
    Spoil(
        "link-resolves", "docs/en/index.md", "(directions/kites.md#what)", "(¦/directions/kites/)"
    ),
    Spoil(
        "link-scheme-is-safe",
        "docs/en/index.md",
        "(directions/kites.md#what)",
        "(¦javascript:alert(1))",
    ),
    Spoil(
        "facts-are-valid",
        FACTS,
        "way: down",
        "¦way: sideways",
    ),
    Spoil("facts-are-valid", FACTS, "compute: 0", "¦compute: 5"),
    Spoil("facts-are-valid", FACTS, "edited: 2026\n", "", at=(FACTS, "¦way")),
    Spoil("facts-are-valid", FACTS, "backgrounds: [physics", "backgrounds: [¦alchemy"),
    Spoil("facts-are-valid", FACTS, "months: [1, 2]", "¦months: soon"),
    Spoil("facts-are-valid", FACTS, "edited: 2026", "edited: 2026\n¦mood: good"),
    Spoil("facts-are-valid", CLAIMS, "outcome: held", "¦outcome: maybe"),
    Spoil("facts-are-valid", FACTS, "edited: 2026", "edited: 2026\n¦draft: maybe"),
    # A neighbour that becomes a draft again: nothing may lead to it.
    Spoil(
        "neighbour-exists",
        "docs/directions/wind.yml",
        "edited: 2026",
        "edited: 2026\ndraft: true",
        at=(FACTS, "related: [¦wind]"),
        more=("link-resolves", "link-resolves"),
    ),
    Spoil(
        "link-resolves",
        "docs/directions/wind.yml",
        "edited: 2026",
        "edited: 2026\ndraft: true",
        at=(EN, "(¦wind.md#focus-shape)"),
        more=("link-resolves", "neighbour-exists"),
    ),
    Spoil("data-is-yaml", FACTS, "order: 1", "order: 1\n¦order: 1"),
    Spoil(
        "neighbour-exists",
        FACTS,
        "related: [wind]",
        "related: [wind, ¦rain]",
    ),
    Spoil(
        "neighbours-agree", EN, "[Wind](wind.md#focus-shape)", "Wind", at=(EN, "¦## Neighbouring")
    ),
    Spoil("order-is-unique", "docs/directions/wind.yml", "order: 2", "¦order: 1"),
    Spoil(
        "barriers-are-reasoned",
        EN,
        "{ #barriers }\n",
        "",
        at=(EN, "¦## Whom"),
    ),
    Spoil(
        "barriers-are-reasoned",
        EN,
        "- **Mathematics.** Little.\n",
        "",
        at=(EN, "¦- **Compute"),
    ),
    Spoil("path-is-walkable", EN, "4. [@moss2022wind] Last", "¦4. Last"),
    Spoil(
        "path-is-walkable",
        EN,
        "1. [@jung2015reel] Read it first.\n",
        "",
        at=(EN, "¦2. [@kim2021fold]"),
    ),
    Spoil(
        "direction-is-grounded",
        EN,
        " [@brandt2020string; @cruz2021tail]",
        "",
        at=(ZH, "¦---"),
        also=((ZH, " [@brandt2020string; @cruz2021tail]", ""),),
    ),
    Spoil(
        "mark-is-known",
        EN,
        '{ .essay claims="K1" }',
        '{ ¦.esay claims="K1" }',
    ),
    Spoil(
        "mark-is-known",
        EN,
        '\n{ .essay claims="K1" }',
        '\n\n¦{ .essay claims="K1" }',
    ),
    Spoil(
        "citation-is-plain",
        EN,
        "[@iyer2024lift]",
        "¦[@iyer2024lift, p. 3]",
    ),
    Spoil(
        "citation-stands-in-text",
        EN,
        "### Shape {#focus-shape}",
        "¦### Shape [@iyer2024lift] {#focus-shape}",
    ),
    Spoil(
        "citation-stands-once",
        EN,
        "[@iyer2024lift]",
        "[@iyer2024lift; ¦@iyer2024lift]",
    ),
    Spoil("component-is-known", "docs/en/works.md", "::works", "¦::work"),
    Spoil(
        "component-is-known",
        "docs/en/directions/index.md",
        "::directions[up]",
        "¦::directions[left]",
    ),
    Spoil("file-begins-with-text", "docs/en/works.md", "---\ntitle", "¦\ufeff---\ntitle"),
    Spoil(
        "lines-end-in-lf",
        FACTS,
        "way: down\norder: 1\n",
        "way: down¦\r\norder: 1\r\n",
    ),
    Spoil("lines-end-in-text", EN, "Why do they sing?", "Why do they sing?¦  "),
    Spoil("lines-end-in-text", FACTS, "way: down", "way: down¦ "),
    Spoil("lines-end-in-text", BIB, "@misc{cruz2021tail,", "@misc{cruz2021tail,¦\t"),
    Spoil("indentation-is-spaces", TERMS, "  zh: 升力", "¦\tzh: 升力"),
    Spoil("indentation-is-spaces", EN, "shares the air.", "shares the air.\n¦\t- More in spring."),
    Spoil("characters-are-visible", EN, "Why do", "Why¦\u200b do"),
    Spoil("characters-are-visible", EN, "`[@key]`", "`[@¦\u202ekey]`"),
    Spoil("characters-are-visible", BIB, "Strings Under", "Strings¦\u00ad Under"),
    Spoil("spaces-are-plain", EN, "Why do", "Why¦\u00a0do"),
    Spoil("spaces-are-plain", ZH, "最要紧的是一件。", "¦\u3000最要紧的是一件。"),
    Spoil("letters-are-half-width", ZH, "在 2024 年", "在 ¦２０２４ 年"),
    Spoil("words-are-of-one-script", EN, "[@iyer2024lift]", "[@¦iyеr2024lift]"),
    Spoil("words-are-of-one-script", BIB, "Bamboo Spars", "Bamboo ¦Sраrs"),
    Spoil(
        "merge-is-finished",
        EN,
        "Why do they sing?",
        "¦<<<<<<< HEAD\nWhy?\n=======\nHow?\n>>>>>>> x",
    ),
    Spoil(
        "merge-is-finished",
        FACTS,
        "order: 1",
        "¦<<<<<<< HEAD\norder: 1\n=======\norder: 9\n>>>>>>> x",
    ),
    Spoil("front-matter-is-known", EN, "title: Kites\n", "title: Kites\n¦tags: [flight]\n"),
    Spoil("link-is-plain", EN, "Why do they sing?", "Why [do¦](wind.md 'x') they sing?"),
    Spoil("citation-is-plain", EN, "[@iyer2024lift]", "¦【@iyer2024lift】"),
    Spoil("citation-is-plain", EN, "[@iyer2024lift]", "¦@iyer2024lift"),
    Spoil("slug-is-unique", "docs/directions/Kites.yml", "", "¦way: down\n"),
    Spoil("slug-is-unique", "docs/en/directions/kites/index.md", "", "¦# Kites\n"),
    Spoil(
        "slug-is-plain",
        "docs/zh/Kite_FAQ.md",
        "",
        "¦---\ntitle: 问答\ndescription: 问与答。\n---\n\n# 问答\n\n有。\n",
        more=("slug-is-plain",),
        also=(
            (
                "docs/en/Kite_FAQ.md",
                "",
                "---\ntitle: FAQ\ndescription: Asked.\n---\n\n# FAQ\n\nYes.\n",
            ),
        ),
    ),
    Spoil("file-has-place", "docs/directions/rain.yaml", "", "¦way: up\n"),
    Spoil("file-has-place", "docs/notes.txt", "", "¦Notes.\n"),
    Spoil("page-is-markdown", EN, "Why do they", "Why do ¦<b>they</b>"),
    Spoil("page-is-markdown", EN, "Why do", "Why ¦<img src=x onerror=alert(1)> do"),
    Spoil(
        "page-is-markdown",
        EN,
        "[Wind](wind.md#focus-shape)",
        "[Wind](wind.md#focus-shape)¦{ onclick=x }",
    ),
    Spoil("page-is-markdown", TERMS, "The force", "The ¦<i>force"),
    Spoil("image-is-own", EN, "Why do", "Why ![kite](¦https://kites.example.org/a.png) do"),
    Spoil("literature-is-cited", EN, "Why do", "Why [do](¦https://kites.example.org/)"),
    Spoil("link-scheme-is-safe", EN, "sing?", "sing?\n[a]: ¦javascript:alert(1)"),
    Spoil("link-resolves", EN, "Why do", "Why ![kite](¦kite.png) do"),
    Spoil(
        "text-is-in-its-language",
        ZH,
        "它们为什么会响？",
        "它们为什么会响？¦What makes them sing when the wind is weak?",
    ),
    Spoil(
        "text-is-in-its-language",
        TERMS,
        "    en: The force that holds a kite up.",
        "    en: ¦把风筝托住的力。",
    ),
    Spoil(
        "work-stands-once",
        BIB,
        "",
        "\n@misc{¦zander2018spars, author = {Díaz, Dora}, title = {Bowed spars.}, year = {2019}}\n",
    ),
    Spoil("scripts-are-spaced", ZH, "2024 年", "2024¦年"),
    Spoil("scripts-are-spaced", CLAIMS, "到 2024 年", "到¦2024 年"),
    Spoil("punctuation-fits-language", ZH, "丝又胜过纸", "丝又胜过纸¦, 布"),
    Spoil("punctuation-fits-language", EN, "Why do they", "Why¦， do they"),
    Spoil(
        "entries-are-sorted",
        TERMS,
        "",
        TERM.format("¦drag", "阻力"),
    ),
    Spoil("code-is-closed", EN, "Why do they", "Why do ¦`they"),
    Spoil("code-is-closed", EN, "Why do they sing?", "Why do they sing?\n¦```\nx\n```"),
    Spoil(
        "code-is-closed",
        EN,
        "## Neighbouring",
        "¦```python\n<img src=x onerror=alert(1)>\n\n## Neighbouring",
        more=("sections-in-order",),
    ),
    Spoil("redirect-leads-to-page", MOVED, "", "¦/en/essay/: /en/directions/kites/\n"),
    Spoil("redirect-leads-to-page", MOVED, "", "¦/Works/li2020zhi/: /works/\n"),
    Spoil("redirect-leads-to-page", MOVED, "", "/kites/: ¦/directions/kite/\n"),
    Spoil("redirect-leads-to-page", MOVED, "", "/kites/: '¦/directions/kites/#begin'\n"),
    Spoil("redirect-leads-to-page", MOVED, "", "/kites/: '¦/works/li2020zhi/#top'\n"),
    Spoil("redirect-leads-to-page", MOVED, "", "/a/: ¦/b/\n/b/: /topics/flight/\n"),
    Spoil("facts-are-valid", MOVED, "", "¦kites: /directions/kites/\n"),
    Spoil("facts-are-valid", MOVED, "", "¦/kites/: directions/kites.md\n"),
    Spoil("facts-are-valid", MOVED, "", '¦/kites/: "/essay/ onload=x/"\n'),
    Spoil("facts-are-valid", MOVED, "", '¦"/../../etc/": /essay/\n'),
)
