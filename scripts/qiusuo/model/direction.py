"""A research direction: the facts that do not depend on the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.span import Span

#: The three ways of the essay, and the place for what it leaves out, in reading order.
WAYS = ("down", "up", "hard", "unlisted")

#: The sections of a direction's page, in order, by their ids.
DIRECTION_SECTIONS = ("what", "focuses", "fits", "since", "start", "open", "related")

#: What can stand in a newcomer's way, each from 0 (nothing) to 4 (very high), in page order.
BARRIERS = ("compute", "engineering", "mathematics", "domain")

#: The least computing that a first result takes, from least to most.
COMPUTE = ("none", "laptop", "one-gpu", "one-node", "cluster")


@dataclass(frozen=True, slots=True)
class Start:
    """What a first result takes: `compute` of `COMPUTE`; `months`, from and to."""

    compute: str = ""
    months: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Direction:
    """The facts of a direction, as declared in ``docs/directions/<slug>.yml``.

    `focuses` are the ids of its concerns, each a section ``focus-<id>``; `related` the slugs of its
    neighbours; `topics` those of the controlled list; `edited` the year in which the editors'
    voice on its pages speaks; `draft` is true while its pages are being written; `places` says
    where each fact stands, by its dotted name (``barriers.compute``, ``related.1``).
    """

    slug: str
    span: Span
    way: str = ""
    order: int = 0
    edited: int = 0
    draft: bool = False
    focuses: tuple[str, ...] = ()
    barriers: Mapping[str, int] = field(default_factory=dict)
    backgrounds: tuple[str, ...] = ()
    start: Start = Start()
    related: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)

    @property
    def page_slug(self) -> str:
        """The slug of its pages."""
        return f"directions/{self.slug}"

    def place(self, name: str) -> Span:
        """Where the fact `name` stands, or the file's beginning."""
        return self.places.get(name, self.span)
