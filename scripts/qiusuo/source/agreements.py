"""What was confirmed of a page's languages, ``docs/agreements/<slug>.yml``."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Agreement, Language
from qiusuo.source.data import FACTS, Data, Form

FOLDER = "docs/agreements"

_HEAD = "# What the blocks of this page said when their languages last agreed: qiusuo confirm.\n"
#: What YAML takes for a line break or refuses, though JSON has it as it is.
_UNSAFE = re.compile(
    "[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def path_of(slug: str) -> Path:
    """The file of a page's agreements, from the project's folder."""
    return Path(FOLDER, f"{slug}.yml")


def read_agreements(
    data: Data, languages: tuple[Language, ...], findings: list[Diagnostic]
) -> tuple[Agreement, ...]:
    """The agreements of one page."""
    if not isinstance(data.value, list):
        advice = "restore the file from history, or delete it and confirm the page anew"
        findings.append(FACTS.broken(data.span, "the file is not a list", advice))
        return ()
    codes = tuple(language.code for language in languages)
    found = []
    for place in range(len(data.value)):
        form = Form.of(data, str(place), findings)
        form.only(("block",), optional=codes)
        texts = {code: form.text(code) for code in codes if code in form.values}
        found.append(Agreement(form.text("block"), texts, data.place(str(place))))
    return tuple(found)


def write_agreements(agreements: Iterable[Agreement]) -> str:
    """The file's text: a language's text is one line, with a line between that never changes.

    So two changes of different blocks, or of different languages, do not clash when merged.
    """
    lines = [_HEAD]
    for one in sorted(agreements, key=_place):
        lines.append(f"- block: {_quoted(one.address)}\n")
        lines += [f"  {code}: {_quoted(one.texts[code])}\n" for code in sorted(one.texts)]
    return "".join(lines)


def _place(agreement: Agreement) -> tuple[list[int | str], list[tuple[str, str]]]:
    """``what.10`` comes after ``what.9``; of one block, in the order of the texts."""
    parts = re.split(r"(\d+)", agreement.address)
    address = [int(part) if number % 2 else part for number, part in enumerate(parts)]
    return address, sorted(agreement.texts.items())


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
