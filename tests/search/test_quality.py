"""The measured set of queries, asked in a real browser on the built site."""

import json
from collections import defaultdict

import pytest
import yaml
from playwright.sync_api import Browser

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

#: Recall among the first three that each kind of query must reach.
LEAST = {
    "same": 0.97,
    "cross": 0.95,
    "abbr": 0.95,
    "typo": 0.9,
    "question": 0.9,
    "variant": 0.9,
    "partial": 0.9,
}

ASK = """async ({ base, language, queries }) => {
  const { SearchEngine } = await import(new URL("assets/javascripts/search-engine.js", base));
  const engine = new SearchEngine(new URL(base), language);
  const found = [];
  for (const query of queries) {
    let last;
    await engine.search(query, (answer) => (last = answer), () => false);
    found.push([...last.own, ...last.others].map((one) => one.url));
  }
  return found;
}"""


def slug(address: str, url: str) -> str:
    """The last part of a page's slug, without language and anchor."""
    path = url.removeprefix(address).partition("#")[0].partition("?")[0].strip("/")
    path = path.removeprefix("en/").removeprefix("en")
    return path.rpartition("/")[2] or "index"


def answers(browser: Browser, address: str, site: str, queries: list[str]) -> list[list[str]]:
    """The slugs that each query leads to, best first."""
    page = browser.new_page(locale="zh-CN" if site == "zh" else "en-GB")
    page.goto(f"{address}/{'' if site == 'zh' else 'en/'}")
    found = page.evaluate(ASK, {"base": f"{address}/", "language": site, "queries": queries})
    page.close()
    return [[slug(address, url) for url in urls] for urls in found]


def test_queries_lead_where_they_should(
    browser: Browser, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "tests" / "search" / "queries.yml").read_text(encoding="utf-8")
    cases = yaml.safe_load(text)
    assert len(cases) >= 150
    ranks: dict[str, list[int]] = defaultdict(list)
    missed = []
    for site in ("zh", "en"):
        asked = [case for case in cases if case["site"] == site]
        found = answers(browser, address, site, [str(case["q"]) for case in asked])
        for case, pages in zip(asked, found, strict=True):
            rank = next((n for n, page in enumerate(pages, 1) if page in case["want"]), 0)
            ranks[case["kind"]].append(rank)
            if not 0 < rank <= 3:
                missed.append(f"{case['kind']} {site} {case['q']}: {case['want']} not {pages[:4]}")
    with capsys.disabled():
        print("\nkind       n   recall@1  recall@3  MRR")
        for kind, found_ranks in sorted(ranks.items()):
            n = len(found_ranks)
            first = sum(rank == 1 for rank in found_ranks) / n
            third = sum(0 < rank <= 3 for rank in found_ranks) / n
            mrr = sum(1 / rank for rank in found_ranks if rank) / n
            print(f"{kind:<9} {n:>3}   {first:>8.3f}  {third:>8.3f}  {mrr:.3f}")
    for kind, least in LEAST.items():
        third = sum(0 < rank <= 3 for rank in ranks[kind]) / len(ranks[kind])
        assert third >= least, json.dumps(missed, ensure_ascii=False, indent=1)
