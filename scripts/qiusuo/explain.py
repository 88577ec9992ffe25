"""``qiusuo explain``: a rule's law, its reason, an example, and how to mend what breaks it."""

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill, indent

from qiusuo import checks, source
from qiusuo.diagnostics import Rule
from qiusuo.handbook import Entry, handbook
from qiusuo.model import Language

CLEAN, FAILED = 0, 2


def rules() -> Mapping[str, Rule]:
    """Every rule by its name."""
    return {rule.name: rule for rule in (*source.RULES, *checks.RULES)}


def explain(root: Path, name: str, code: str) -> int:
    """Print what the handbook says of a rule, or the law of every rule."""
    known = rules()
    languages = {language.code: language for language in source.load(root)[0].languages}
    if code not in languages:
        print(f'qiusuo: no language "{code}"', file=sys.stderr)
        print(f"  help: one of: {', '.join(languages)}", file=sys.stderr)
        return FAILED
    if not name:
        for rule in known.values():
            print(f"{rule.name:<26} {handbook()[rule.name].law.get(code, rule.law)}")
        return CLEAN
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.4)
        print(f'qiusuo: no rule "{name}"', file=sys.stderr)
        advice = f"nearest: {', '.join(near)}" if near else "all are listed by: qiusuo explain"
        print(f"  help: {advice}", file=sys.stderr)
        return FAILED
    print(text(known[name], handbook()[name], languages[code]))
    return CLEAN


def text(rule: Rule, entry: Entry, language: Language) -> str:
    """The explanation of a rule for a terminal."""
    code, example = language.code, entry.example
    where = f" ({example.file})" if example.file else ""
    mend = language.say("rule_mend_fix" if rule.fixable else "rule_mend")
    return "\n\n".join(
        [
            f"{rule.name} ({language.name_of('severities', rule.severity)})\n"
            + _set(entry.law.get(code, rule.law)),
            language.say("rule_why") + "\n" + _set(entry.why.get(code, entry.why["en"])),
            language.say("rule_bad") + where + "\n" + indent(example.bad, "  | "),
            language.say("rule_good") + where + "\n" + indent(example.good, "  | "),
            mend + "\n" + _set(entry.mend.get(code, entry.mend["en"])),
        ]
    )


def _set(text: str) -> str:
    """A paragraph, indented; Chinese stays on its line, having no spaces to break at."""
    return fill(text, 88, initial_indent="  ", subsequent_indent="  ", break_long_words=False)
