"""Public records are read, and every fault of a registry becomes a sentence."""

import time

import pytest

from qiusuo.lookup import Client, LookupFailedError, identify, look_up, search_title
from tests.lookup.conftest import ATOM, CROSSREF, DBLP, NO_ENTRY, Registry

ID, DOI = "2211.17192", "10.1038/s41586-023-06291-2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2211.17192", ("arxiv", ID)),
        ("arXiv:2211.17192v3", ("arxiv", ID)),
        ("https://arxiv.org/abs/2211.17192", ("arxiv", ID)),
        ("https://arxiv.org/pdf/2211.17192v2.pdf", ("arxiv", ID)),
        ("10.48550/arXiv.2211.17192", ("arxiv", ID)),
        (DOI, ("doi", DOI)),
        (f"https://doi.org/{DOI}", ("doi", DOI)),
        ("https://doi.org/10.1145%2F3394486.3406703", ("doi", "10.1145/3394486.3406703")),
        ("https://example.org/", None),
        ("", None),
    ],
)
def test_identifiers_are_recognised(text: str, found: tuple[str, str] | None) -> None:
    assert identify(text) == found


def test_arxiv_is_read(registry: Registry, client: Client) -> None:
    registry.answer(ID, ATOM)
    found = look_up(client, "arxiv", ID)
    assert found.fields["title"] == "Fast Inference from Transformers via Speculative Decoding"
    assert (found.fields["year"], found.fields["primaryclass"]) == ("2022", "cs.LG")
    assert found.authors[0] == ("Leviathan", "Yaniv")
    assert found.authors[2] == ("von Oswald", "Johannes")


def test_crossref_is_read(registry: Registry, client: Client) -> None:
    registry.answer(DOI, CROSSREF)
    found = look_up(client, "doi", DOI)
    assert (found.kind, found.fields["journal"], found.fields["pages"]) == (
        "article",
        "Nature",
        "172--180",
    )
    assert found.authors == (("Singhal", "Karan"), ("Some Consortium", ""))


def test_dblp_is_read(registry: Registry, client: Client) -> None:
    registry.answer("Some Kites", DBLP)
    found = search_title(client, "Some Kites")
    assert (found.fields["title"], found.authors) == ("Some Kites", (("Adler", "Ada"),))


def test_a_busy_registry_is_asked_again(registry: Registry, client: Client) -> None:
    registry.answer(ID, "busy", 429, {"Retry-After": "0"})
    registry.answer(ID, "broken", 503)
    registry.answer(ID, ATOM)
    assert look_up(client, "arxiv", ID).fields["year"] == "2022"
    assert registry.asked == [ID] * 3


@pytest.mark.parametrize(
    ("body", "status", "headers", "said"),
    [
        ("busy", 429, {"Retry-After": "0"}, "answered 429"),
        ("broken", 500, {}, "answered 500"),
        ("gone", 404, {}, "no such record"),
        ("<feed", 200, {}, "no readable answer"),
        (NO_ENTRY, 200, {}, f"arXiv has no {ID}"),
        (ATOM, 200, {"Content-Length": "9999"}, "cut"),
        ("", 0, {}, "no answer in time"),
    ],
)
def test_faults_of_arxiv_are_said(
    registry: Registry,
    client: Client,
    body: str,
    status: int,
    headers: dict[str, str],
    said: str,
) -> None:
    registry.answer(ID, body, status, headers)
    with pytest.raises(LookupFailedError) as told:
        look_up(client, "arxiv", ID)
    assert said in str(told.value)


@pytest.mark.parametrize("body", ['{"message": {"title": ["Cut', "[]", '{"message": 1}', "{}"])
def test_faults_of_crossref_are_said(registry: Registry, client: Client, body: str) -> None:
    registry.answer(DOI, body)
    with pytest.raises(LookupFailedError):
        look_up(client, "doi", DOI)


def test_no_connection_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIUSUO_ARXIV", "http://127.0.0.1:9")
    with pytest.raises(LookupFailedError, match="no connection"):
        look_up(client, "arxiv", ID)


def test_requests_are_kept_apart(registry: Registry) -> None:
    registry.answer(ID, ATOM)
    client = Client(pause=0.2, timeout=1)
    started = time.monotonic()
    for _ in range(3):
        look_up(client, "arxiv", ID)
    # Politeness is a lower bound, not a measure of speed.
    assert time.monotonic() - started >= 0.4
