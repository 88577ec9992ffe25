"""Material's templates without what only its script reads, which this site does not send (0019)."""

import re

from jinja2.ext import Extension

_HOOKS = re.compile(
    r' data-md-(?:component="(?!toc)[a-z-]+"|scrollfix|type="\w+"|color-(?:primary|accent)="[^"]*")'
    r'| xmlns="http://www\.w3\.org/2000/svg"(?= viewBox="0 0 24 24")'  # icons within HTML
    r'|<input class="md-toggle" data-md-toggle="search"[^>]*>'
    r'|<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)


class LeanTemplates(Extension):
    """Takes it out of each template once, before that is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template, without it."""
        return _HOOKS.sub("", source)
