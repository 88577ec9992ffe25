"""Words of another language than the page's are marked as such, for fonts and for voices."""

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from qiusuo.model import Page

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Chinese characters with the punctuation between them.
_CHINESE = re.compile(f"[{_HAN}](?:[{_HAN}，。、；：？！《》（）“”…—]*[{_HAN}])?")
_LETTER = re.compile("[A-Za-z]")
_VERBATIM = frozenset({"code", "pre"})


class ForeignRuns(Extension):
    """A Python-Markdown extension that sets ``lang`` within the page it is told of.

    On Chinese pages it is set on what stands in italics and has no Chinese character, such as a
    title (single names belong to the sentence); on others on every run of Chinese characters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register after the inline patterns and before terms are linked."""
        md.treeprocessors.register(_Marker(md, self), "qiusuo-foreign", 6)


class _Marker(Treeprocessor):
    def __init__(self, md: Markdown, extension: ForeignRuns) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: ElementTree.Element) -> None:
        page = self._extension.page
        if page is None:
            return
        if page.language.startswith("zh"):
            for element in root.iter("em"):
                text = "".join(element.itertext())
                if _LETTER.search(text) and not _CHINESE.search(text):
                    element.set("lang", "en")
        else:
            _mark_chinese(root)


def _mark_chinese(element: ElementTree.Element) -> None:
    if element.tag in _VERBATIM:
        return
    children = list(element)
    for child in children:
        _mark_chinese(child)
    before, spans = _spans(element.text)
    element.text = before
    for child in reversed(children):
        rest, after = _spans(child.tail)
        child.tail = rest
        place = list(element).index(child) + 1
        for span in reversed(after):
            element.insert(place, span)
    for span in reversed(spans):
        element.insert(0, span)


def _spans(text: str | None) -> tuple[str | None, list[ElementTree.Element]]:
    """What comes before the first Chinese run of a text, and every run with what follows it."""
    found = list(_CHINESE.finditer(text or ""))
    if not text or not found:
        return text, []
    spans = []
    ends = [run.start() for run in found[1:]] + [len(text)]
    for run, end in zip(found, ends, strict=True):
        span = ElementTree.Element("span", {"lang": "zh"})
        span.text, span.tail = run.group(), text[run.end() : end]
        spans.append(span)
    return text[: found[0].start()], spans
