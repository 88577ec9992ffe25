"""What a page says in each language, when its languages last agreed, and which has moved since."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations

from qiusuo.model.language import LocalText
from qiusuo.model.page import BlockKind, Page, Pair
from qiusuo.model.span import Span

#: The address of a page's title and description.
TOP = "top"

# Chinese is set without spaces between characters, so a line break there is a matter of form.
_WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_GAP = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s")


def normal(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> str:
    """The text as it is compared: how its lines are wrapped and its columns aligned is left out."""
    text = unicodedata.normalize("NFC", text)
    lines = text.split("\n")
    if kind is BlockKind.CODE:
        return "\n".join(line.rstrip() for line in lines)
    if kind is BlockKind.TABLE:
        lines[1:2] = [re.sub("-+", "-", line) for line in lines[1:2]]
        return "\n".join(_flat(line) for line in lines)
    if kind is BlockKind.QUOTE:
        lines = [line.removeprefix(">") for line in lines]
    if kind not in (BlockKind.LIST, BlockKind.ORDERED_LIST):
        return _flat(" ".join(lines))
    items: list[str] = []
    for line in lines:
        if not items or _ITEM.match(line):
            items.append(line)
        else:
            items[-1] += f" {line}"
    return "\n".join(item[: len(item) - len(item.lstrip())] + _flat(item) for item in items)


def _flat(text: str) -> str:
    return _GAP.sub("", " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a block said in some languages when somebody confirmed that they agree."""

    address: str
    texts: LocalText
    span: Span


class Standing(StrEnum):
    """How the texts of a block in two languages stand to each other."""

    AGREED = "agreed"
    MOVED = "moved"  # one of them, since they agreed
    APART = "apart"  # both, since they agreed
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Relation:
    """Two languages of a block; where one has moved it is the `newer`, and `older` has not.

    `before` has both texts as they were when they last agreed.
    """

    languages: tuple[str, str]
    standing: Standing
    newer: str = ""
    before: LocalText = field(default_factory=dict)

    @property
    def older(self) -> str:
        """The language that has not moved, where the other has."""
        return next((code for code in self.languages if self.newer and code != self.newer), "")


@dataclass(frozen=True, slots=True)
class BlockDrift:
    """A block's texts now, where each stands, and how each two languages stand to each other."""

    address: str
    texts: LocalText
    spans: Mapping[str, Span]
    relations: tuple[Relation, ...]

    @property
    def agreed(self) -> bool:
        """Whether all its languages were confirmed as they are."""
        return all(one.standing is Standing.AGREED for one in self.relations)

    def newer_than(self, code: str) -> tuple[str, ...]:
        """The languages that have moved on from this one."""
        return tuple(one.newer for one in self.relations if one.older == code)


