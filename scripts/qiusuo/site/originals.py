"""Pages that are not written in a language: a file of MkDocs for each, filled with the original."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from qiusuo.model import Atlas, Language
from qiusuo.site.render import told_of
from qiusuo.views.address import Addresses


def add_originals(atlas: Atlas, language: Language, files: Files, config: MkDocsConfig) -> None:
    """Add a page for each that readers of a language get in another one."""
    addresses = Addresses.of(atlas)
    for page in atlas.shown_in(language.code):
        if page.language != language.code:
            file = File.generated(config, f"{language.code}/{page.slug}.md", content="")
            file.dest_uri = addresses.path(language.code, page.slug) + "index.html"
            files.append(file)


def mark_titles(atlas: Atlas, language: Language, nav: Navigation) -> None:
    """Give the titles of such pages their language where Material sets them as HTML."""
    for page in nav.pages:
        slug = page.file.src_uri.removeprefix(f"{language.code}/").removesuffix(".md")
        title = atlas.title(language.code, slug)
        if title.lang:
            typeset: Any = page
            typeset.typeset = {"title": told_of(title)}
