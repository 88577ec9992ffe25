"""The state of the translation: on a block that is behind, and of all pages together."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiusuo.model import TOP, Atlas, BlockDrift, Language, Page, Relation, Told
from qiusuo.views.address import Addresses
from qiusuo.views.change import Run, change


@dataclass(frozen=True, slots=True)
class Version:
    """The same block in another language: what that is called, and where it stands."""

    lang: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed in one language, and where."""

    version: Version
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """A block that was not confirmed as it stands: what is said of it, and what has changed."""

    heading: Told
    number: str
    url: str
    said: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PageState:
    """A page with what is open about it.

    `versions` are the languages it is written in, `lacking` the names of the complete ones that it
    is not, and `unconfirmed` of those that nobody has confirmed any of.
    """

    title: Told
    url: str
    versions: tuple[Version, ...]
    lacking: tuple[str, ...]
    blocks: tuple[OpenBlock, ...]
    unconfirmed: tuple[str, ...]

    @property
    def fresh(self) -> bool:
        """Whether nothing is open about it."""
        return not (self.lacking or self.blocks or self.unconfirmed)


@dataclass(frozen=True, slots=True)
class Translation:
    """The state of all pages; each stands in one of the groups.

    `begun` says of each language that is not complete how far it has come.
    """

    fresh: tuple[PageState, ...]
    moved: tuple[PageState, ...]
    lacking: tuple[PageState, ...]
    begun: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many pages there are."""
        return len(self.fresh) + len(self.moved) + len(self.lacking)


def newer_versions(
    atlas: Atlas, language: Language, page: Page
) -> Mapping[str, tuple[Version, ...]]:
    """By block address: the languages that have moved on from the page's, for its readers."""
    found = {}
    for block in atlas.drift[page.slug].blocks:
        codes = block.newer_than(page.language)
        if codes:
            here = (language.code, page.slug)
            found[block.address] = tuple(
                _version(atlas, language, here, code, page.slug, block.address) for code in codes
            )
    return found


def translation(atlas: Atlas, language: Language, here: str) -> Translation:
    """The state of every page as seen from the page `here`."""
    states = [_page(atlas, language, here, slug) for slug in _in_order(atlas)]
    return Translation(
        tuple(state for state in states if state.fresh),
        tuple(state for state in states if state.blocks or state.unconfirmed),
        tuple(s for s in states if s.lacking and not (s.blocks or s.unconfirmed)),
        tuple(
            language.say(
                "translation_begun",
                language=language.called(other),
                n=sum(page.language == other.code for page in atlas.pages),
                total=len(states),
            )
            for other in atlas.languages
            if not other.complete
        ),
    )


def _in_order(atlas: Atlas) -> list[str]:
    """The pages as a reader meets them: home, the directions, the rest."""
    slugs = list(atlas.pair_by_slug)
    first = ["index", "directions/index", *(d.page_slug for d in atlas.directions_in_order())]
    return list(dict.fromkeys([*(slug for slug in first if slug in slugs), *slugs]))


def _page(atlas: Atlas, language: Language, here: str, slug: str) -> PageState:
    drift = atlas.drift[slug]
    start = (language.code, here)
    return PageState(
        atlas.title(language.code, slug),
        Addresses.of(atlas).between(start, (language.code, slug)),
        tuple(_version(atlas, language, start, code, slug) for code in drift.languages),
        tuple(
            language.called(other)
            for other in atlas.languages
            if other.complete and other.code not in drift.languages
        ),
        tuple(_block(atlas, language, here, slug, *open_) for open_ in drift.moved),
        tuple(_name(atlas, language, code) for code in drift.new),
    )


def _block(
    atlas: Atlas, language: Language, here: str, slug: str, block: BlockDrift, one: Relation
) -> OpenBlock:
    start = (language.code, here)
    anchor = "" if block.address == TOP else block.address
    section, _, number = block.address.rpartition(".")
    placed = bool(section) and number.isdigit()
    moved = [code for code in one.languages if code != one.older and one.before]
    names = [_name(atlas, language, code) for code in one.languages]
    newer = _name(atlas, language, one.newer) if one.newer else ""
    return OpenBlock(
        _heading(atlas, language, slug, section if placed else block.address),
        number if placed else "",
        Addresses.of(atlas).between(start, (language.code, slug), anchor),
        language.say(
            f"translation_{one.standing}", newer=newer, languages=language.say("and").join(names)
        ),
        tuple(
            Change(
                _version(atlas, language, start, code, slug, anchor),
                change(one.before[code], block.texts[code]),
            )
            for code in moved
        ),
    )


def _heading(atlas: Atlas, language: Language, slug: str, address: str) -> Told:
    """The heading that a block stands under, or its name."""
    page = atlas.shown(language.code, slug)
    if page is None or address == TOP:
        return atlas.title(language.code, slug)
    section = page.section(address)
    if section is None:
        named = next((block for block in page.blocks if block.address == address), None)
        section = page.section(named.section) if named is not None else None
    title = section.title if section is not None else page.title
    return atlas.told(title, page.language, language.code)


def _version(
    atlas: Atlas,
    language: Language,
    here: tuple[str, str],
    code: str,
    slug: str,
    anchor: str = "",
) -> Version:
    url = Addresses.of(atlas).between(here, (code, slug), anchor)
    return Version(code, _name(atlas, language, code), url)


def _name(atlas: Atlas, language: Language, code: str) -> str:
    other = atlas.language(code)
    return language.called(other) if other is not None else code
