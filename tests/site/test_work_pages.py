"""A page per work: every passage, in the reader's language, and what other programs read."""

import gzip
import html
import json
import re
from pathlib import Path

import pytest

from qiusuo import source
from qiusuo.model import Atlas
from qiusuo.views.work_page import work_page
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return source.load(ROOT)[0].published


def page(site: Path, code: str, key: str) -> str:
    folder = site if code == "zh" else site / code
    return (folder / "works" / key / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_citation_of_every_work_is_on_its_page(site: Path, atlas: Atlas, code: str) -> None:
    language = next(one for one in atlas.languages if one.code == code)
    for key, work in atlas.works.items():
        text = page(site, code, key)
        blocks = {(p.slug, c.block) for p, c in atlas.cited_by.get(key, ()) if p.language == code}
        view = work_page(atlas, language, work)
        linked = {passage.url for citing in view.pages for passage in citing.passages}
        assert len({url.partition("#")[2] for url in linked}) <= len(blocks)
        assert len(linked) == len(blocks), key
        for url in linked:
            assert f'href="{url}"' in text


def test_pages_are_light(site: Path, atlas: Atlas) -> None:
    sizes = {
        key: len(gzip.compress(page(site, code, key).encode()))
        for code in ("zh", "en")
        for key in atlas.works
    }
    heaviest = max(sizes, key=lambda key: sizes[key])
    assert sizes[heaviest] <= 12_000, heaviest


def test_cards_are_light(site: Path) -> None:
    for path in site.rglob("cards.json"):
        assert len(gzip.compress(path.read_bytes())) <= 40_000, path


def test_metadata_is_there_for_zotero_and_scholar(site: Path) -> None:
    text = page(site, "en", "leviathan2023fast")
    tags = dict(re.findall(r'<meta name="(citation_[a-z_]+)" content="([^"]*)">', text))
    assert tags["citation_title"] == "Fast Inference from Transformers via Speculative Decoding"
    assert tags["citation_publication_date"] == "2023"
    assert tags["citation_firstpage"] == "19274"
    assert tags["citation_arxiv_id"] == "2211.17192"
    authors = re.findall(r'name="citation_author" content="([^"]*)"', text)
    assert authors == ["Leviathan, Yaniv", "Kalman, Matan", "Matias, Yossi"]
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    data = json.loads(found[1])
    assert data["@type"] == "ScholarlyArticle"
    assert data["author"][0] == {"@type": "Person", "name": "Yaniv Leviathan"}


def test_addresses_are_absolute_and_in_the_sitemap(site: Path, atlas: Atlas) -> None:
    base = "https://qiusuo.example.org"
    text = page(site, "en", "zeng2023glm130b")
    assert f'<link rel="canonical" href="{base}/en/works/zeng2023glm130b/">' in text
    for code, url in (
        ("zh", f"{base}/works/zeng2023glm130b/"),
        ("x-default", f"{base}/works/zeng2023glm130b/"),
    ):
        assert f'hreflang="{code}" href="{url}"' in text
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    made = len(atlas.works) + len(atlas.topics)
    assert sitemap.count("<loc>") == len(atlas.pages) + 2 * made


def test_former_titles_verification_and_doubt_are_shown(site: Path) -> None:
    text = page(site, "en", "qin2023transnormerllm")
    assert "Formerly: Scaling TransNormer to 175 Billion Parameters" in text
    assert "Checked 2026-11" in text
    doubtful = html.unescape(page(site, "en", "richards2023autogpt"))
    assert "Not checked against a public record" in doubtful
    assert "Not confirmed by a public record: title" in doubtful


def test_no_template_token_is_left(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "qiusuo-work-" not in text, path
        assert not re.search("[\ue000-\ue00f]", text), path
