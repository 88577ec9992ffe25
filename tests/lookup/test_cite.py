"""Verifying, adding and ordering the library, on the invented one and a registry of our own."""

import json
import os
from pathlib import Path

import pytest

from qiusuo import cite
from qiusuo.cli import main
from qiusuo.lookup import Client
from qiusuo.source import edit, load
from tests.checks.test_rules import findings
from tests.conftest import ROOT
from tests.lookup.conftest import ATOM, CROSSREF, Registry

BIB = "bibliography/kites.bib"
#: The title in arXiv's answer, as it breaks it.
TITLE = "Fast Inference from Transformers\n  via Speculative Decoding"


def text(root: Path, name: str = BIB) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_adding_by_arxiv_writes_one_entry_at_its_place(
    library: Path, registry: Registry, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.answer("2211.17192", ATOM)
    before = text(library)
    assert cite.add(library, "https://arxiv.org/abs/2211.17192", "kites", client) == 0
    after = text(library)
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert "@misc{leviathan2022fast," in added
    assert after.replace(after[after.index("@misc{leviathan2022fast") :], "") in before
    keys = [line.split("{")[1] for line in after.splitlines() if line.startswith("@")]
    assert keys.index("leviathan2022fast,") == keys.index("kim2021fold,") + 1
    assert "cite it as [@leviathan2022fast]" in capsys.readouterr().out
    # What is wrong now is only that nobody cites it yet.
    assert [f.rule.name for f in findings(library)] == ["work-is-cited"]
    records = json.loads(text(library, "bibliography/records.json"))
    assert records["leviathan2022fast"]["source"] == "arXiv:2211.17192"


def test_adding_by_doi(library: Path, registry: Registry, client: Client) -> None:
    registry.answer("10.1038/s41586-023-06291-2", CROSSREF)
    assert cite.add(library, "doi:10.1038/s41586-023-06291-2", "kites", client) == 0
    assert "@article{singhal2023large," in text(library)
    assert "{Some Consortium}" in text(library)


@pytest.mark.parametrize("what", ["2201.00002", "arXiv:2201.00002v4"])
def test_a_work_that_is_there_is_refused_before_anybody_is_asked(
    library: Path, registry: Registry, client: Client, what: str
) -> None:
    before = text(library)
    assert cite.add(library, what, "kites", client) == 1
    assert text(library) == before
    assert registry.asked == []


def test_a_nearly_equal_title_is_refused(
    library: Path, registry: Registry, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Lift at low speeds"
    registry.answer(
        "2401.99999",
        ATOM.replace(TITLE, title),
    )
    assert cite.add(library, "2401.99999", "kites", client) == 1
    assert "as iyer2024lift" in capsys.readouterr().err


def test_adding_a_file(library: Path, client: Client, tmp_path: Path) -> None:
    mine = tmp_path / "mine.bib"
    mine.write_text('@Misc{noe2020a, Title = "One {T}", author={Noe, A}, year=2020}\n', "utf-8")
    assert cite.add(library, str(mine), "kites", client) == 0
    assert '@misc{noe2020a,\n  author        = {Noe, A},\n  title         = "One {T}",' in text(
        library
    )
    assert cite.add(library, str(mine), "kites", client) == 1


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        ("https://example.org/", 2, "no arXiv id"),
        ("nothing.bib", 2, "no file"),
        ("2401.99999", 2, "write the entry into a file"),
    ],
)
def test_what_can_not_be_added_says_what_to_do(
    library: Path,
    registry: Registry,
    client: Client,
    capsys: pytest.CaptureFixture[str],
    what: str,
    code: int,
    said: str,
) -> None:
    before = text(library)
    assert cite.add(library, what, "kites", client) == code
    assert said in capsys.readouterr().err
    assert text(library) == before


