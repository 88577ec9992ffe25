"""One statement of the essay, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiusuo.model.language import LocalText
from qiusuo.model.page import Citation
from qiusuo.model.span import Span

#: What can have become of a claim: borne out, in part, overtaken, undecided, or not of the kind
#: that events can decide (a definition, a taste, an experience).
OUTCOMES = ("held", "partly", "overtaken", "open", "personal")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the essay, retold, as declared in ``docs/claims/<page>.yml``.

    `page` is the slug of the page that carries it; `claim` retells it and `since` says what became
    of it, each in every language; `citations` are those within `since`, by language.
    """

    id: str
    page: str
    span: Span
    claim: LocalText = field(default_factory=dict)
    outcome: str = ""
    since: LocalText = field(default_factory=dict)
    citations: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    places: Mapping[str, Span] = field(default_factory=dict)

    def place(self, name: str) -> Span:
        """Where the part `name` (``since.en``, say) stands, or the claim itself."""
        return self.places.get(name, self.span)
