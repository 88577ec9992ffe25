"""A language of the site, with the words its interface needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.span import Span

#: One text in each language that has it, by language code.
LocalText = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A text as a reader gets it; `lang` and `name` tell its language where it is not theirs."""

    text: str
    lang: str = ""
    name: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def marked(self) -> str:
        """The text, followed by its language's own name where that is not the reader's."""
        return f"{self.text} · {self.name}" if self.lang else self.text


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    `code` is its folder under `docs/` and its `lang` attribute's stem; `tag` the full BCP 47 tag
    (``zh-Hans``, ``en-GB``); `order` its rank, the first being the one served at the root; `names`
    holds the names of ways, barriers, backgrounds and outcomes; `interface` the other strings. A
    language that is not `complete` may lack pages and texts: its readers get the original.
    `places` tells where each part of its file stands.
    """

    code: str
    tag: str
    name: str
    order: int
    span: Span
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    interface: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True
    places: Mapping[str, Span] = field(default_factory=dict)

    def place(self, name: str) -> Span:
        """Where the part `name` (``interface.search``, say) stands, or the file's beginning."""
        return self.places.get(name, self.span)

    @property
    def is_chinese(self) -> bool:
        """Whether it takes Chinese punctuation."""
        return self.tag.split("-")[0] == "zh"

    def name_of(self, kind: str, key: str) -> str:
        """The name of `key` among the names of `kind`, or `key` itself where it has none."""
        return self.names.get(kind, {}).get(key, key)

    def called(self, other: "Language") -> str:
        """What this language calls another one."""
        return self.names.get("languages", {}).get(other.code, other.name)

    def say(self, key: str, **values: object) -> str:
        """The interface string `key`, its ``{placeholders}`` filled in."""
        return self.interface.get(key, key).format(**values)
