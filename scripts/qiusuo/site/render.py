"""Views to HTML by the templates of ``overrides/partials/qiusuo``, every value escaped."""

from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Renderer:
    """The components' own template environment; MkDocs' does not escape."""

    def __init__(self, overrides: Path) -> None:
        self._overrides = overrides

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self._overrides / "partials" / "qiusuo"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )

    def html(self, component: str, **views: object) -> str:
        """The component ``<component>.html`` with its views."""
        return self._environment.get_template(f"{component}.html").render(**views).strip()
