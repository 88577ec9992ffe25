"""The pages that a change concerns, asked of a temporary git repository."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qiusuo import comment
from qiusuo.changes import Changes, WorkChange, compare, read_name_status
from qiusuo.cli import main

KITES = "docs/en/directions/kites.md"


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(library: Path) -> Path:
    """The invented library, committed on main; one is on a branch of one's own."""
    git(library, "init", "--quiet", "--initial-branch=main")
    git(library, "add", ".")
    git(library, "commit", "--quiet", "--message=Kites")
    git(library, "switch", "--quiet", "--create=mine")
    return library


def write(root: Path, name: str, change: Callable[[str], str]) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(change(text), encoding="utf-8")


def pages(found: Changes) -> dict[str, tuple[str, ...]]:
    return {page.path: page.because for page in found.pages}


def test_nothing_changed_concerns_nothing(repository: Path) -> None:
    assert compare(repository, "main") == Changes()
    assert compare(repository, "main").as_markdown() == "No page differs."


def test_a_sentence_concerns_its_page_and_is_one_sided_until_the_other_follows(
    repository: Path,
) -> None:
    write(repository, KITES, lambda text: text.replace("Why do they sing?", "Why do they hum?"))
    found = compare(repository, "main")
    assert pages(found) == {"en/directions/kites/": ("text",)}
    assert [page.path for page in found.one_sided] == ["en/directions/kites/"]

    write(repository, KITES.replace("/en/", "/zh/"), lambda text: text + "\n又一句。\n")
    git(repository, "commit", "--quiet", "--all", "--message=Hum")
    found = compare(repository, "main")
    assert list(pages(found)) == ["directions/kites/", "en/directions/kites/"]
    assert found.one_sided == ()


def test_what_main_did_since_is_not_ones_own(repository: Path) -> None:
    git(repository, "switch", "--quiet", "main")
    write(repository, KITES, lambda text: text + "\nMore.\n")
    git(repository, "commit", "--quiet", "--all", "--message=Main goes on")
    git(repository, "switch", "--quiet", "mine")
    assert compare(repository, "main") == Changes()


def test_a_shallow_merge_is_compared_with_its_first_parent(
    repository: Path, tmp_path: Path
) -> None:
    """What the workflow sees: the merge of the branch into main, and nothing older than both."""
    write(repository, KITES, lambda text: text + "\nMore.\n")
    git(repository, "commit", "--quiet", "--all", "--message=More")
    git(repository, "switch", "--quiet", "main")
    write(repository, KITES.replace("kites", "wind"), lambda text: text + "\nMain.\n")
    git(repository, "commit", "--quiet", "--all", "--message=Main goes on")
    git(repository, "merge", "--quiet", "--no-edit", "mine")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", repository.as_uri(), str(clone))
    assert pages(compare(clone, "HEAD^1")) == {"en/directions/kites/": ("text",)}


def test_facts_concern_the_direction_and_the_pages_that_list_directions(repository: Path) -> None:
    write(repository, "docs/directions/kites.yml", lambda text: text.replace("[1, 2]", "[1, 3]"))
    assert pages(compare(repository, "main")) == {
        "directions/": ("facts",),
        "en/directions/": ("facts",),
        "directions/kites/": ("facts",),
        "en/directions/kites/": ("facts",),
        "": ("facts",),
        "en/": ("facts",),
    }


def test_a_work_concerns_the_pages_that_cite_it_and_its_own(repository: Path) -> None:
    library = "bibliography/kites.bib"
    write(repository, library, lambda text: text.replace("Bow", "Bowed", 1))
    found = compare(repository, "main")
    assert found.works == (WorkChange("diaz2018bow", "changed"),)
    assert set(pages(found)) == {
        *("directions/kites/", "en/directions/kites/"),
        *("directions/wind/", "en/directions/wind/"),
        *("works/", "en/works/"),
    }
    # The entry below moves by a line, and says what it said.
    write(repository, library, lambda text: "% a comment\n" + text.replace("Bowed", "Bow", 1))
    assert compare(repository, "main") == Changes()


def test_a_new_work_without_a_record_is_told(repository: Path) -> None:
    entry = "\n@misc{new2020x, author={A, B}, title={T}, year={2020}}\n"
    write(repository, "bibliography/kites.bib", lambda text: text + entry)
    found = compare(repository, "main")
    assert found.unrecorded == ("new2020x",)
    assert found.works == (WorkChange("new2020x", "new"),)


def test_the_rules_and_the_agreements_concern_the_pages_that_list_them(repository: Path) -> None:
    for name in ("rules", "translation"):
        head = f"---\ntitle: {name}\ndescription: All.\n---\n\n# {name}\n\n::{name}\n"
        write(repository, f"docs/en/{name}.md", lambda _, head=head: head)  # type: ignore[misc]
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=Two pages")
    git(repository, "branch", "--force", "main")
    write(repository, "scripts/qiusuo/checks/new.py", lambda _: "x")
    write(repository, "docs/agreements/directions/wind.yml", lambda _: "x")
    assert pages(compare(repository, "main")) == {
        "directions/wind/": ("agreement",),
        "en/directions/wind/": ("agreement",),
        "en/rules/": ("rules",),
        "en/translation/": ("agreement",),
    }


def test_a_claim_concerns_its_page(repository: Path) -> None:
    write(repository, "docs/claims/wind.yml", lambda text: text.replace("held", "open", 1))
    found = pages(compare(repository, "main"))
    assert found["directions/wind/"] == found["en/directions/wind/"] == ("claims",)
    assert "directions/kites/" not in found


