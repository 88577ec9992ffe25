"""Every file stands where something reads it, under a name that can be an address."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from qiusuo import syntax
from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Page, Span

PLACED = Rule("file-has-place", "Every file of docs and bibliography stands where it is read.")
SLUG = Rule(
    "slug-is-plain", "A page's or direction's file is named in lower-case words with hyphens."
)

#: What is read, by patterns of paths; {language} is the folder of any language.
PLACES = (
    r"docs/{language}/.+\.md",
    r"docs/{language}/.+\.(?:png|jpe?g|webp|avif|gif|svg)",
    r"docs/(?:directions|claims|glossary|languages)/[^/]+\.yml",
    r"docs/agreements/.+\.yml",
    r"docs/(?:topics|questions|chooser|redirects)\.yml",
    r"docs/schemas/[^/]+\.json",
    r"docs/decisions/[^/]+\.md",
    r"docs/(?:numbers\.(?:md|json)|safety\.md)",
    r"bibliography/.+\.bib",
    r"bibliography/records\.json",
)
_ENDINGS = {".yaml": ".yml", ".markdown": ".md", ".mkd": ".md", ".bibtex": ".bib"}


def files_have_places(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every file of docs and bibliography stands where it is read."""
    for path in unplaced(atlas):
        advice = _advice(atlas, PurePosixPath(path))
        yield PLACED.broken(Span(path), "nothing reads this file here", advice)
    for page in strays(atlas).values():
        name = page.slug.rpartition("/")[2]
        yield PLACED.broken(
            page.span,
            f"this is the page of the direction {name}, in the wrong folder",
            f"move it to docs/{page.language}/directions/{name}.md",
        )


def unplaced(atlas: Atlas) -> list[str]:
    """The files that nothing reads."""
    codes = "|".join(re.escape(language.code) for language in atlas.languages)
    places = re.compile("|".join(p.replace("{language}", f"(?:{codes})") for p in PLACES))
    return [path for path in atlas.files if not places.fullmatch(path)]


def lost(atlas: Atlas) -> frozenset[str]:
    """The names that those files ought to have, wherever they belong."""
    return frozenset(_well_ended(PurePosixPath(path)).name for path in unplaced(atlas))


def strays(atlas: Atlas) -> Mapping[tuple[str, str], Page]:
    """Pages that bear a direction's name in another folder, where its own page is missing."""
    found = {}
    for page in atlas.pages:
        direction = atlas.direction(page.slug.rpartition("/")[2])
        if direction is None or page.slug == direction.page_slug:
            continue
        if atlas.page(page.language, direction.page_slug) is None:
            found[page.language, direction.slug] = page
    return found


def _well_ended(path: PurePosixPath) -> PurePosixPath:
    """The path with the ending by which files of its kind are read."""
    plain = path.suffix.lower()
    return path.with_suffix(_ENDINGS.get(plain, plain))


def _advice(atlas: Atlas, path: PurePosixPath) -> str:
    if path != _well_ended(path):
        return f"name it {_well_ended(path).name}"
    name, codes = path.stem, [language.code for language in atlas.languages]
    if path.suffix == ".bib":
        return f"move it to bibliography/{path.name}"
    if path.suffix == ".yml":
        return f"facts of a direction go to docs/directions/{path.name}"
    if path.suffix == ".md":
        if len(path.parts) > 2 and re.fullmatch(r"[a-z]{2,3}(?:-\w+)?", path.parts[1]):
            return f"no language {path.parts[1]}: write docs/languages/{path.parts[1]}.yml first"
        pages = " and ".join(f"docs/{code}/directions/{name}.md" for code in codes)
        return f"the pages of a direction go to {pages}"
    return "remove it"


def slugs_are_plain(atlas: Atlas) -> Iterator[Diagnostic]:
    """A page's or direction's file is named in lower-case words with hyphens."""
    named = [(page.slug, page.span) for page in atlas.pages]
    named += [(direction.slug, direction.span) for direction in atlas.directions]
    for slug, span in named:
        odd = next((part for part in slug.split("/") if not syntax.NAME.fullmatch(part)), None)
        if odd is not None:
            plain = re.sub(r"[^a-z0-9]+", "-", odd.lower()).strip("-") or "a-z, 0-9 and -"
            yield SLUG.broken(span, f'the name "{odd}"', f"rename the file: {plain}")


RULES = (PLACED, SLUG)
CHECKS = (files_have_places, slugs_are_plain)
