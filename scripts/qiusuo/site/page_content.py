"""A page's content: what Markdown made of it, with tokens turned into components and citations."""

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError
from mkdocs.structure.toc import AnchorLink, TableOfContents

from qiusuo.model import Language, Page
from qiusuo.site import marks, tokens
from qiusuo.site.components import component
from qiusuo.site.edition import Edition
from qiusuo.site.sanitise import sanitise
from qiusuo.site.surroundings import page_frame
from qiusuo.views.address import Addresses
from qiusuo.views.citation import PageReferences
from qiusuo.views.direction_card import direction_card, meter
from qiusuo.views.locator import locator

_H1_END = re.compile(r"</h1>")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
#: Long lines of code scroll, by keys too.
_CODE = re.compile(r"(<pre\b[^>]*>(?:<span></span>)?<code)\b")
#: Where a wide table scrolls by itself.
_FRAMED = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{}</div></div>'


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of a page as the readers of a language get it."""

    edition: Edition
    source: Page
    language: Language

    def complete(self, html: str, toc: TableOfContents) -> str:
        """The content whose Markdown became `html`; its references are added to `toc`."""
        references = PageReferences(self.edition.atlas, self.language, self.source.slug)
        html = _TABLE.sub(lambda found: _FRAMED.format(found[0]), sanitise(html))
        html = _CODE.sub(r'\1 tabindex="0"', html)
        html = self._components(html)
        html = self._cite(html, references)
        html = self._voices(html)
        html = self._link_terms(html)
        html = html.replace(tokens.SHIELD, "")
        html = self._head(html)
        if self.source.language != self.language.code:
            notice = page_frame(self.edition, self.language, self.source).notice
            html = self._html("original", notice=notice, text=Markup(html))
        return html + self._references(references, toc)

    def _html(self, name: str, **views: object) -> str:
        return self.edition.renderer.html(name, t=self.language, **views)

    def _spoken(self, html: str, element: str = "div") -> str:
        """A component in the reader's language, within a page that may be in another."""
        if self.source.language == self.language.code or not html:
            return html
        return f'<{element} lang="{self.language.code}">{html}</{element}>'

    def _components(self, html: str) -> str:
        direction = self.edition.direction(self.source)
        if direction is not None:
            meters = {
                key: self._spoken(
                    self._html("meter", meter=meter(self.language, direction, key)), "span"
                )
                for key in direction.barriers
            }
            html = tokens.METERED.sub(lambda found: meters.get(found[1], ""), html)
        html = tokens.METERED.sub("", html)
        return tokens.PLACED.sub(
            lambda found: self._spoken(
                component(self.edition, found[1], found[2], self.source, self.language)
            ),
            html,
        )

    def _cite(self, html: str, references: PageReferences) -> str:
        met: list[str] = []
        parts: list[str] = []
        place = 0
        for found in tokens.CITED.finditer(html):
            keys = found[1].split(";")
            met += keys
            cited = [references.mark(key) for key in keys]
            before = html[place : found.start()]
            titled = before.removesuffix(tokens.TITLED)
            # No blank stands between a text and its marks.
            parts.append(titled[:-1] if titled.endswith((" ", "\u00a0")) else titled)
            parts.append(marks.citation(cited) if titled == before else marks.reading_step(cited))
            place = found.end()
        html = "".join([*parts, html[place:]])
        wanted = [citation.key for citation in self.source.citations]
        if met != wanted:
            raise PluginError(
                f"{self.source.path}: mkdocs-bibtex found {len(met)} citations, the checks "
                f"{len(wanted)}; look for brackets around @ that are no citation"
            )
        return html

    def _voices(self, html: str) -> str:
        """Say of blocks whose voice they have, and that another language has moved on."""
        labels = self.edition.labels(self.source, self.language)
        newer = self.edition.newer(self.source, self.language)
        html = tokens.LABELLED.sub(
            lambda found: self._spoken(self._html("voice-label", label=labels[found[1]]), "span"),
            html,
        )
        return tokens.BEHIND.sub(
            lambda found: self._spoken(self._html("newer", versions=newer[found[1]])), html
        )

    def _link_terms(self, html: str) -> str:
        addresses = Addresses.of(self.edition.atlas)
        here, there = (self.language.code, self.source.slug), (self.language.code, "glossary")
        glossary = addresses.between(here, there)
        return tokens.TERMED.sub(
            lambda found: marks.term(unescape(found[2]), f"{glossary}#{found[1]}"), html
        )

    def _head(self, html: str) -> str:
        """Set what stands between a page's title and its text."""
        whole, source, language = self.edition.whole, self.source, self.language
        direction = self.edition.direction(source)
        head, banner = "", ""
        if direction is not None:
            if direction.draft:
                banner = self._html("draft", file=direction.span.path)
            card = direction_card(whole, language, direction, source.slug)
            where = locator(whole, language, direction, source.slug)
            head = self._html("direction-facts", card=card, l=where)
        elif any(block.voice.of_essay for block in source.blocks):
            head = self._html("voice-note", year=self.edition.year(source))
        head = self._spoken(head)
        html = _H1_END.sub(lambda found: found[0] + head, html, count=1) if head else html
        return self._spoken(banner) + html

    def _references(self, references: PageReferences, toc: TableOfContents) -> str:
        items = references.items()
        if not items:
            return ""
        title = self.language.say("references")
        direction = self.edition.direction(self.source)
        published = direction and not direction.draft
        chapters = toc.items[0].children if toc.items else toc.items
        chapters.append(AnchorLink(str(escape(title)), "references", 2))
        exports = self._exports() if published else None
        return self._html("references", items=items, title=title, exports=exports)

    def _exports(self) -> str:
        """The link to the folder of a page's exports, which stand in the first language's."""
        addresses = Addresses.of(self.edition.atlas)
        here = (self.language.code, self.source.slug)
        there = (addresses.first_language, self.source.slug)
        return "" if here == there else addresses.between(here, there)