def test_a_term_concerns_the_glossary_and_the_pages_that_use_it(repository: Path) -> None:
    write(repository, "docs/glossary/flight.yml", lambda text: text.replace("holds", "keeps"))
    assert pages(compare(repository, "main")) == {
        "directions/kites/": ("glossary",),
        "en/directions/kites/": ("glossary",),
        "directions/wind/": ("glossary",),
        "en/directions/wind/": ("glossary",),
        "glossary/": ("glossary",),
        "en/glossary/": ("glossary",),
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "docs/topics.yml",
            "en: ",
            "en: All ",
            {"topics/": ("topics",), "en/topics/": ("topics",)},
        ),
        (
            "docs/questions.yml",
            "afraid of heights",
            "dizzy",
            {"search/": ("questions",), "en/search/": ("questions",)},
        ),
        (
            "docs/agreements/directions/kites.yml",
            "",
            "x",
            {"directions/kites/": ("agreement",), "en/directions/kites/": ("agreement",)},
        ),
        ("tests/test_x.py", "", "x", {}),
        ("README.md", "", "x", {}),
        ("docs/decisions/0001-x.md", "", "x", {}),
    ],
)
def test_other_files_concern_the_pages_they_feed(
    repository: Path, file: str, old: str, new: str, expected: dict[str, tuple[str, ...]]
) -> None:
    write(repository, file, lambda text: text.replace(old, new, 1) if old else new)
    found = compare(repository, "main")
    assert pages(found) == expected
    assert found.everywhere == ()


@pytest.mark.parametrize(
    "file",
    [
        "overrides/main.html",
        "mkdocs.yml",
        "docs/languages/en.yml",
        "docs/en/a picture 图.svg",
        "scripts/qiusuo/views/new.py",
    ],
)
def test_what_every_page_is_made_with_concerns_all(repository: Path, file: str) -> None:
    write(repository, file, lambda text: text + "\n")
    found = compare(repository, "main")
    assert found.everywhere == (file,)
    assert found.pages == ()


def test_a_new_and_a_removed_page_are_called_so(repository: Path) -> None:
    shutil.copy(repository / KITES, repository / "docs/en/directions/sails.md")
    git(repository, "rm", "--quiet", "docs/zh/directions/wind.md")
    states = {page.path: page.state for page in compare(repository, "main").pages}
    assert states["en/directions/sails/"] == "new"
    assert states["directions/wind/"] == "gone"
    assert states["directions/"] == "changed"


def test_a_draft_is_called_so_and_is_new_once_published(repository: Path) -> None:
    facts = "docs/directions/kites.yml"
    write(repository, facts, lambda text: "draft: true\n" + text)
    git(repository, "commit", "--quiet", "--all", "--message=A draft")
    git(repository, "branch", "--force", "main")
    write(repository, KITES, lambda text: text + "\nMore.\n")
    (draft,) = compare(repository, "main").pages
    assert (draft.path, draft.state) == ("en/directions/kites/", "draft")

    write(repository, facts, lambda text: text.removeprefix("draft: true\n"))
    states = {page.path: page.state for page in compare(repository, "main").pages}
    assert states["directions/kites/"] == states["en/directions/kites/"] == "new"
    assert states["directions/"] == states[""] == "changed"


def test_broken_content_is_compared_all_the_same(repository: Path) -> None:
    write(repository, "docs/directions/kites.yml", lambda text: "way: [\n" + text)
    write(repository, "bibliography/kites.bib", lambda text: text + "@misc{open,")
    assert "en/directions/kites/" in pages(compare(repository, "main"))


def test_names_are_read_whole() -> None:
    found = read_name_status("M\0a b.md\0A\0图\tx.md\0D\0c\n.md\0")
    assert [(one.status, one.path) for one in found] == [
        ("M", "a b.md"),
        ("A", "图\tx.md"),
        ("D", "c\n.md"),
    ]


def test_the_comment_can_read_what_is_printed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, KITES, lambda text: text + "\nMore.\n")
    write(repository, "docs/glossary/flight.yml", lambda text: text.replace("holds", "keeps"))
    assert main(["changes", "--root", str(repository), "--format", "json"]) == 0
    listed = comment.read_list(json.loads(capsys.readouterr().out))
    assert listed is not None
    assert listed.rows[1] == comment.Row("en/directions/kites/", "changed", ("text", "glossary"))
    assert listed.one_sided == ("en/directions/kites/",)

    assert main(["changes", "--root", str(repository)]) == 0
    shown = capsys.readouterr().out
    assert "- `/en/directions/kites/` (changed): text, glossary\n" in shown
    assert "- `/en/directions/kites/` changed in one language only\n" in shown


@pytest.mark.parametrize("reference", ["no-such-branch", "--output=x", ""])
def test_a_reference_that_is_none_is_said(
    repository: Path, capsys: pytest.CaptureFixture[str], reference: str
) -> None:
    assert main(["changes", "--root", str(repository), f"--against={reference}"]) == 2
    assert "help: name a branch or commit" in capsys.readouterr().err
    assert not (repository / "x").exists()


def test_a_folder_that_is_no_repository_is_said(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(library.parent))
    assert main(["changes", "--root", str(library)]) == 2
    assert "nothing to compare with" in capsys.readouterr().err
