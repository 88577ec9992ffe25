"""Our registry in place of mkdocs-bibtex's: its syntax, our references.

mkdocs-bibtex finds the citations of a page and asks its registry what to write for each; this one
answers with tokens, which the site replaces by components once Markdown is done.
"""

from mkdocs_bibtex.citation import Citation, CitationBlock, InlineReference
from mkdocs_bibtex.registry import ReferenceRegistry
from pybtex.database import BibliographyData

from qiusuo.model import Atlas
from qiusuo.site import tokens


class AtlasRegistry(ReferenceRegistry):  # type: ignore[misc]
    """The atlas's library as mkdocs-bibtex's registry; checks have run before it is asked."""

    def __init__(self, atlas: Atlas) -> None:
        # The base class would parse every file again, and raise on the first fault.
        self.bib_data = BibliographyData()
        self.footnote_format = "{key}"
        self._works = atlas.works

    def validate_citation_blocks(self, citation_blocks: list[CitationBlock]) -> None:
        """Nothing: citation-resolves has been checked."""

    def validate_inline_references(
        self, inline_references: list[InlineReference]
    ) -> set[InlineReference]:
        """None: a bare ``@key`` is text."""
        return set()

    def inline_text(self, citation_block: CitationBlock) -> str:
        """The token of a citation; brackets that cite no work stay as they are."""
        keys = [citation.key for citation in citation_block.citations]
        if all(key in self._works for key in keys):
            return tokens.cite(keys)
        return str(citation_block)

    def reference_text(self, citation: Citation | InlineReference) -> str:
        """Nothing: the references are set by the site."""
        return ""
