"""What the built pages say of their policy, read by a parser that shares no code with it."""

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
        self.scripts: list[str] = []  # those that stand in the page
        self.forbidden: list[str] = []
        self.loaded_before: list[str] = []
        self._script: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given["content"])
        elif not self.policies and tag in ("script", "link", "style", "base"):
            self.loaded_before.append(tag)
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self._script = ""
        for name, value in given.items():
            runs = name in ("href", "src", "action", "formaction") and ":" in value[:12]
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.forbidden.append(f"<{tag} {name}>")
            elif runs and value.split(":")[0].strip().lower() not in ("http", "https", "mailto"):
                self.forbidden.append(f"<{tag} {name}={value[:40]}>")
        if tag in ("style", "base", "iframe", "object", "embed", "frame", "applet"):
            self.forbidden.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append(self._script)
            self._script = None


def pages(site: Path) -> dict[str, Read]:
    """Every page of a site, by its path."""
    return {
        path.relative_to(site).as_posix(): Read(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def scripts_of(policy: str) -> set[str]:
    """What a policy lets run."""
    found = [one.split() for one in policy.split(";")]
    return next(set(sources) for name, *sources in found if name == "script-src")


def test_every_page_lets_the_files_of_the_site_run_and_nothing_else(site: Path) -> None:
    found = pages(site)
    assert len(found) > 800
    for path, page in found.items():
        assert len(page.policies) == 1, path
        assert page.loaded_before == [], path
        assert page.scripts == [], path
        assert scripts_of(page.policies[0]) == {"'self'", "'wasm-unsafe-eval'"}, path
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
        '<base href="/"><p style="x" onclick="y"><a href="JavaScript:z">z</a><script>1</script>'
    )
    assert bad.policies == [] and bad.loaded_before == ["base", "script"]
    assert len(bad.forbidden) == 4
    assert bad.scripts == ["1"]
