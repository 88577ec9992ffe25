"""The lock: what is written is what is read, and two changes of it merge."""

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Agreement, Language, Span, normal
from qiusuo.source import data
from qiusuo.source.agreements import read_agreements, write_agreements

LANGUAGES = tuple(
    Language(code, code, code, order, Span("x")) for order, code in enumerate(("zh", "en", "eo"))
)
#: What a page can hold: a file with any other character is refused before.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def read(text: str) -> tuple[Agreement, ...]:
    findings: list[Diagnostic] = []
    found = data.parse(text, Span("docs/agreements/x.yml"), findings)
    assert found is not None, [finding.as_text() for finding in findings]
    agreements = read_agreements(found, LANGUAGES, findings)
    assert findings == []
    return agreements


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*(\.[0-9]+)?", fullmatch=True),
            st.dictionaries(st.sampled_from(["zh", "en", "eo"]), TEXT.map(normal).filter(bool)),
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read(said: list[tuple[str, dict[str, str]]]) -> None:
    agreements = [Agreement(address, texts, Span("x")) for address, texts in said]
    text = write_agreements(agreements)
    found = read(text) if agreements else ()
    assert sorted((one.address, sorted(one.texts.items())) for one in found) == sorted(
        (address, sorted(texts.items())) for address, texts in said
    )
    assert write_agreements(found) == text


def test_each_stands_at_its_line() -> None:
    one, two = read(
        write_agreements(
            [Agreement("b.10", {"zh": "二"}, Span("x")), Agreement("b.9", {"zh": "一"}, Span("x"))]
        )
    )
    assert (one.address, one.span.line, two.address, two.span.line) == ("b.9", 2, "b.10", 4)


def test_changes_of_neighbouring_blocks_merge(tmp_path: Path) -> None:
    """Two pull requests about one page clash only where they change the same text."""

    def lock(name: str, **texts: dict[str, str]) -> Path:
        path = tmp_path / name
        agreements = [Agreement(address, said, Span("x")) for address, said in texts.items()]
        path.write_text(write_agreements(agreements), encoding="utf-8")
        return path

    one, two = {"zh": "一", "en": "one"}, {"zh": "二", "en": "two"}
    new_one, new_two = {"zh": "壹", "en": "first"}, {"zh": "贰", "en": "second"}
    ours, base, theirs = (
        lock("ours", a=new_one, b=two),
        lock("base", a=one, b=two),
        lock("theirs", a=one, b=new_two),
    )
    run = subprocess.run(
        ["git", "merge-file", "-p", ours, base, theirs], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stdout.decode()
    assert run.stdout == lock("both", a=new_one, b=new_two).read_bytes()
