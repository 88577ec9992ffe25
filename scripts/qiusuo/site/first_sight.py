"""The style and the script that stand in each page, for what is seen before anything else comes."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

STYLE = "assets/stylesheets/first.css"
SCRIPT = "assets/javascripts/before.js"


@dataclass(frozen=True, slots=True)
class FirstSight:
    """The text of both, shortened: the same in every page, so that its policy can name them."""

    style: str = ""
    script: str = ""

    @property
    def sources(self) -> dict[str, str]:
        """For each directive of the policy, the digest of what it allows."""
        return {"script-src": digest(self.script), "style-src": digest(self.style)}


def first_sight(overrides: Path) -> FirstSight:
    """Both as they are sent."""
    style = (overrides / STYLE).read_text(encoding="utf-8")
    script = (overrides / SCRIPT).read_text(encoding="utf-8")
    return FirstSight(str(rcssmin.cssmin(style)), str(rjsmin.jsmin(script)))


def digest(text: str) -> str:
    """The source expression of a text that stands in a page (Content Security Policy, level 3)."""
    sha = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(sha).decode()}'"