def test_an_unknown_target_names_the_files(
    library: Path, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite.add(library, "2211.17192", "sails", client) == 2
    assert "--to one of: kites" in capsys.readouterr().err


def test_verify_tells_a_record_of_another_paper_and_a_retitled_one(
    library: Path, registry: Registry, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.answer("2201.00002", ATOM)
    assert cite.verify(library, ["cruz2021tail"], True, False, client) == 1
    shown = capsys.readouterr().out
    assert f"{BIB}:24:3: title of cruz2021tail differs" in shown
    assert "authors of cruz2021tail differs" in shown
    # The same is a finding of the checks from now on, until one of the two is mended.
    names = [f.rule.name for f in findings(library)]
    assert names.count("work-agrees-with-record") >= 2
    edited = text(library).replace(
        "title  = {What Tails Are For},",
        "title  = {What Tails Are For},\n  formertitle = {Fast Inference from Transformers via "
        "Speculative Decoding},",
    )
    (library / BIB).write_text(edited, encoding="utf-8")
    assert not [f for f in findings(library) if f.message.startswith("title")]


def test_verify_keeps_what_arrived_when_the_network_fails_midway(
    library: Path, registry: Registry, client: Client
) -> None:
    good = ATOM.replace(TITLE, "What Tails Are For")
    registry.answer("2201.00002", good)
    registry.answer("2101.00005", "broken", 500)
    assert cite.verify(library, ["cruz2021tail", "fujii2017spar"], True, False, client) == 1
    assert set(json.loads(text(library, "bibliography/records.json"))) == {"cruz2021tail"}


def test_verify_offline_names_what_is_unverified(
    library: Path, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite.verify(library, [], False, False, client) == 0
    shown = capsys.readouterr().out
    assert shown.count("unverified: no public record") == 13
    assert shown.endswith("0 of 13 works have a record; 0 fields differ\n")


def test_prune_drops_records_of_works_that_are_gone(library: Path, client: Client) -> None:
    path = library / "bibliography" / "records.json"
    path.write_text('{"gone2020": {"source": "x", "checked": "2026-01", "fields": {}}}', "utf-8")
    assert [f.rule.name for f in findings(library)] == ["record-has-work"]
    cite.verify(library, [], False, True, client)
    assert findings(library) == ()


@pytest.mark.parametrize("body", ["{", "[]", '{"a": 1}', '{"a": {"source": 1}}'])
def test_a_broken_snapshot_is_told(library: Path, body: str) -> None:
    (library / "bibliography" / "records.json").write_text(body, encoding="utf-8")
    found = findings(library)
    assert {f.rule.name for f in found} <= {"records-are-json"}
    assert bool(found) == (body != "[]")


def test_the_real_library_is_in_order_and_agrees_with_its_snapshot(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["cite", "format", "--check", "--root", str(ROOT)]) == 0
    assert main(["cite", "verify", "--root", str(ROOT)]) == 0
    atlas, _ = load(ROOT)
    assert len(atlas.records) >= len(atlas.works) - 5


def test_format_is_idempotent_and_loses_nothing(library: Path) -> None:
    path = library / BIB
    messy = "% about b\n@MISC{b, Title={B}, YEAR = 2020}\n\n@misc{a,year={2019},title = {A} }\n"
    path.write_text(messy, encoding="utf-8")
    assert cite.format_files(library, [str(path)], False) == 0
    once = text(library)
    assert once.index("{a,") < once.index("% about b") < once.index("{b,")
    assert edit.format_library(once) == once


def test_format_leaves_a_file_that_does_not_parse(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = library / BIB
    path.write_text("@misc{a, title = {A}\n@misc{b}\n", encoding="utf-8")
    assert cite.format_files(library, [str(path)], False) == 1
    assert text(library) == "@misc{a, title = {A}\n@misc{b}\n"
    assert "left as it is" in capsys.readouterr().err


def test_a_write_that_is_cut_short_leaves_the_old_file(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = text(library)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        edit.write_atomically(library / BIB, "new")
    monkeypatch.undo()
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        edit.write_atomically(library / BIB, "new")
    assert text(library) == before
    assert [path.name for path in (library / "bibliography").iterdir()] == ["kites.bib"]


@pytest.mark.parametrize(
    ("family", "year", "title", "taken", "key"),
    [
        ("Leviathan", "2023", "Fast Inference", (), "leviathan2023fast"),
        ("Müller-Lyer", "2020", "The Art of X", (), "mullerlyer2020art"),
        ("李", "2020", "风筝", (), "anon2020"),
        ("A", "2020", "On It", ("a2020it", "A2020itb"), "a2020itc"),
    ],
)
def test_keys(family: str, year: str, title: str, taken: tuple[str, ...], key: str) -> None:
    assert edit.make_key(family, year, title, taken) == key
