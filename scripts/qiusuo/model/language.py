"""A language of the site, with the words its interface needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.span import Span

#: One text in each language, by language code.
LocalText = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `code` is its folder under `docs/` and its `lang` attribute's stem; `tag` the full BCP 47 tag
    (``zh-Hans``, ``en-GB``); `order` its rank, the first being the one served at the root; `names`
    holds the names of ways, barriers, backgrounds and outcomes; `interface` the other strings.
    """

    code: str
    tag: str
    name: str
    order: int
    span: Span
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    interface: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, kind: str, key: str) -> str:
        """The name of `key` among the names of `kind`, or `key` itself where it has none."""
        return self.names.get(kind, {}).get(key, key)

    def say(self, key: str, **values: object) -> str:
        """The interface string `key`, its ``{placeholders}`` filled in."""
        return self.interface.get(key, key).format(**values)
