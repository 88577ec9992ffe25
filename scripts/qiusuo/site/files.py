"""The files beside the pages: exports, cards, Markdown copies."""

import json
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from qiusuo.exports.atlas import atlas_data, schema
from qiusuo.exports.feed import feed
from qiusuo.exports.forms import Forms, files, forms
from qiusuo.exports.markdown import llms_txt, page_markdown
from qiusuo.model import Atlas, History, Language, Page
from qiusuo.views.address import Addresses
from qiusuo.views.citation_card import citation_cards
from qiusuo.views.occurrence import Occurrences
from qiusuo.views.search_index import (
    search_index,
    search_traditional,
    search_words,
)
from qiusuo.views.search_text import TextParts, search_text
from qiusuo.views.work_page import work_slug

Write = Callable[[Path, str], None]


def write_library(site: Path, name: str, works: Iterable[Forms], write: Write) -> None:
    """The works as ``<name>.bib``, ``.ris`` and ``.json`` (CSL-JSON)."""
    for ending, text in files(works).items():
        write(site / f"{name}.{ending}", text)


def write_shared(
    atlas: Atlas, site_url: str, site: Path, write: Write, work_pages: bool = True
) -> None:
    """What no language changes: the whole library, each direction's and, beside its page, each
    work's."""
    works = {key: forms(atlas.works[key]) for key in sorted(atlas.works)}
    write_library(site, "exports/library", works.values(), write)
    data = atlas_data(atlas, site_url)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write(site / "exports/atlas.json", text + "\n")
    write(site / "exports/atlas.schema.json", schema())
    write(site / "llms.txt", llms_txt(atlas, site_url))
    for language in atlas.languages:
        folder = site / Addresses.of(atlas).path(language.code, "index")
        write(folder / "opensearch.xml", opensearch(atlas, language, site_url))
    for key, work in works.items() if work_pages else ():
        write_library(site, f"{work_slug(key)}/{key}", [work], write)
    for direction in atlas.directions:
        cited: set[str] = set()
        for language in atlas.languages:
            page = atlas.page(language.code, direction.page_slug)
            cited |= {citation.key for citation in page.citations} if page else set()
        chosen = [works[key] for key in sorted(cited)]
        write_library(site, f"{direction.page_slug}/references", chosen, write)


def write_feed(
    atlas: Atlas, language: Language, history: History, site_url: str, site: Path, write: Write
) -> None:
    """The feed of a language."""
    path = site / Addresses.of(atlas).feed(language.code)
    write(path, feed(atlas, language, history, site_url))


def write_search(atlas: Atlas, occurrences: Occurrences, site: Path, write: Write) -> None:
    """What answers a query before the full text does, of all languages."""
    index = search_index(atlas, occurrences)
    write(site / "search/names.json", json.dumps(index, ensure_ascii=False, separators=(",", ":")))
    for length, words in search_words(atlas).items():
        write(site / f"search/spelling/{length}.txt", words)
    pairs = json.dumps(search_traditional(atlas), ensure_ascii=False)
    write(site / "search/traditional.json", pairs)


def write_search_text(atlas: Atlas, language: Language, site: Path, write: Write) -> None:
    """Which sections use which words, in a language."""
    _write_text(site / "search/text" / language.code, search_text(atlas, language), write)


def _write_text(folder: Path, text: TextParts, write: Write) -> None:
    write(folder / "starts.json", json.dumps(text.starts, ensure_ascii=False))
    for number, part in enumerate(text.parts):
        compact = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        write(folder / f"{number}.json", compact)


def write_beside(atlas: Atlas, language: Language, page: Page, site: Path, write: Write) -> None:
    """What stands beside one page: its cards and, where it is no draft, a Markdown copy."""
    addresses = Addresses.of(atlas)
    folder = site / addresses.path(language.code, page.slug)
    if page.language == language.code and page.slug not in atlas.drafts:
        write(folder / "index.md", page_markdown(atlas.published, language, page))
    cards = citation_cards(atlas, language, page)
    if cards:
        text = json.dumps(cards, ensure_ascii=False, separators=(",", ":"))
        write(folder / "cards.json", text)


def write_terms(atlas: Atlas, language: Language, site: Path, write: Write) -> None:
    """What the cards of terms tell, in a language."""
    cards = {}
    for term in atlas.terms:
        name = atlas.tell(term.names, language.code, term.slug)
        definition = atlas.tell(term.definition, language.code)
        others = dict.fromkeys(one for one in term.names.values() if one != name.text)
        cards[term.slug] = {
            "name": name.text,
            "nameLang": name.lang,
            "others": " / ".join(others),
            "definition": definition.text,
            "definitionLang": definition.lang,
        }
    if cards:
        path = site / Addresses.of(atlas).path(language.code, "glossary") / "terms.json"
        write(path, json.dumps(cards, ensure_ascii=False, separators=(",", ":")))


def opensearch(atlas: Atlas, language: Language, site_url: str) -> str:
    """The OpenSearch description, by which a browser offers the site as a search engine."""
    base = site_url.rstrip("/") + "/"
    url = escape(base + Addresses.of(atlas).path(language.code, "search"))
    home = atlas.page(language.code, "index")
    name = escape((home.title if home else "Qiusuo")[:16])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{name}</ShortName>\n"
        f"<Description>{escape(home.description if home else '')}</Description>\n"
        f"<Language>{language.code}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{url}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
