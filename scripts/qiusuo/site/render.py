"""Views to HTML by the templates of ``overrides/partials/qiusuo``, every value escaped."""

from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qiusuo.model import Told
from qiusuo.site.marks import pieces


def told(text: Told) -> str:
    """A text, with its language where that is not the page's."""
    if not text.lang:
        return text.text
    return Markup('<span lang="{}">{}</span>').format(text.lang, text.text)


def told_of(text: Told) -> str:
    """The same, followed by the language's own name, so that whoever follows the link knows."""
    if not text.lang:
        return text.text
    mark = Markup('<span class="in-language" lang="{}"> {}</span>').format(text.lang, text.name)
    return Markup(told(text)) + mark


class Renderer:
    """The components' own template environment; MkDocs' does not escape.

    Where it is `watching`, a template that has changed is read again.
    """

    def __init__(self, overrides: Path, watching: bool = False) -> None:
        self.overrides = overrides
        self._watching = watching

    @cached_property
    def environment(self) -> Environment:
        """Where templates come from."""
        environment = Environment(
            loader=FileSystemLoader(self.overrides / "partials" / "qiusuo"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=self._watching,
        )
        environment.filters |= {"told": told, "told_of": told_of, "pieces": pieces}
        return environment

    def html(self, component: str, **views: object) -> str:
        """The component ``<component>.html`` with its views."""
        return self.environment.get_template(f"{component}.html").render(**views).strip()
