"""The languages say the same, block by block."""

from collections import Counter
from collections.abc import Iterator, Sequence

from qiusuo.checks.citations import repeated
from qiusuo.checks.directions import barriers_are_reasoned, paths_are_walkable
from qiusuo.checks.files import lost, strays
from qiusuo.checks.structure import misbuilt, too_deep
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Block, Page, Span

PAIR = Rule("page-has-pair", "Every page stands in every language, or says in which only.")
HEADINGS = Rule("headings-agree", "The pages of a pair have the same headings, by id and level.")
BLOCKS = Rule("blocks-agree", "The pages of a pair have the same blocks, in kind and order.")
CITED = Rule("citations-agree", "Each block cites the same works in every language.")
MARKS = Rule("marks-agree", "Each block has the same name, voice and claims in every language.")


def pages_have_pairs(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every page stands in every language that is complete, or says in which only."""
    # Of a direction's pages direction-has-pages tells, of misplaced ones file-has-place.
    elsewhere = {page.slug for page in strays(atlas).values()}
    elsewhere |= {direction.page_slug for direction in atlas.directions}
    misplaced = lost(atlas)
    for pair in atlas.pairs:
        present = [page.language for page in pair.pages]
        for page in pair.pages:
            yield from _only_is_so(atlas, page, present)
        if pair.slug in elsewhere or f"{pair.slug.rpartition('/')[2]}.md" in misplaced:
            continue
        for language in atlas.languages:
            if language.code in present or not atlas.must_have(language, pair.slug):
                continue
            yield PAIR.broken(
                pair.original.span,
                f"no page in {language.name}",
                f"write docs/{language.code}/{pair.slug}.md; until somebody does, add to the front "
                f"matter: {_only(present)}",
            )


def _only_is_so(atlas: Atlas, page: Page, present: Sequence[str]) -> Iterator[Diagnostic]:
    """What a page says of the languages that it stands in only."""
    known = [language.code for language in atlas.languages]
    for code in page.only:
        if code not in known:
            advice = f"one of: {', '.join(known)}"
            yield PAIR.broken(page.place("only"), f'no language "{code}"', advice)
    others = [code for code in present if code not in page.only]
    if page.only and others:
        lacking = [code for code in known if code not in present]
        stands = ", ".join(f"docs/{code}/{page.slug}.md" for code in others)
        advice = f"write {_only(present)}, or remove the line" if lacking else "remove the line"
        yield PAIR.broken(page.place("only"), f"it stands in {stands} too", advice)


def _only(codes: Sequence[str]) -> str:
    return f"only: {codes[0]}" if len(codes) == 1 else f"only: [{', '.join(codes)}]"


def pairs_agree(atlas: Atlas) -> Iterator[Diagnostic]:
    """The pages of a pair agree in headings, blocks, citations and marks."""
    # Of a block that a law for directions tells of already, nothing more is said.
    told = [found.span for found in (*barriers_are_reasoned(atlas), *paths_are_walkable(atlas))]
    for pair in atlas.published.pairs:
        first, *rest = pair.pages
        for other in rest:
            if not _comparable(atlas, first) or not _comparable(atlas, other):
                continue
            headings = list(_headings_differ(first, other))
            yield from headings
            if not headings:
                yield from _blocks_differ(atlas, first, other, told)


def _comparable(atlas: Atlas, page: Page) -> bool:
    """Whether a page's headings are as they should be, so that others are not said to differ."""
    ids = [section.id for section in page.sections]
    if not page.has_ids or len(set(ids)) < len(ids) or too_deep(page):
        return False
    direction = atlas.direction(page.slug.removeprefix("directions/"))
    return direction is None or not any(misbuilt(direction, page))


def _headings_differ(first: Page, other: Page) -> Iterator[Diagnostic]:
    ours = [(s.level, s.id) for s in first.sections if s.level > 1]
    theirs = [(s.level, s.id) for s in other.sections if s.level > 1]
    if ours == theirs:
        return
    place = _first_difference(ours, theirs)
    our_places = [s.span for s in first.sections if s.level > 1]
    their_places = [s.span for s in other.sections if s.level > 1]
    here = their_places[place] if place < len(theirs) else other.span
    has = _heading(*theirs[place]) if place < len(theirs) else "nothing"
    if place < len(ours):
        wanted = f"{_heading(*ours[place])} at {our_places[place]}"
    else:
        wanted = f"no further heading in {first.path}"
    yield HEADINGS.broken(
        here,
        f"{has} stands against {wanted}",
        "give both the same headings",
        beside=(our_places[place] if place < len(ours) else first.span,),
    )


def _heading(level: int, name: str) -> str:
    return f"{'#' * level} {{#{name}}}"


def _first_difference(ours: Sequence[object], theirs: Sequence[object]) -> int:
    """The first place at which two sequences differ, be it the end of the shorter."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))


def _blocks_differ(
    atlas: Atlas, first: Page, other: Page, told: Sequence[Span]
) -> Iterator[Diagnostic]:
    sections = [section.id for section in first.sections] or [""]
    for section in dict.fromkeys(["top", *sections]):
        ours = [block for block in first.blocks if block.section == section]
        theirs = [block for block in other.blocks if block.section == section]
        shapes, their_shapes = [_shape(b) for b in ours], [_shape(b) for b in theirs]
        if shapes == their_shapes:
            for a, b in zip(ours, theirs, strict=True):
                if not (_is_told(a, told) or _is_told(b, told)):
                    yield from _block_differs(atlas, first.slug, a, b)
            continue
        place = _first_difference(shapes, their_shapes)
        if any(_is_told(blocks[place], told) for blocks in (ours, theirs) if place < len(blocks)):
            continue
        here = theirs[place].span if place < len(theirs) else _end(other, section)
        has = _say(theirs[place]) if place < len(theirs) else "nothing"
        wanted = f"nothing in {first.path}"
        if place < len(ours):
            wanted = f"{_say(ours[place])} at {ours[place].span}"
        yield BLOCKS.broken(
            here,
            f'in "{section}", {has} stands against {wanted}',
            "give both languages the same blocks in the same order",
            beside=(ours[place].span if place < len(ours) else _end(first, section),),
        )


def _is_told(block: Block, told: Sequence[Span]) -> bool:
    first, last = block.lines
    return any(span.path == block.span.path and first <= span.line <= last for span in told)


def _shape(block: Block) -> tuple[str, int]:
    return (block.kind, block.items)


def _say(block: Block) -> str:
    article = "an" if block.kind[0] in "aeo" else "a"
    return f"{article} {block.kind}" + (f" of {block.items}" if block.items else "")


def _end(page: Page, section: str) -> Span:
    inside = [block for block in page.blocks if block.section == section]
    if inside:
        return inside[-1].span
    found = page.section(section)
    return found.span if found is not None else page.span


def _block_differs(atlas: Atlas, slug: str, first: Block, other: Block) -> Iterator[Diagnostic]:
    if first.misread or other.misread:
        return
    ours, theirs = _cited(first), _cited(other)
    unknown = [key for key in ours | theirs if key not in atlas.works]
    # Of unknown works citation-resolves tells; the rest is compared once they are mended.
    if ours != theirs and not unknown:
        lacking = ", ".join(sorted((ours - theirs).elements()))
        more = ", ".join(sorted((theirs - ours).elements()))
        said = "; ".join(
            text for text in (lacking and f"lacks {lacking}", more and f"has {more} alone") if text
        )
        yield CITED.broken(
            other.span, f"this block {said}", f"compare with {first.span}", beside=(first.span,)
        )
    if _marks(atlas, slug, first) != _marks(atlas, slug, other):
        if "barriers" in (first.address, other.address) and first.address != other.address:
            return  # barriers-are-reasoned tells of a list without its name
        yield MARKS.broken(
            other.mark or other.span,
            "the marks of this block differ from the other language's",
            f"compare with {first.mark or first.span}",
            beside=(first.mark or first.span,),
        )


def _cited(block: Block) -> Counter[str]:
    """How often each work is cited, twice in a row counting once."""
    keys = Counter(citation.key for citation in block.citations)
    return keys - Counter(citation.key for citation in repeated(block))


def _marks(atlas: Atlas, slug: str, block: Block) -> tuple[object, ...]:
    """Name, voice and claims, without the claims of which claim-is-known tells."""
    known = [
        identifier
        for identifier in block.claims
        if (claim := atlas.claim_by_id.get(identifier)) is not None and claim.page == slug
    ]
    return (block.address, block.voice, known)


RULES = (PAIR, HEADINGS, BLOCKS, CITED, MARKS)
CHECKS = (pages_have_pairs, pairs_agree)
