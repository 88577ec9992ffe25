"""YAML with the place of every value, read as plain data: no aliases, no tags, no duplicates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from qiusuo.diagnostics import Diagnostic, Rule
from qiusuo.model import Language, LocalText, Span

if TYPE_CHECKING:
    SafeLoader = yaml.SafeLoader
else:
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

YAML = Rule(
    "data-is-yaml",
    "Data files and front matter are plain YAML, each key given once.",
    comes_first=True,
)
FACTS = Rule("facts-are-valid", "Facts have the keys and values that their kind of file asks for.")

_DEPTH = 20
#: Python refuses to read a number of thousands of digits; none of ours has ten.
_INTEGER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Data:
    """A YAML document: its `value`, and by dotted name the span of every part.

    `texts` are its texts as written, without their quotes, each with the place where it begins;
    those with escapes are left out.
    """

    value: Any
    places: Mapping[str, Span]
    span: Span
    texts: Mapping[str, tuple[Span, str]]

    def place(self, name: str) -> Span:
        """Where the part `name` stands, or the nearest part that holds it."""
        while name and name not in self.places:
            name = name.rpartition(".")[0]
        return self.places.get(name, self.span)


def parse(text: str, span: Span, findings: list[Diagnostic]) -> Data | None:
    """Read `text`, which begins at `span`; what is not plain data gives a finding and none."""

    def at(mark: Any) -> Span:
        return span if mark is None else span.at(span.line + mark.line, mark.column + 1)

    depth = 0
    try:
        for event in yaml.parse(text, Loader=SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:  # told before the whole is composed, which takes as long as it likes
                findings.append(YAML.broken(at(event.start_mark), "nested too deep", "flatten it"))
                return None
            if isinstance(event, yaml.AliasEvent):
                findings.append(
                    YAML.broken(at(event.start_mark), "aliases are not read", "write the value out")
                )
                return None
        node = yaml.compose(text, Loader=SafeLoader)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "not YAML"
        findings.append(
            YAML.broken(at(error.problem_mark), problem, "quote the text, or mend the indentation")
        )
        return None
    except (yaml.YAMLError, RecursionError) as error:
        message = str(error).split("\n")[0]
        findings.append(YAML.broken(span, message, "remove the character or nesting"))
        return None
    places: dict[str, Span] = {}
    texts: dict[str, tuple[Span, str]] = {}
    failed = False

    def value(node: yaml.Node, name: str) -> Any:
        nonlocal failed
        places.setdefault(name, at(node.start_mark))
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
                if not key or key in found:
                    failed = True
                    what = f'key "{key}" given twice' if key else "a key that is not a word"
                    findings.append(YAML.broken(at(key_node.start_mark), what, "remove one"))
                    continue
                path = f"{name}.{key}" if name else key
                places[path] = at(key_node.start_mark)
                found[key] = value(value_node, path)
            return found
        if isinstance(node, yaml.SequenceNode):
            return [
                value(item, f"{name}.{i}" if name else str(i)) for i, item in enumerate(node.value)
            ]
        assert isinstance(node, yaml.ScalarNode)
        if node.tag == "tag:yaml.org,2002:int":
            return int(node.value) if _INTEGER.fullmatch(node.value) else node.value
        if node.tag == "tag:yaml.org,2002:null":
            return None
        line, column, written = _written(node, text)
        if "\\" not in written:  # what is escaped would be taken amiss
            texts[name] = span.at(span.line + line, column + 1), written
        return node.value

    result = value(node, "") if node is not None else {}
    return None if failed else Data(result, places, span, texts)


def _written(node: yaml.ScalarNode, text: str) -> tuple[int, int, str]:
    """Line and column, from 0, and wording of a scalar, without its quotes or its ``|``."""
    mark = node.start_mark
    raw = text[mark.index : node.end_mark.index]
    if node.style in ("'", '"'):
        return mark.line, mark.column + 1, raw[1:-1]
    if node.style in ("|", ">"):
        return mark.line + 1, 0, raw.partition("\n")[2]
    return mark.line, mark.column, raw


def literal_texts(text: str) -> list[tuple[int, int]]:
    """Begin and end of texts whose lines are kept as they are; of all, where it is no YAML."""
    whole = [(0, len(text) + 1)]
    found = []
    depth = 0
    try:
        for token in yaml.scan(text, Loader=SafeLoader):
            depth += isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
            depth -= isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
            if depth > _DEPTH:
                return whole
            if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
                found.append((token.start_mark.index, token.end_mark.index))
    except yaml.YAMLError:
        return whole
    return found


def scalar(text: str) -> str:
    """A text of one line as it stands in YAML, quoted where it has to be."""
    made: str = yaml.safe_dump([text], allow_unicode=True, width=len(text) + 100)
    return made.removeprefix("- ").rstrip("\n")


@dataclass(slots=True)
class Form:
    """One mapping of a document being read field by field, with findings for what is odd.

    It `stands` where there is one; what it lacks where there is none need not be told.
    """

    data: Data
    prefix: str
    values: Mapping[str, Any]
    findings: list[Diagnostic]
    stands: bool = True

    @classmethod
    def of(cls, data: Data, prefix: str, findings: list[Diagnostic]) -> "Form":
        """The mapping that stands at `prefix`, or an empty one.

        Something else that stands there gives a finding. Nothing gives none: whatever holds it
        tells that it is missing.
        """
        value = data.value
        for part in prefix.split(".") if prefix else []:
            if isinstance(value, list) and part.isdigit() and int(part) < len(value):
                value = value[int(part)]
            elif isinstance(value, Mapping) and part in value:
                value = value[part]
            else:
                return cls(data, prefix, {}, findings, stands=False)
        if not isinstance(value, Mapping):
            message = f"{prefix or 'the file'} is not a list of keys"
            advice = "write its keys, each on a line of its own: key: value"
            findings.append(FACTS.broken(data.place(prefix), message, advice))
            return cls(data, prefix, {}, findings, stands=False)
        return cls(data, prefix, value, findings)

    def name(self, key: str) -> str:
        """The dotted name of a key."""
        return f"{self.prefix}.{key}" if self.prefix else key

    def odd(self, key: str, message: str, help: str = "") -> None:
        """Report a fault at a key."""
        place = self.data.place(self.name(key))
        self.findings.append(FACTS.broken(place, message, help))

    def only(self, keys: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        """Report every key but these and the optional ones, and in one finding what is missing."""
        if not self.stands:
            return
        known = tuple(dict.fromkeys((*keys, *optional)))
        for key in self.values:
            if key not in known:
                self.odd(key, f'unknown key "{key}"', f"known are: {', '.join(known)}")
        missing = [key for key in keys if key not in self.values]
        if missing:
            names = ", ".join(f'"{key}"' for key in missing)
            lines = ", ".join(f"{self.name(key)}: …" for key in missing)
            verb, noun = ("is", "a line") if len(missing) == 1 else ("are", "lines")
            self.odd("", f"{names} {verb} missing", f"add {noun}: {lines}")

    def text(self, key: str, allowed: tuple[str, ...] = ()) -> str:
        """A non-empty text, one of `allowed` where any are named."""
        value = self.values.get(key)
        if key not in self.values:
            return ""
        if not isinstance(value, (str, int)) or not str(value).strip():
            self.odd(key, f'"{key}" is not a text')
            return ""
        text = str(value)
        if allowed and text not in allowed:
            self.odd(key, f'{key} is "{text}"', f"one of: {', '.join(allowed)}")
        return text

    def number(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.values.get(key)
        if key not in self.values:
            return low
        if not isinstance(value, int) or not low <= value <= high:
            self.odd(key, f'"{key}" is not a whole number from {low} to {high}')
            return low
        return value

    def numbers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers from `low` to `high`, at least one."""
        value = self.values.get(key)
        if key not in self.values:
            return ()
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(number, int) and low <= number <= high for number in value)
        ):
            self.odd(key, f'"{key}" is not a list of whole numbers from {low} to {high}')
            return ()
        return tuple(value)

    def words(self, key: str, allowed: tuple[str, ...] = (), least: int = 0) -> tuple[str, ...]:
        """A list of words, each one of `allowed` where any are named, none twice."""
        value = self.values.get(key)
        if key not in self.values:
            return ()
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.odd(key, f'"{key}" is not a list of words', f"write {key}: [one, two]")
            return ()
        for place, word in enumerate(value):
            if allowed and word not in allowed:
                self.odd(f"{key}.{place}", f'unknown "{word}"', f"one of: {', '.join(allowed)}")
            if word in value[:place]:
                self.odd(f"{key}.{place}", f'"{word}" is listed twice', "remove one")
        if len(value) < least:
            self.odd(key, f'"{key}" has {len(value)} entries', f"give at least {least}")
        return tuple(value)

    def local(self, key: str, languages: tuple[Language, ...]) -> LocalText:
        """One text in each language, in those that are not complete where they have it."""
        inner = Form.of(self.data, self.name(key), self.findings)
        inner.only(*needed(languages))
        return inner.told(languages)

    def told(self, languages: tuple[Language, ...]) -> LocalText:
        """The texts that stand here under the codes of languages."""
        codes = [language.code for language in languages]
        return {code: self.text(code) for code in codes if code in self.values}


def needed(languages: tuple[Language, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the languages that texts must be given in, and of those they may be."""
    complete = tuple(language.code for language in languages if language.complete)
    others = tuple(language.code for language in languages if not language.complete)
    return complete, others
