"""The chooser: what it asks, and how much each answer weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.direction import COMPUTE
from qiusuo.model.span import Span

#: The questions, in their order. An answer is ``question=choice``, as in an address.
QUESTIONS = ("know", "have", "wait", "enjoy")

_NOTHING = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Barriers:
    """By a barrier's level: what it `costs` everybody, and what whoever has `met` it gets."""

    costs: tuple[int, ...] = _NOTHING
    met: tuple[int, ...] = _NOTHING


@dataclass(frozen=True, slots=True)
class Know:
    """What the reader knows: points where a background `leads` in; who `meets` which barrier."""

    most: int = 0
    leads: int = 0
    meets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Have:
    """What computing the reader has: `enough` to begin, or each step `short` of it.

    `meets` tells up to which level of the compute barrier a possession goes.
    """

    enough: int = 0
    short: int = 0
    meets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wait:
    """How many `months` the reader can wait, against those from and to a first result.

    `slow` is given besides where a first result may take `slow_from` months and the reader can
    wait for it.
    """

    months: tuple[int, ...] = ()
    sure: int = 0
    hopeful: int = 0
    late: int = 0
    slow_from: int = 0
    slow: int = 0


@dataclass(frozen=True, slots=True)
class Joy:
    """Something to enjoy: the work of a `barrier`, or else of `topics`."""

    name: str
    barrier: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enjoy:
    """What the reader enjoys: points by a barrier's level, or `topic` for each up to `topics`."""

    most: int = 0
    levels: tuple[int, ...] = _NOTHING
    topic: int = 0
    topics: int = 0
    joys: tuple[Joy, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A claim of the essay, and the answers that it speaks for (`suits`) and against (`bars`)."""

    claim: str
    suits: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chooser:
    """The weights, as declared in ``docs/chooser.yml``, which says what each means.

    `outcomes` are the points of a claim by what became of it; `examples` are answers to try;
    `places` says where each part stands, by its dotted name (``essay.claims.T3``).
    """

    span: Span
    barriers: Barriers = Barriers()
    know: Know = Know()
    have: Have = Have()
    wait: Wait = Wait()
    enjoy: Enjoy = Enjoy()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    words: tuple[Word, ...] = ()
    examples: tuple[tuple[str, ...], ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)

    def place(self, name: str) -> Span:
        """Where the part `name` stands, or the file's beginning."""
        return self.places.get(name, self.span)

    def most(self, question: str) -> int:
        """How many choices may be made for a question."""
        return {"know": self.know.most, "enjoy": self.enjoy.most}.get(question, 1)

    def choices(self, question: str, backgrounds: tuple[str, ...]) -> tuple[str, ...]:
        """What a question can be answered with; `backgrounds` are all that have a name."""
        return {
            "know": backgrounds,
            "have": COMPUTE[1:],  # who reads this has something to compute with
            "wait": tuple(str(months) for months in self.wait.months),
            "enjoy": tuple(joy.name for joy in self.enjoy.joys),
        }[question]
