"""What the built pages say of their policy, read by a parser that shares no code with it."""

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
#: Scripts of these types are data.
DATA = ("application/json", "application/ld+json")


class Read(HTMLParser):
    """What of a page a policy is about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.standing: dict[str, list[str]] = {"script": [], "style": []}  # in the page itself
        self.forbidden: list[str] = []
        self.loaded_before: list[str] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given["content"])
        elif not self.policies and tag in ("script", "link", "style", "base"):
            self.loaded_before.append(tag)
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self._in = tag
        if tag == "style":
            self._in = tag
        for name, value in given.items():
            runs = name in ("href", "src", "action", "formaction") and ":" in value[:12]
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.forbidden.append(f"<{tag} {name}>")
            elif runs and value.split(":")[0].strip().lower() not in ("http", "https", "mailto"):
                self.forbidden.append(f"<{tag} {name}={value[:40]}>")
        if tag in ("base", "iframe", "object", "embed", "frame", "applet"):
            self.forbidden.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self._in:
            self.standing[self._in].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""


def pages(site: Path) -> dict[str, Read]:
    """Every page of a site, by its path."""
    return {
        path.relative_to(site).as_posix(): Read(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def allowed(policy: str, directive: str) -> set[str]:
    """What a policy lets through."""
    found = [one.split() for one in policy.split(";")]
    return next(set(sources) for name, *sources in found if name == directive)


def digests(texts: list[str]) -> set[str]:
    """How a policy names texts that stand in a page."""
    hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
    return {f"'sha256-{base64.b64encode(one).decode()}'" for one in hashes}


def test_every_page_lets_the_files_of_the_site_run_and_nothing_else(site: Path) -> None:
    found = pages(site)
    assert len(found) > 800
    own = found["index.html"].standing
    for path, page in found.items():
        assert len(page.policies) == 1, path
        assert page.loaded_before == [], path
        assert page.standing in (own, {"script": [], "style": []}), path  # none: it leads on
        scripts = {"'self'", "'wasm-unsafe-eval'"} | digests(own["script"])
        assert allowed(page.policies[0], "script-src") == scripts, path
        assert allowed(page.policies[0], "style-src") == {"'self'"} | digests(own["style"]), path
        assert page.forbidden == [], path


def test_the_headers_allow_what_the_pages_do(site: Path) -> None:
    text = (site / "_headers").read_text(encoding="utf-8")
    headers = dict(line.strip().split(": ", 1) for line in text.splitlines() if ": " in line)
    policy = headers["Content-Security-Policy"]
    for path, page in pages(site).items():
        assert policy.startswith(f"{page.policies[0]}; "), path
    assert "frame-ancestors 'none'" in policy
    assert {name: headers.get(name.title()) for name in HEADERS} == HEADERS
    for name in ("nginx.conf", "apache.conf", "Caddyfile"):
        assert f'"{policy}"' in (site / "headers" / name).read_text(encoding="utf-8")


def test_the_parser_sees_what_it_is_to_see() -> None:
    bad = Read(
        '<base href="/"><p style="x" onclick="y"><a href="JavaScript:z">z</a>'
        "<script>1</script><style>2</style>"
    )
    assert bad.policies == [] and bad.loaded_before == ["base", "script", "style"]
    assert len(bad.forbidden) == 4
    assert bad.standing == {"script": ["1"], "style": ["2"]}
