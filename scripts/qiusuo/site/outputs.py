"""What a site has besides the pages that MkDocs builds: made pages, exports, cards, pictures."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from qiusuo.model import Language
from qiusuo.site.edition import Edition
from qiusuo.site.files import (
    write_beside,
    write_feed,
    write_search,
    write_search_text,
    write_shared,
    write_terms,
)
from qiusuo.site.made_pages import Frame, write_topic_pages, write_work_pages
from qiusuo.site.surroundings import script_words, script_words_path


def write(path: Path, text: str) -> None:
    """Write a file of the site, in whatever folder."""
    data = text.encode()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@dataclass(frozen=True, slots=True)
class Outputs:
    """The outputs of a language; what no language changes is written with the first."""

    edition: Edition
    language: Language
    site: Path
    frame: Callable[[], Frame]

    def pages(self, work_pages: bool = True) -> None:
        """Write the pages that are made from data."""
        if work_pages:
            self.made("works")
        self.made("topics")

    def others(self, work_pages: bool = True) -> None:
        """Write everything that is no page."""
        atlas, language, site = self.edition.atlas, self.language, self.site
        for page in self.edition.whole.shown_in(language.code):
            write_beside(self.edition.whole, language, page, site, write)
        for page in atlas.shown_in(language.code):
            self.edition.pictures.write(language, page, site)
        write_search_text(atlas, language, site, write)
        write_terms(atlas, language, site, write)
        write_feed(atlas, language, self.edition.history, self.edition.address, site, write)
        if language is atlas.languages[0]:
            write_search(atlas, self.edition.occurrences, site, write)
            self._shared(work_pages)

    def made(self, kind: str, names: Collection[str] = ()) -> None:
        """Write the pages of works or topics, or those of these names that exist."""
        atlas, language, site = self.edition.atlas, self.language, self.site
        html, renderer = self.frame(), self.edition.renderer
        if kind == "works":
            works = [atlas.works[name] for name in names or atlas.works if name in atlas.works]
            write_work_pages(atlas, language, works, html, renderer, site, write)
        else:
            topics = [topic for topic in atlas.topics if topic.slug in names or not names]
            occurrences = self.edition.occurrences
            write_topic_pages(atlas, language, topics, html, renderer, site, occurrences, write)

    def beside(self, path: str) -> bool:
        """Write what stands beside the page in whose folder a path is, if it is of that."""
        folder, _, name = path.rpartition("/")
        slugs = (folder, f"{folder}/index") if folder else ("index",)
        atlas = self.edition.atlas if name == "share.png" else self.edition.whole
        found = (atlas.shown(self.language.code, slug) for slug in slugs)
        page = next((page for page in found if page is not None), None)
        if page is None or name not in ("index.md", "cards.json", "share.png"):
            return False
        if name == "share.png":
            self.edition.pictures.write(self.language, page, self.site)
        else:
            write_beside(atlas, self.language, page, self.site, write)
        return True

    def search(self, folder: str) -> None:
        """Write a folder of what the search's first answers come from."""
        atlas = self.edition.atlas
        for language in atlas.languages:
            if folder == f"search/text/{language.code}":
                write_search_text(atlas, language, self.site, write)
                return
        write_search(atlas, self.edition.occurrences, self.site, write)

    def rest(self) -> None:
        """Write what is no page, is beside no page, and is not the search's."""
        atlas, site = self.edition.atlas, self.site
        write_terms(atlas, self.language, site, write)
        write_feed(atlas, self.language, self.edition.history, self.edition.address, site, write)
        self._shared()

    def _shared(self, work_pages: bool = True) -> None:
        """Write what no language changes."""
        atlas, site = self.edition.atlas, self.site
        write_shared(atlas, self.edition.address, site, write, work_pages)
        for language in atlas.languages:
            write(site / script_words_path(language), script_words(atlas, language))
