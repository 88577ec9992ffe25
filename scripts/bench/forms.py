"""The invented atlas as files: in the site's own form, and in that of the stock stack."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bench.corpus import FOCUSES, TOPICS, WAYS, Corpus, Direction, Passage, Term, Work

#: Interface and page texts by language: (Chinese, English).
_LANGUAGES = ("zh", "en")
_HEADINGS: Mapping[str, tuple[str, str]] = {
    "what": ("这是什么", "What it is"),
    "focuses": ("在做哪些事", "What people work on"),
    "fits": ("适合谁", "Whom it fits"),
    "since": ("文章之后", "Since the essay"),
    "start": ("从哪里读起", "Where to start"),
    "open": ("未解的问题", "Open questions"),
    "related": ("相邻的方向", "Neighbouring directions"),
    **{
        f"focus-{name}": (f"第{n}件", name.capitalize())
        for n, name in zip("一二三四", FOCUSES, strict=True)
    },
}
_BARRIERS = (
    ("算力", "Compute"),
    ("工程", "Engineering"),
    ("数学", "Mathematics"),
    ("领域知识", "Domain knowledge"),
)

#: Pages beside those of the directions: their titles, and the components that they show.
_PAGES: Mapping[str, tuple[tuple[str, str], tuple[str, ...]]] = {
    "index": (("图志", "The atlas"), ("::ways",)),
    "directions/index": (("全部方向", "All directions"), tuple(f"::directions[{w}]" for w in WAYS)),
    "essay": (("文章", "The essay"), ("::outcomes",)),
    "works": (("文库", "The library"), ("::works",)),
    "glossary": (("术语", "Glossary"), ("::glossary",)),
    "topics": (("主题", "Topics"), ("::topics",)),
    "search": (("搜索", "Search"), ("::search",)),
    "compare": (("并排比较", "Compare"), ("::compare",)),
    "choose": (("帮你选", "Choose"), ("::choose", "::weights", "::points")),
}

_CHOOSER = """\
barrier: {costs: [0, 0, 0, -1, -2], met: [0, 0, 0, 2, 4]}
know: {most: 2, leads: 3, meets: {domain: [domain-expert]}}
have: {enough: 2, short: -3, meets: {cluster: 4}}
wait: {months: [3, 12], sure: 2, hopeful: 1, late: -3, slow: {from: 12, points: 2}}
enjoy:
  most: 2
  levels: [-1, 0, 1, 3, 5]
  topic: 1
  topics: 2
  joys: {building: {barrier: engineering}, speed: {topics: [lifting]}}
essay: {outcomes: {held: 2, partly: 1, overtaken: 0, open: 0, personal: 0}, claims: {}}
examples:
  - {know: [physics], have: [laptop], wait: [12]}
"""


def write_own(corpus: Corpus, project: Path, root: Path) -> None:
    """The site's own form, with the templates and interface words of `project`."""
    for name in ("docs/languages", "overrides"):
        shutil.copytree(project / name, root / name)
    shutil.copy(project / "mkdocs.yml", root / "mkdocs.yml")
    for number, direction in enumerate(corpus.directions):
        facts, claims = _facts(direction), _claims(direction, number)
        _write(root / f"docs/directions/{direction.slug}.yml", facts)
        _write(root / f"docs/claims/{direction.slug}.yml", claims)
        for place, language in enumerate(_LANGUAGES):
            page = _page(direction, place, f"C{number + 1}")
            _write(root / f"docs/{language}/directions/{direction.slug}.md", page)
    for slug, (titles, components) in _PAGES.items():
        for language, title in zip(_LANGUAGES, titles, strict=True):
            stop = "。" if language == "zh" else "."
            parts = [f"---\ntitle: {title}\ndescription: {title}{stop}\n---", f"# {title}"]
            _write(root / f"docs/{language}/{slug}.md", "\n\n".join([*parts, *components]) + "\n")
    _write(root / "docs/chooser.yml", _CHOOSER)
    names = "".join(f"{topic}: {{zh: {zh}, en: {topic}}}\n" for topic, zh in _topic_names())
    _write(root / "docs/topics.yml", names)
    _write(root / "docs/questions.yml", _questions(corpus))
    terms = sorted(corpus.terms, key=lambda term: term.slug)
    for place in range(0, len(terms), 200):  # a file of them may have 100 kB
        _write(root / f"docs/glossary/part{place // 200}.yml", _terms(terms[place : place + 200]))
    _write_library(corpus, root, records=True)


def write_stock(corpus: Corpus, root: Path) -> None:
    """The same pages for MkDocs, Material, static-i18n, bibtex and search with jieba."""
    for direction in corpus.directions:
        for place, language in enumerate(_LANGUAGES):
            page = _page(direction, place, "")
            _write(root / f"docs/{language}/directions/{direction.slug}.md", page)
    for place, language in enumerate(_LANGUAGES):
        title = _PAGES["index"][0][place]
        _write(root / f"docs/{language}/index.md", f"# {title}\n\n{title}\n")
    _write_library(corpus, root, records=False)
    shutil.copy(Path(__file__).with_name("stock.yml"), root / "mkdocs.yml")


