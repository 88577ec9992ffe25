"""A registry of one's own: a local server with recorded answers and faults."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from qiusuo.lookup import Client
from tests.conftest import POLL

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><entry>
<id>http://arxiv.org/abs/2211.17192v2</id><published>2022-11-30T17:33:28Z</published>
<title>Fast Inference from Transformers
  via Speculative Decoding</title>
<author><name>Yaniv Leviathan</name></author><author><name>Matan Kalman</name></author>
<author><name>Johannes von Oswald</name></author>
<primary_category xmlns="http://arxiv.org/schemas/atom" term="cs.LG"/>
</entry></feed>"""
NO_ENTRY = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
CROSSREF = {
    "message": {
        "type": "journal-article",
        "title": ["Large language models encode clinical knowledge"],
        "author": [{"family": "Singhal", "given": "Karan"}, {"name": "Some Consortium"}],
        "container-title": ["Nature"],
        "volume": "620",
        "issue": "7972",
        "page": "172-180",
        "DOI": "10.1038/s41586-023-06291-2",
        "published-print": {"date-parts": [[2023, 8, 3]]},
    }
}
DBLP = {
    "result": {
        "hits": {
            "hit": [
                {
                    "info": {
                        "key": "conf/x/Y",
                        "title": "Some Kites.",
                        "year": "2020",
                        "authors": {"author": [{"text": "Ada Adler 0001"}]},
                    }
                }
            ]
        }
    }
}


@dataclass
class Registry:
    """What the server answers, and what it was asked."""

    url: str
    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(
        self, what: str, body: object, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        """Answer the next request for an identifier; the last answer is repeated."""
        text = body if isinstance(body, str) else json.dumps(body)
        self.answers.setdefault(what, []).append((status, headers or {}, text.encode()))


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """arXiv, Crossref and DBLP in one, on this machine."""
    found = Registry("")

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = parse_qs(parts.query)
            what = (query.get("id_list") or query.get("q") or [""])[0] or unquote(
                parts.path.removeprefix("/works/")
            )
            found.asked.append(what)
            answers = found.answers.get(what, [(404, {}, b"{}")])
            status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
            if status == 0:
                time.sleep(1.5)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    for name in ("ARXIV", "CROSSREF", "DBLP"):
        monkeypatch.setenv(f"QIUSUO_{name}", found.url)
    yield found
    server.shutdown()


@pytest.fixture
def client() -> Client:
    """A client that does not wait, for a server that does not mind."""
    return Client(pause=0, timeout=0.5, retries=2, backoff=0.01)
