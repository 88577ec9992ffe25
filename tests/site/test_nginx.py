"""The site on a real server, below a path of its host, with the files for nginx that it has."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qiusuo.site.build import build
from tests.conftest import copy_library

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}
CONFIGURATION = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
  include {types};
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root "{folder}/host";
    include "{folder}/host/atlas/server/nginx.conf";
  }}
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Host:
    """A server with the site at ``/atlas/``, and the folder of the site."""

    port: int
    site: Path

    def ask(self, path: str, **headers: str) -> Answer:
        """The answer as it comes, redirects unfollowed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(
            "GET", path, headers={n.replace("_", "-"): v for n, v in headers.items()}
        )
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return Answer(answer.status, found, body)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    if NGINX is None:
        # It is there wherever the project is tested for others: tests/setup.sh installs it.
        assert "CI" not in os.environ, "no nginx: tests/setup.sh should have installed it"
        pytest.skip("no nginx: install Debian's nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    root = copy_library(folder / "风筝")
    (root / "docs/redirects.yml").write_text("/en/old/: /en/directions/kites/\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIUSUO_SITE_URL", "https://example.org/atlas/")
        assert build(root, folder / "host" / "atlas") == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of tests are their owner's
    types = next(
        p for p in ("/etc/nginx/mime.types", "/usr/local/nginx/conf/mime.types") if Path(p).exists()
    )
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(folder=folder, port=port, user=user, types=types), encoding="utf-8"
    )
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        found = Host(port, folder / "host" / "atlas")
        for _ in range(600):
            assert server.poll() is None, server.stderr and server.stderr.read().decode()
            try:
                found.ask("/atlas/")
                break
            except OSError:
                time.sleep(0.05)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize("path", ["", "en/", "en/directions/kites/", "works/li2020zhi/"])
def test_pages_are_fresh_and_guarded(host: Host, path: str) -> None:
    answer = host.ask(f"/atlas/{path}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers.items() >= SECURITY.items()
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy
    assert "unsafe-inline" not in policy
    assert answer.body == (host.site / path / "index.html").read_bytes()


def test_text_is_compressed(host: Host) -> None:
    (style,) = host.site.glob("assets/stylesheets/*.css")
    for path in ("en/", f"assets/stylesheets/{style.name}", "assets/javascripts/search-box.js"):
        plain = host.ask(f"/atlas/{path}")
        packed = host.ask(f"/atlas/{path}", Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip", path
        assert packed.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body) / 2


def test_what_is_named_by_its_hash_is_kept(host: Host) -> None:
    hashed = [
        *host.site.glob("assets/**/*.min.css"),
        *host.site.glob("pagefind/fragment/*"),
        *host.site.glob("pagefind/index/*"),
    ]
    assert len(hashed) > 5
    for file in hashed:
        answer = host.ask(f"/atlas/{file.relative_to(host.site).as_posix()}")
        assert answer.status == 200
        assert answer.headers["cache-control"] == "max-age=31536000", file.name
        assert answer.headers.items() >= SECURITY.items()


@pytest.mark.parametrize(
    "path",
    ["sw.js", "assets/javascripts/qiusuo.js", "pagefind/pagefind.js", "search/names.json"],
)
def test_what_keeps_its_name_is_asked_for_again(host: Host, path: str) -> None:
    answer = host.ask(f"/atlas/{path}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = host.ask(f"/atlas/{path}", If_None_Match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_scripts_are_served_as_scripts(host: Host) -> None:
    """Under nosniff, a browser runs nothing that is called otherwise."""
    for path in ("assets/javascripts/qiusuo.js", "sw.js", "pagefind/pagefind.js"):
        kind = host.ask(f"/atlas/{path}").headers["content-type"].partition(";")[0]
        assert kind in ("application/javascript", "text/javascript")


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("nowhere/", "zh"),
        ("directions/nowhere/", "zh"),
        ("nowhere.html", "zh"),
        ("en/nowhere/", "en"),
        ("en/directions/nowhere.html", "en"),
    ],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    host: Host, path: str, language: str
) -> None:
    answer = host.ask(f"/atlas/{path}")
    assert answer.status == 404
    assert f'<html lang="{language}"'.encode() in answer.body
    assert answer.headers.items() >= SECURITY.items()
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "path", ["assets/", "en/directions/../../assets/stylesheets/", "pagefind/"]
)
def test_no_folder_is_listed(host: Host, path: str) -> None:
    answer = host.ask(f"/atlas/{path}")
    assert answer.status == 404
    assert b"Index of" not in answer.body
    assert b".min.css</a>" not in answer.body


@pytest.mark.parametrize("path", ["../nginx.conf", "%2e%2e/%2e%2e/nginx.conf", "..%2fnginx.conf"])
def test_nothing_above_the_site_is_served(host: Host, path: str) -> None:
    answer = host.ask(f"/atlas/{path}")
    assert answer.status in (400, 404)
    assert b"error_log" not in answer.body


def test_an_address_without_its_slash_and_one_that_moved_lead_on(host: Host) -> None:
    for path, target in (
        ("en/works", "/atlas/en/works/"),
        ("en/old/", "/atlas/en/directions/kites/"),
    ):
        answer = host.ask(f"/atlas/{path}")
        assert (answer.status, answer.headers["location"]) == (301, target)