def _page(direction: Direction, place: int, claim: str) -> str:
    """A direction's page in a language; without our own marks where it carries no claim."""
    title = direction.titles[place]
    description = _told(direction.opening, place)
    parts = [f"---\ntitle: {title}\ndescription: {description}\n---", f"# {title}"]

    def head(section: str, level: int = 2) -> None:
        parts.append(f"{'#' * level} {_HEADINGS[section][place]} {{#{section}}}")

    def texts(section: str) -> None:
        parts.extend(_told(passage, place) for passage in direction.texts[section])

    head("what")
    mark = f'\n{{ .essay claims="{claim}" }}' if claim else ""
    parts.append(description + mark)
    texts("what")
    head("focuses")
    parts.append(description)
    for focus in FOCUSES:
        head(f"focus-{focus}", 3)
        texts(f"focus-{focus}")
    head("fits")
    stop = "。" if place == 0 else "."
    reasons = [
        f"- **{names[place]}{stop}** {_told(reason, place)}"
        for names, reason in zip(_BARRIERS, direction.reasons, strict=True)
    ]
    parts.append("\n".join([*reasons, "{ #barriers }"] if claim else reasons))
    for section in ("since", "start", "open", "related"):
        head(section)
        if section == "start":
            parts.append("\n".join(_steps(direction, place)))
        elif section == "related":
            parts.append("\n".join(f"- [{slug}]({slug}.md)" for slug in direction.related))
        else:
            texts(section)
    return "\n\n".join(parts) + "\n"


def _steps(direction: Direction, place: int) -> Iterator[str]:
    for number, step in enumerate(direction.steps, 1):
        yield f"{number}. [@{step.keys[0]}] {(step.zh, step.en)[place]}"


def _told(passage: Passage, place: int) -> str:
    """A paragraph in a language, its citations before the last full stop."""
    text = (passage.zh, passage.en)[place]
    if not passage.keys:
        return text
    cited = "; ".join(f"@{key}" for key in passage.keys)
    return f"{text[:-1]} [{cited}]{text[-1]}"


def _facts(direction: Direction) -> str:
    names = ("compute", "engineering", "mathematics", "domain")
    levels = zip(names, direction.barriers, strict=True)
    barriers = ", ".join(f"{name}: {level}" for name, level in levels)
    return (
        f"way: {direction.way}\norder: {direction.order}\nedited: 2026\n"
        f"focuses: [{', '.join(FOCUSES)}]\nbarriers: {{{barriers}}}\n"
        "backgrounds: [physics, hardware]\nstart: {compute: one-gpu, months: [3, 9]}\n"
        f"related: [{', '.join(direction.related)}]\ntopics: [{', '.join(direction.topics)}]\n"
    )


def _claims(direction: Direction, number: int) -> str:
    zh, en = direction.opening.zh, direction.opening.en
    cited = f" [@{direction.steps[0].keys[0]}]"
    return (
        f"C{number + 1}:\n  claim:\n    zh: {zh}\n    en: {en}\n  outcome: held\n  since:\n"
        f"    zh: {zh[:-1]}{cited}。\n    en: {en[:-1]}{cited}.\n"
    )


def _terms(terms: Iterable[Term]) -> str:
    return "".join(
        f"{term.slug}:\n  zh: {term.names[0]}\n  en: {term.names[1]}\n  also: []\n"
        f"  definition:\n    zh: {term.definition[0]}\n    en: {term.definition[1]}\n"
        f"  directions: [{term.direction}]\n  works: [{term.work}]\n  topics: [{term.topic}]\n"
        for term in terms
    )


def _topic_names() -> Iterator[tuple[str, str]]:
    return zip(
        TOPICS, ("上升", "折叠", "调音", "航行", "滑翔", "转弯", "翱翔", "降落"), strict=True
    )


def _questions(corpus: Corpus) -> str:
    return "".join(
        f"- zh: [{direction.titles[0]}怎么做]\n  en: [how to {direction.titles[1].lower()}]\n"
        f"  pages: [{direction.slug}]\n"
        for direction in corpus.directions[:40]
    )


def _write_library(corpus: Corpus, root: Path, records: bool) -> None:
    """The works, a thousand a file; with what a public record says of each, where asked for."""
    works = sorted(corpus.works, key=lambda work: work.key)
    for place in range(0, len(works), 1000):
        entries = "\n".join(_entry(work) for work in works[place : place + 1000])
        _write(root / f"bibliography/part{place // 1000}.bib", entries)
    if records:
        found = {work.key: _record(work) for work in works}
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        _write(root / "bibliography/records.json", text)


def _entry(work: Work) -> str:
    kind, venue = ("article", "journal") if work.article else ("inproceedings", "booktitle")
    authors = " and ".join(f"{family}, {given}" for family, given in work.authors)
    return (
        f"@{kind}{{{work.key},\n  author = {{{authors}}},\n  title  = {{{work.title}}},\n"
        f"  year   = {{{work.year}}},\n  {venue} = {{{work.venue}}},\n"
        f"  pages  = {{{work.number}--{work.number + 9}}},\n"
        f"  eprint = {{{_eprint(work)}}},\n  archiveprefix = {{arXiv}},\n"
        f"  url    = {{https://arxiv.org/abs/{_eprint(work)}}},\n  langid = {{english}},\n}}\n"
    )


def _eprint(work: Work) -> str:
    return f"{work.year % 100:02}{work.number // 90000 + 1:02}.{work.number % 90000 + 10000}"


def _record(work: Work) -> dict[str, object]:
    families = [family for family, _ in work.authors]
    fields = {"title": work.title, "authors": " ; ".join(families), "year": str(work.year)}
    fields |= {"eprint": _eprint(work), "container": work.venue}
    return {"source": f"arXiv:{_eprint(work)}", "checked": "2026-11", "fields": fields}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
