"""The comparison of two sites sees what differs."""

from pathlib import Path

from tests.properdocs import differences


def test_what_differs_is_told(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for site, texts in ((one, "abcd"), (other, "abxd")):
        for name, text in zip(
            ("index.html", "en/a.css", "b.js", "pagefind/filter/z"), texts, strict=True
        ):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
    (other / "c.txt").touch()
    assert list(differences(one, other)) == ["b.js: not the same", "c.txt: only in other"]
    assert list(differences(one, one)) == []
