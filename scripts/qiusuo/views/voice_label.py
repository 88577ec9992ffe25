"""Whose voice speaks in a block: a quiet label where the voice changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiusuo.model import Atlas, Language, Page, Voice
from qiusuo.views.address import Addresses


@dataclass(frozen=True, slots=True)
class VoiceLabel:
    """The label of a block; `claims` are (name, link to the claim's row)."""

    voice: str
    text: str
    url: str
    claims: tuple[tuple[str, str], ...]


def voice_labels(
    atlas: Atlas, language: Language, page: Page, year: int
) -> Mapping[str, VoiceLabel]:
    """Labels by block address: on each block of the essay's, and where the editors resume."""
    addresses = Addresses.of(atlas)
    here = (language.code, page.slug)
    essay = (language.code, "essay")
    explained = addresses.between(here, essay, "voices") if atlas.shown(*essay) else ""
    labels = {}
    before = Voice.EDITORS
    for block in page.blocks:
        if block.voice.of_essay:
            claims = tuple(
                (claim, addresses.between(here, essay, f"claim-{claim}")) for claim in block.claims
            )
            text = language.say(f"voice_{block.voice}")
            labels[block.address] = VoiceLabel(block.voice, text, explained, claims)
        elif before.of_essay:
            text = language.say("voice_editors", year=year)
            labels[block.address] = VoiceLabel(block.voice, text, explained, ())
        before = block.voice
    return labels