@dataclass(frozen=True, slots=True)
class PageDrift:
    """How the languages of a page stand to each other, block by block.

    `needed` are the agreements that tell something of its blocks, `stale` those that no longer do.
    """

    slug: str
    languages: tuple[str, ...]
    blocks: tuple[BlockDrift, ...]
    needed: tuple[Agreement, ...] = ()
    stale: tuple[Agreement, ...] = ()

    @property
    def open(self) -> tuple[BlockDrift, ...]:
        """The blocks whose languages were not confirmed as they are."""
        return tuple(block for block in self.blocks if not block.agreed)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The languages that nobody has confirmed of any block: a new page, or a new language."""
        confirmed = {
            code
            for block in self.blocks
            for one in block.relations
            if one.standing is not Standing.UNCONFIRMED
            for code in one.languages
        }
        return tuple(code for code in self.languages if self.blocks and code not in confirmed)

    @property
    def new(self) -> tuple[str, ...]:
        """The unconfirmed languages to tell of: where all are, the first is the measure."""
        every = len(self.unconfirmed) == len(self.languages)
        return self.unconfirmed[1:] if every else self.unconfirmed

    @property
    def moved(self) -> Iterator[tuple[BlockDrift, Relation]]:
        """What is open of the languages that were confirmed before, block by block."""
        for block in self.open:
            for one in block.relations:
                if one.standing is not Standing.AGREED and not {*one.languages} & {
                    *self.unconfirmed
                }:
                    yield block, one

    def block(self, address: str) -> BlockDrift | None:
        """The block with this address."""
        return next((block for block in self.blocks if block.address == address), None)


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    span: Span


def parts(page: Page) -> Mapping[str, _Part]:
    """What a page says, by address: its title and description, its headings, its blocks."""
    found: dict[str, _Part] = {}

    def add(address: str, text: str, span: Span) -> None:
        before = found.get(address)
        if not text:
            return
        if before is None:
            found[address] = _Part(text, span)
        elif text not in before.text.split("\n"):
            found[address] = _Part(f"{before.text}\n{text}", before.span)

    for name, text in (("title", page.title), ("description", page.description)):
        add(TOP, normal(text), page.place(name))
    # In reading order: a heading, then its blocks.
    places = [(one.span, one.id, normal(one.title)) for one in page.sections]
    places += [
        (one.span, one.address, normal(one.text, one.kind))
        for one in page.blocks
        if one.component is None
    ]
    for span, address, text in sorted(places):
        add(address, text, span)
    return found


def drift(pair: Pair, agreements: Sequence[Agreement]) -> PageDrift:
    """How the languages of a pair stand to each other, by what was confirmed of them."""
    said = {page.language: parts(page) for page in pair.pages}
    addresses = dict.fromkeys(address for found in said.values() for address in found)
    blocks = []
    for address in addresses:
        here = {code: found[address] for code, found in said.items() if address in found}
        if len(here) > 1:
            texts = {code: part.text for code, part in here.items()}
            spans = {code: part.span for code, part in here.items()}
            blocks.append((address, texts, spans))
    lock = _Lock(agreements, [texts for _, texts, _ in blocks])
    drifts = tuple(
        BlockDrift(
            address,
            texts,
            spans,
            _joined([lock.relation(address, texts, two) for two in combinations(texts, 2)]),
        )
        for address, texts, spans in blocks
    )
    return PageDrift(pair.slug, tuple(said), drifts, lock.needed(), lock.stale())


def _joined(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations, with those agreed that follow: what agrees with the same text agrees."""
    groups: dict[str, set[str]] = {}
    for one in relations:
        first, other = one.languages
        groups.setdefault(first, {first})
        groups.setdefault(other, {other})
        if one.standing is Standing.AGREED:
            group = groups[first] | groups[other]
            groups.update(dict.fromkeys(group, group))
    return tuple(
        Relation(one.languages, Standing.AGREED, before=one.before)
        if one.languages[1] in groups[one.languages[0]]
        else one
        for one in relations
    )


class _Lock:
    """The agreements of a page, asked how the texts of a block stand.

    An agreement is one of texts: a block that has another place or name now keeps what was
    confirmed of it. The address tells only what a text has moved from.
    """

    def __init__(self, agreements: Sequence[Agreement], blocks: Sequence[LocalText]) -> None:
        self._agreements = agreements
        self._used: dict[int, str] = {}
        self._present = {said for texts in blocks for said in texts.items()}
        # That of a block that has not changed is no other block's.
        self._settled = {
            number
            for number, agreement in enumerate(agreements)
            if any(agreement.texts.items() <= texts.items() for texts in blocks)
        }

    def relation(self, address: str, texts: LocalText, two: tuple[str, str]) -> Relation:
        """How two languages of a block stand to each other."""
        one, other = two
        near: tuple[int, str] | None = None
        here: int | None = None
        for number in self._ranked(address):
            agreement = self._agreements[number]
            kept = agreement.texts
            if one not in kept or other not in kept:
                continue
            same = (kept[one] == texts[one], kept[other] == texts[other])
            if all(same):
                self._used.setdefault(number, address)
                return Relation(two, Standing.AGREED, before=kept)
            if number in self._settled:
                continue
            if any(same) and near is None:
                near = (number, other if same[0] else one)
            gone = not any((code, kept[code]) in self._present for code in two)
            if gone and agreement.address == address and here is None:
                here = number
        if near is not None:
            number, newer = near
            self._used.setdefault(number, address)
            return Relation(two, Standing.MOVED, newer, self._agreements[number].texts)
        if here is not None:
            self._used.setdefault(here, address)
            return Relation(two, Standing.APART, before=self._agreements[here].texts)
        return Relation(two, Standing.UNCONFIRMED)

    def needed(self) -> tuple[Agreement, ...]:
        """The agreements that tell something of a block, under the address it has now."""
        return tuple(
            replace(self._agreements[number], address=address)
            for number, address in self._used.items()
        )

    def stale(self) -> tuple[Agreement, ...]:
        """The agreements that tell nothing of any block."""
        return tuple(
            agreement
            for number, agreement in enumerate(self._agreements)
            if number not in self._used
        )

    def _ranked(self, address: str) -> list[int]:
        """Those of the address first."""
        numbers = range(len(self._agreements))
        return sorted(numbers, key=lambda n: self._agreements[n].address != address)
