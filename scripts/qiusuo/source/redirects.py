"""The addresses that pages had once: ``docs/redirects.yml``."""

import re

from qiusuo.diagnostics import Diagnostic
from qiusuo.model import Redirect
from qiusuo.source.data import Data, Form

#: An address from the site's root, and one that may lead to a place on the page. Both are written
#: into pages and into the configuration of servers: no letter of them may mean anything there.
OLD = r"/(?:[A-Za-z0-9_-]+/)+"
NEW = r"/(?:[A-Za-z0-9_-]+/)*(?:#[A-Za-z0-9._-]+)?"


def read_redirects(data: Data, findings: list[Diagnostic]) -> list[Redirect]:
    """The redirects of a file, which may list none."""
    if data.value is None:
        return []
    form = Form.of(data, "", findings)
    found = []
    for old in form.values:
        new = form.text(old)
        if not re.fullmatch(OLD, old):
            form.odd(old, f'"{old}" is no address of a page', "write it as /en/works/")
        elif new and not re.fullmatch(NEW, new):
            form.odd(old, f'"{new}" is no address of a page', "write it as /en/works/#anchor")
        elif new:
            span = data.place(old)
            target, _ = data.texts.get(old, (span, new))
            found.append(Redirect(old, new, span, target))
    return found
