"""Every page of the built site is valid HTML, by the validator of the W3C's own service (vnu)."""

import json
import subprocess
from pathlib import Path

from tests.conftest import JAVA, ROOT

#: What Material writes in pages that is not ours to change, and why it does no harm.
TOLERATED = (
    # Material's drawer, search and navigation work by labels over checkboxes.
    "The value of the “for” attribute of the “label” element must be the ID of a non-hidden form "
    "control.",
    "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, "
    "“datetime-local”, “email”, “hidden”, “month”, “number”, “password”, “range”, “search”, “tel”, "
    "“text”, “time”, “url”, or “week”.",
    "Bad value “” for attribute “tabindex” on element “label”: The empty string is not a valid "
    "integer.",
)


def faults(site: Path) -> list[str]:
    """What the validator has against the pages of a site."""
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", *JAVA, "-jar", str(jar), "--format", "json", "--skip-non-html", str(site)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(run.stderr)["messages"]
    return [
        f"{message['url'].rpartition('/site/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] == "error" and message["message"] not in TOLERATED
    ]


def test_pages_are_valid(site: Path) -> None:
    assert faults(site) == []
