"""Every language has words for all that the site says."""

from collections.abc import Iterator, Mapping
from string import Formatter

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Atlas, Language

WHOLE = Rule(
    "language-is-whole", "Every language has the same words, with the same placeholders in braces."
)


def languages_are_whole(atlas: Atlas) -> Iterator[Diagnostic]:
    """Every language has the words of the first, with the same placeholders."""
    for language in atlas.languages:
        yield from _placeholders_are_sound(language)
        yield from _languages_are_named(atlas, language)
    for language in atlas.languages[1:]:
        yield from _words_are_those_of(atlas.languages[0], language)


def _placeholders_are_sound(language: Language) -> Iterator[Diagnostic]:
    for key, text in language.interface.items():
        if _placeholders(text) is None:
            place = language.place(f"interface.{key}")
            yield WHOLE.broken(place, f'"{text}" has a brace astray', "write {{ for a mere brace")


def _languages_are_named(atlas: Atlas, language: Language) -> Iterator[Diagnostic]:
    names = language.names.get("languages", {})
    missing = [other for other in atlas.languages if other.code not in names]
    if missing:
        wanted = ", ".join(f"{other.code} ({other.name})" for other in missing)
        place = language.place("names.languages")
        yield WHOLE.broken(place, f"names.languages lacks {wanted}", "say what it is called here")


def _words_are_those_of(first: Language, language: Language) -> Iterator[Diagnostic]:
    ours = _words(language)
    for kind, words in _words(first).items():
        here = ours.get(kind, {})
        missing = [key for key in words if key not in here]
        if missing:
            place = first.place(f"{kind}.{missing[0]}")
            yield WHOLE.broken(
                language.place(kind),
                f"{kind} lacks {', '.join(missing)}",
                f"add a line for each; the first stands at {place.path}:{place.line}",
            )
        for key in here:
            if key not in words:
                place = language.place(f"{kind}.{key}")
                advice = f"add it to {first.span.path}, or remove it"
                yield WHOLE.broken(place, f'{kind} has "{key}" alone', advice)
    for key, text in language.interface.items():
        theirs = _placeholders(first.interface.get(key, text))
        mine = _placeholders(text)
        if mine is not None and theirs is not None and mine != theirs:
            wanted = ", ".join(f"{{{name}}}" for name in sorted(theirs)) or "none"
            yield WHOLE.broken(
                language.place(f"interface.{key}"),
                f'the placeholders of "{key}" differ from those of {first.name}',
                f"they are: {wanted}",
            )


def _words(language: Language) -> dict[str, Mapping[str, str]]:
    """A language's words by the part of its file that they stand in."""
    kinds = {kind: words for kind, words in language.names.items() if kind != "languages"}
    names = {f"names.{kind}": words for kind, words in kinds.items()}
    return {**names, "interface": language.interface}


def _placeholders(text: str) -> set[str] | None:
    """The names between braces, or none where the braces do not match."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


RULES = (WHOLE,)
CHECKS = (languages_are_whole,)
