"""What stands around the text of every page: the search field, findings, words for scripts."""

import json

from qiusuo.model import WAYS, Atlas, Language, Page
from qiusuo.site.edition import Edition
from qiusuo.views.address import Addresses
from qiusuo.views.finding import findings
from qiusuo.views.glossary import topic_cards, topic_slug
from qiusuo.views.site_page import SitePage, site_page

#: Interface strings that scripts say; their placeholders stay for the script to fill in.
_SCRIPT_WORDS = (
    *("copy_bibtex", "copied", "copy_failed", "close", "open_work", "card_failed", "formerly"),
    *("references", "filter_found", "filter_none", "terms_found", "terms_none"),
    *("search_hint", "search_nothing", "search_failed", "search_partial", "search_other"),
    *("search_own", "search_count", "search_spelled", "search_term"),
    *("from_disk", "from_disk_short"),
    *("picture_neighbours", "picture_open", "picture_tie", "tie_count", "list_comma"),
    *("kind_direction", "kind_page", "kind_work", "kind_term"),
    *("compare_sorted", "compare_picked", "compare_pick_more", "compare_full", "compare_drop"),
    *("choose_first", "choose_points"),
    "side_by_side_failed",
)


def page_frame(edition: Edition, language: Language, source: Page | None) -> SitePage:
    """What the frame of a page tells of it; without a page, of one at any address."""
    return site_page(edition.whole, language, source, edition.address)


def script_words_path(language: Language) -> str:
    """Where the words stand that scripts say, below the site's root."""
    return f"assets/javascripts/words-{language.code}.js"


def script_words(atlas: Atlas, language: Language) -> str:
    """The words that scripts say, and the topics that they offer, as a script of their own."""
    words = {word: language.interface.get(word, word) for word in _SCRIPT_WORDS}
    words |= {f"way_{way}": language.name_of("ways", way) for way in WAYS}
    path = Addresses.of(atlas).path
    topics = [
        (path(language.code, topic_slug(topic.slug)), name.text, name.lang)
        for topic in atlas.topics
        for name in [atlas.tell(topic.names, language.code, topic.slug)]
    ]
    told = json.dumps({"words": words, "topics": topics}, ensure_ascii=False, separators=(",", ":"))
    return f"self.QIUSUO={told};\n"


def findings_panel(edition: Edition, language: Language, slug: str, path: str = "") -> str:
    """In the preview, what is wrong with the content."""
    if not (edition.serving and edition.report.faults):
        return ""
    return edition.renderer.html(
        "findings",
        findings=findings(edition.report, edition.atlas, language, slug, path),
        errors=len(edition.report.errors),
        warnings=len(edition.report.warnings),
        kept=edition.kept,
        t=language,
    )


def search_box(
    edition: Edition, language: Language, slug: str, page: bool = False, root: str = ""
) -> str:
    """The search field; `slug` is the page it stands on, empty where `root` is its address."""
    # Its links are the same on all pages of a folder, but on those that they lead to.
    folder, _, name = slug.rpartition("/")
    place = slug if not folder or name == "index" else f"{folder}/…"
    known = (language.code, place, page, root)
    if known not in edition.search_boxes:
        edition.search_boxes[known] = _search_box(edition, language, slug, page, root)
    return edition.search_boxes[known]


def _search_box(edition: Edition, language: Language, slug: str, page: bool, root: str) -> str:
    addresses = Addresses.of(edition.atlas)
    here = (language.code, slug)
    home, results = (addresses.first_language, "index"), (language.code, "search")
    base, action = addresses.between(here, home), addresses.between(here, results)
    if root:
        base, action = root, root + addresses.path(*results)
    return edition.renderer.html(
        "search",
        base="./" if base == "#" else base,
        action="./" if action == "#" else action,
        page=page,
        id="search-results-page" if page else "search-results",
        ways=[(way, language.name_of("ways", way)) for way in WAYS],
        topics=topic_cards(edition.atlas, language, slug) if page else (),
        t=language,
    )
