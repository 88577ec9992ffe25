"""The chooser weighs what there is."""

from collections.abc import Iterator

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Chooser

SOUND = Rule(
    "chooser-is-sound",
    "The chooser weighs topics that there are and claims that stand under fits, and has what its "
    "components show.",
)

#: The components that show the chooser.
_SHOWN = ("choose", "weights", "points")


def the_chooser_is_sound(atlas: Atlas) -> Iterator[Diagnostic]:
    """The chooser weighs topics that there are and claims that stand under fits."""
    if atlas.chooser is not None:
        yield from _topics(atlas, atlas.chooser)
        yield from _claims(atlas, atlas.chooser)
        return
    for page in atlas.pages:
        for component in page.components:
            if component.name in _SHOWN:
                yield SOUND.broken(
                    component.span, "there are no weights to show", "write docs/chooser.yml"
                )


def _topics(atlas: Atlas, chooser: Chooser) -> Iterator[Diagnostic]:
    known = {topic.slug for topic in atlas.topics}
    used = {topic for direction in atlas.directions for topic in direction.topics}
    for joy in chooser.enjoy.joys:
        name = f"enjoy.joys.{joy.name}"
        for place, topic in enumerate(joy.topics):
            if topic not in known:
                yield SOUND.broken(
                    chooser.place(f"{name}.topics.{place}"),
                    f'no topic "{topic}"',
                    "use one of docs/topics.yml",
                )
        if joy.topics and known.issuperset(joy.topics) and used.isdisjoint(joy.topics):
            yield SOUND.broken(
                chooser.place(name),
                f'no direction has a topic of "{joy.name}"',
                "name a topic of docs/directions, or remove the joy",
            )


def _claims(atlas: Atlas, chooser: Chooser) -> Iterator[Diagnostic]:
    for word in chooser.words:
        place = chooser.place(f"essay.claims.{word.claim}")
        claim = atlas.claim_by_id.get(word.claim)
        if claim is None:
            yield SOUND.broken(place, f'no claim "{word.claim}"', "name one of docs/claims")
            continue
        carriers = [atlas.carriers.get((one.code, word.claim)) for one in atlas.languages]
        # Where no block carries it, claim-is-carried tells.
        if any(carrier is not None and carrier[1].section != "fits" for carrier in carriers):
            yield SOUND.broken(
                place,
                f"{word.claim} does not say whom a direction fits",
                "name a claim that a block under fits carries",
            )


RULES = (SOUND,)
CHECKS = (the_chooser_is_sound,)
