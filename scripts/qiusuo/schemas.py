"""``qiusuo schemas``: JSON Schemas of the data files, by which editors complete and complain.

They say what `source/facts.py` accepts, as far as a schema can, with the lists of the project: its
languages, ways, backgrounds and topics. Draft 7 is what editors' YAML support reads best.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qiusuo.model import BARRIERS, COMPUTE, OUTCOMES, WAYS, Atlas
from qiusuo.source import load
from qiusuo.source.edit import write_atomically
from qiusuo.source.redirects import NEW, OLD

CLEAN, FINDINGS = 0, 1

Schema = dict[str, Any]

_FOLDER = "docs/schemas"
#: A text that is not blank; YAML reads one of digits as a number.
_TEXT: Schema = {"type": ["string", "integer"], "pattern": r"\S"}
_WORDS: Schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_SOME: Schema = {**_WORDS, "minItems": 1}


def write(root: Path, check: bool) -> int:
    """Write the schemas of a project; with `check`, only say which are not current."""
    result = CLEAN
    for name, schema in schemas(load(root)[0]).items():
        path = root / _FOLDER / f"{name}.schema.json"
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            print(f"{_FOLDER}/{path.name}: not current; run: qiusuo schemas", file=sys.stderr)
            result = FINDINGS
        else:
            write_atomically(path, text)
            print(f"{_FOLDER}/{path.name}")
    return result


def schemas(atlas: Atlas) -> Mapping[str, Schema]:
    """The schema of every kind of data file, and of the report of ``qiusuo check``, by name."""
    local = _object(*_by_language(atlas, _TEXT))
    found = {
        "direction": _direction(atlas),
        "glossary": _each(_term(atlas, local), "A term by its slug."),
        "claims": _each(_claim(local), "A claim of the essay by its number."),
        "topics": _each(local, "A topic by its slug."),
        "questions": _questions(atlas),
        "chooser": _chooser(atlas),
        "redirects": _redirects(),
        "language": _language(),
        "report": _report(),
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {name: head | schema for name, schema in found.items()}


def _by_language(atlas: Atlas, schema: Schema) -> tuple[Schema, Schema]:
    """A schema for each language that has to be there, and for each that may."""
    needed = {one.code: schema for one in atlas.languages if one.complete}
    return needed, {one.code: schema for one in atlas.languages if not one.complete}


def _object(
    properties: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None
) -> Schema:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _each(schema: Schema, description: str) -> Schema:
    """A mapping of names to things of one form."""
    return {"description": description, "type": "object", "additionalProperties": schema}


def _among(words: list[str], least: int = 1) -> Schema:
    return {**_WORDS, "items": {"enum": words}, "minItems": least}


def _said(schema: Schema, description: str) -> Schema:
    return {"description": description, **schema}


def _direction(atlas: Atlas) -> Schema:
    backgrounds = list(atlas.languages[0].names.get("backgrounds", {})) if atlas.languages else []
    level = {"type": "integer", "minimum": 0, "maximum": 4}
    month = {"type": "integer", "minimum": 1, "maximum": 240}
    barriers = dict.fromkeys(BARRIERS, level)
    start = {
        "compute": _said({"enum": list(COMPUTE)}, "The least computing that a first result takes."),
        "months": _said(
            {"type": "array", "items": month, "minItems": 2, "maxItems": 2},
            "Months until a first result, from and to.",
        ),
    }
    facts = {
        "way": _said({"enum": list(WAYS)}, "The way of the essay that it belongs to."),
        "order": _said(
            {"type": "integer", "minimum": 1, "maximum": 99_999},
            "Its place in the atlas; take the next free number.",
        ),
        "edited": _said(
            {"type": "integer", "minimum": 2023, "maximum": 2100},
            "The year in which the editors' voice on its pages speaks.",
        ),
        "focuses": _said(_SOME, "A short name for each thing that people work on."),
        "barriers": _said(_object(barriers), "From 0 (none) to 4 (very high)."),
        "backgrounds": _said(_among(backgrounds), "Backgrounds that lead in."),
        "start": _said(_object(start), "What a first result takes."),
        "related": _said(_SOME, "Slugs of neighbouring directions."),
        "topics": _said(
            _among([topic.slug for topic in atlas.topics]), "Topics of docs/topics.yml."
        ),
    }
    begun = {
        **facts,
        "barriers": _some_of({name: _empty(level) for name in BARRIERS}),
        "start": _some_of({name: _empty(part) for name, part in start.items()}),
    }
    # YAML's true is a word to our reader and a truth value to an editor.
    draft = {"enum": [True, False, "true", "false"]}
    return {
        "description": "The facts of a direction that no language changes.",
        "type": "object",
        "properties": {
            "draft": _said(draft, "Built and shown, but led to by nothing, while it is true."),
            **{name: {"description": fact["description"]} for name, fact in facts.items()},
        },
        "additionalProperties": False,
        "if": {"properties": {"draft": {"enum": [True, "true"]}}, "required": ["draft"]},
        "then": {"properties": {name: _empty(fact) for name, fact in begun.items()}},
        "else": {"properties": facts, "required": list(facts)},
    }


def _empty(schema: Schema) -> Schema:
    """What a draft may also leave empty."""
    return {"anyOf": [schema, {"type": "null"}, {"type": "array", "maxItems": 0}]}


def _term(atlas: Atlas, local: Schema) -> Schema:
    codes = [language.code for language in atlas.languages]
    topics = _among([topic.slug for topic in atlas.topics])
    avoided = {**_object(dict.fromkeys(codes, _WORDS)), "required": []}
    names, others = _by_language(atlas, _said(_TEXT, "The agreed name."))
    return _object(
        {
            **names,
            "also": _said(_WORDS, "Every other name a reader may type, in any language."),
            "definition": _said(local, "One sentence in each language."),
            "directions": _said(_SOME, "Slugs of the pages that tell of it."),
            "works": _said(_WORDS, "Keys of works, the first ones to read."),
            "topics": _said(topics, "Topics of docs/topics.yml."),
        },
        {
            **others,
            "avoid": _said(avoided, "Names that pages do not use for it."),
            "unless": _said(_WORDS, "Longer words with a name in them that mean something else."),
            "pinyin": _said(
                _TEXT, "How its Chinese name is read, where another reading is commoner."
            ),
        },
    )


def _claim(local: Schema) -> Schema:
    return _object(
        {
            "claim": _said(local, "The claim retold."),
            "outcome": _said({"enum": list(OUTCOMES)}, "What became of it."),
            "since": _said(local, "The grounds, with citations: [@key]."),
        }
    )


def _questions(atlas: Atlas) -> Schema:
    phrases, others = _by_language(atlas, _SOME)
    pages = _said(_SOME, "Slugs of the pages to offer, best first.")
    return {
        "description": "Everyday words that lead to pages.",
        "type": "array",
        "items": _object({**phrases, "pages": pages}, others),
    }


def _redirects() -> Schema:
    return {
        "description": "Addresses that pages had once, and those that took their place.",
        "type": ["object", "null"],
        "patternProperties": {f"^{OLD}$": {"type": "string", "pattern": f"^{NEW}$"}},
        "additionalProperties": False,
    }


def _chooser(atlas: Atlas) -> Schema:
    names = atlas.languages[0].names if atlas.languages else {}
    backgrounds, joys = list(names.get("backgrounds", {})), list(names.get("joys", {}))
    weight = _whole(-20, 20)
    by_level = {"type": "array", "items": weight, "minItems": 5, "maxItems": 5}
    months = {"type": "array", "items": _whole(1, 240), "minItems": 1}
    waits = list(atlas.chooser.wait.months) if atlas.chooser else []
    answers = _some_of(
        {
            "know": _among(backgrounds, 0),
            "have": _among(list(COMPUTE[1:]), 0),
            "wait": {**months, "items": {"enum": waits}},
            "enjoy": _among(joys, 0),
        }
    )
    joy = _some_of(
        {
            "barrier": _said({"enum": list(BARRIERS)}, "The barrier whose work is enjoyed."),
            "topics": _said(
                _among([topic.slug for topic in atlas.topics]), "The topics that are enjoyed."
            ),
        }
    )
    claim = _some_of({"for": answers, "against": answers})
    return {
        "description": "How the chooser turns answers into points.",
        **_object(
            {
                "barrier": _object(
                    {
                        "costs": _said(by_level, "What a barrier takes from everybody, by level."),
                        "met": _said(by_level, "What whoever clears it gets, by level."),
                    }
                ),
                "know": _object(
                    {
                        "most": _said(_whole(1, 9), "So many may be chosen."),
                        "leads": _said(weight, "The direction lists the background."),
                        "meets": _some_of(dict.fromkeys(BARRIERS, _among(backgrounds, 0))),
                    }
                ),
                "have": _object(
                    {
                        "enough": _said(weight, "It is enough to begin."),
                        "short": _said(weight, "For each step that is missing."),
                        "meets": _some_of(dict.fromkeys(COMPUTE, _whole(0, 4))),
                    }
                ),
                "wait": _object(
                    {
                        "months": months,
                        "sure": _said(weight, "The longest estimate is within them."),
                        "hopeful": _said(weight, "Only the shortest is."),
                        "late": _said(weight, "Not even the shortest is."),
                        "slow": _object({"from": _whole(1, 240), "points": weight}),
                    }
                ),
                "enjoy": _object(
                    {
                        "most": _said(_whole(1, 9), "So many may be chosen."),
                        "levels": _said(by_level, "Where a joy is a barrier's work, by level."),
                        "topic": _said(weight, "For each topic that the direction has."),
                        "topics": _said(_whole(0, 20), "Up to so many points."),
                        "joys": {
                            "type": "object",
                            "propertyNames": {"enum": joys},
                            "additionalProperties": {**joy, "minProperties": 1, "maxProperties": 1},
                        },
                    }
                ),
                "essay": _object(
                    {
                        "outcomes": _object(dict.fromkeys(OUTCOMES, weight)),
                        "claims": _each(claim, "A claim that stands under fits, by its number."),
                    }
                ),
                "examples": _said({"type": "array", "items": answers}, "Answers to try."),
            }
        ),
    }


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _some_of(properties: Mapping[str, Schema]) -> Schema:
    """A mapping in which any of these keys may be missing."""
    return {**_object(properties), "required": []}


def _language() -> Schema:
    texts = {"type": "object", "additionalProperties": _TEXT}
    return _object(
        {
            "tag": _said(_TEXT, "Its BCP 47 tag, as zh-Hans."),
            "name": _said(_TEXT, "What it calls itself."),
            "order": _said(
                {"type": "integer", "minimum": 1, "maximum": 99},
                "Its rank; the first is served at the root.",
            ),
            "names": {"type": "object", "additionalProperties": texts},
            "interface": texts,
        },
        {
            "complete": _said(
                {"enum": [True, False, "true", "false"]},
                "Whether it has all pages and texts; if not, its readers get the original.",
            )
        },
    )


def _report() -> Schema:
    count = {"type": "integer", "minimum": 0}
    place = {
        "file": _said({"type": "string"}, "Its path from the project's root."),
        "line": {"type": "integer", "minimum": 1},
        "column": _said({"type": "integer", "minimum": 1}, "In characters, from 1."),
        "endColumn": _said({"type": ["integer", "null"]}, "The column after it, where known."),
    }
    finding = {
        "rule": _said({"type": "string"}, "Explained by qiusuo explain, and on the page of rules."),
        "severity": {"enum": ["error", "warning", "notice"]},
        "message": {"type": "string"},
        "help": _said({"type": "string"}, "What to do next."),
        **place,
        "fixable": _said({"type": "boolean"}, "Whether qiusuo check --fix mends it."),
        "count": _said(
            {"type": "integer", "minimum": 1}, "How many it stands for, where a file has too many."
        ),
        "beside": _said(
            {"type": "array", "items": _object(place)}, "Other places that the message speaks of."
        ),
    }
    return {
        "description": "What qiusuo check --format json prints.",
        **_object(
            {
                "version": {"const": 1},
                "errors": count,
                "warnings": count,
                "notices": count,
                "findings": {"type": "array", "items": _object(finding)},
            }
        ),
    }
