"""Whatever is typed, the scripts of the search answer it, in time."""

import json
import random
import subprocess
from pathlib import Path

from qiusuo import source
from qiusuo.views.occurrence import Occurrences
from qiusuo.views.search_index import search_index, search_traditional
from tests import attacks
from tests.conftest import ROOT

PIECES = (
    *(
        "kv",
        "cache",
        "量化",
        "對齊",
        "风筝",
        "Ａ",
        "ß",
        "İ",
        "é",
        "e\u0301",
        "😀",
        "\ud83d",
        "\u200b",
    ),
    *(" ", "\u3000", "-", "_", "/", ".", "1.5", "+", "++", "(", "[", "\\", "*", "$", "^", "?", "|"),
    *("\x00", "\n", "'", '"', "<b>", "__proto__", "constructor", "toString", "is", "the", "\u202e"),
)

PROGRAM = """
  import * as names from "{scripts}/search-names.js";
  import {{ TextIndex, wordsOf }} from "{scripts}/search-text.js";
  const {{ index, traditional, queries }} = {data};
  names.foldTraditional(traditional);
  const known = [...names.vocabulary(index)];
  const part = {{ targets: [["a/", "b", "c", "d"]], words: {{ kite: [1, 0, 50] }} }};
  const pages = new TextIndex(async (path) =>
    new Response(JSON.stringify(path === "starts.json" ? ["0"] : part)));
  for (const query of queries) {{
    const folded = names.fold(query);
    const {{ hits, terms }} = names.lookUp(index, query, 0);
    if (!hits.every((hit) => index.pages[hit.page] && hit.score > 0)) throw Error(query);
    if (!terms.every((term) => term.score <= 1)) throw Error(query);
    for (const word of wordsOf(folded)) if (!word) throw Error(query);
    names.respell(folded, known);
    for (const place of await pages.search(folded)) if (place.path !== "a/") throw Error(query);
  }}
  console.log(queries.length);"""


def test_any_query_is_answered(library: Path, tmp_path: Path) -> None:
    atlas = source.load(library)[0]
    index = search_index(atlas, Occurrences(atlas))
    chance = random.Random(8)
    made = ["".join(chance.choices(PIECES, k=chance.randint(0, 12))) for _ in range(5000)]
    # The engine cuts what is longer than 200 characters.
    long = [(piece * 200)[:200] for piece in PIECES]
    queries = [*made, *long, *(query[:200] for query in attacks.QUERIES)]
    data = {"index": index, "traditional": search_traditional(atlas), "queries": queries}
    scripts = (ROOT / "overrides/assets/javascripts").as_uri()
    program = tmp_path / "queries.mjs"
    program.write_text(PROGRAM.format(scripts=scripts, data=json.dumps(data)), encoding="utf-8")
    run = subprocess.run(
        ["node", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert (run.returncode, run.stdout) == (0, f"{len(queries)}\n"), run.stderr[-2000:]
