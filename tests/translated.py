"""The invented library in more, and in fewer, languages than two."""

import re
from pathlib import Path

import yaml

#: The page that tells the state of the translation, in brief.
STATE = "---\ntitle: {0}\ndescription: {0}\n---\n\n# {0}\n\n::translation\n"


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file, once."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write(root: Path, name: str, text: str) -> None:
    """Write a file, and the folders it stands in."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def tell_state(root: Path) -> None:
    """Add the page of the translation's state, in both languages."""
    write(root, "docs/zh/translation.md", STATE.format("翻译情况"))
    write(root, "docs/en/translation.md", STATE.format("State"))


def speak_esperanto(root: Path) -> None:
    """Add a third language by files and configuration alone: its words, two pages, little else."""
    words = yaml.safe_load((root / "docs/languages/en.yml").read_text(encoding="utf-8"))

    def invented(value: object) -> object:
        if isinstance(value, dict):
            return {key: invented(inner) for key, inner in value.items()}
        return f"ĉi {value}"

    told = {
        "tag": "eo",
        "name": "Esperanto",
        "order": 3,
        "complete": False,
        "names": {
            **invented(words["names"]),
            "languages": {"zh": "ĉina", "en": "angla", "eo": "E"},
        },
        "interface": invented(words["interface"]),
    }
    write(root, "docs/languages/eo.yml", yaml.safe_dump(told, allow_unicode=True))
    for code in ("zh", "en"):
        edit(root, f"docs/languages/{code}.yml", "  languages:\n", "  languages:\n    eo: E-o\n")
    write(
        root,
        "docs/eo/index.md",
        "---\ntitle: La kajta atlaso\ndescription: Eta.\n---\n\n# La kajta atlaso\n\n"
        "Komencu per [kajtoj](directions/kites.md#what), poste [vento](directions/wind.md).\n\n"
        "::ways\n",
    )
    english = (root / "docs/en/directions/kites.md").read_text(encoding="utf-8")
    write(root, "docs/eo/directions/kites.md", re.sub("(?<=# |: )Kites", "Kajtoj", english))
    edit(
        root,
        "mkdocs.yml",
        "  - bibtex:\n",
        "        - {locale: eo, name: Esperanto, build: true, site_name: Serĉo}\n  - bibtex:\n",
    )


def stand_alone(root: Path) -> None:
    """Leave the direction of wind in Chinese only."""
    (root / "docs/en/directions/wind.md").unlink()
    (root / "docs/agreements/directions/wind.yml").unlink()
    edit(root, "docs/zh/directions/wind.md", "title: 风\n", "title: 风\nonly: zh\n")
