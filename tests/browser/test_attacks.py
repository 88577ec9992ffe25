"""Nothing that a stranger writes runs in a reader's browser, even with one of the locks open.

Four locks stand one behind the other: the checks, the escaping of every value, the sanitiser, and
the page's policy. What is built here has passed no check, and is read by a browser that was told to
pass over policies.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import yaml
from markdown import Markdown
from playwright.sync_api import Browser, Dialog, Page, Request, Route, expect

from qiusuo.site import edition
from qiusuo.site.build import build
from qiusuo.site.sanitise import sanitise
from tests import attacks
from tests.browser.conftest import until
from tests.browser.test_search import results
from tests.checks.test_safe import EXTENSIONS, what_runs
from tests.conftest import copy_library, served

PAGES = ("", "en/", "directions/kites/", "en/directions/kites/", "en/directions/", "en/essay/")
LISTS = ("works/", "en/works/", "glossary/", "en/glossary/", "topics/", "en/topics/", "en/search/")

Browse = Callable[[str], Page]


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site of a library with an attack in every field, built as if no check had been made."""
    root = copy_library(tmp_path_factory.mktemp("besieged") / "library")
    _attack(root)
    with pytest.MonkeyPatch.context() as patch:
        read = edition.load
        patch.setattr(edition, "load", lambda *of: (read(*of)[0], ()))
        patch.setattr(edition.checks, "check", lambda *_: iter(()))
        assert build(root, root / "site") == 0
    yield root / "site"


def _attack(root: Path) -> None:
    docs = root / "docs"
    works = [
        f"@misc{{evil{n}, author = {{{text} and Doe, Ann}}, title = {{{text}}}, year = {{2024}},\n"
        f"  journal = {{{text}}}, note = {{{text}}}, langid = {{english}},\n"
        f"  url = {{https://kites.example.org/evil{n}}}, doi = {{10.1/{text}}}}}\n"
        for n, text in enumerate(attacks.TEXT)
    ]
    works += [
        f"@misc{{leads{n}, author = {{Doe, Ann}}, title = {{Leads {n}}}, year = {{2024}},\n"
        f"  url = {{{text}}}, doi = {{{text}}}, eprint = {{{text}}}, archiveprefix = {{arXiv}}}}\n"
        for n, text in enumerate(attacks.ADDRESSES)
    ]
    (root / "bibliography" / "evil.bib").write_text("\n".join(works), encoding="utf-8")
    cited = "; ".join(
        [f"@evil{n}" for n in range(len(attacks.TEXT))]
        + [f"@leads{n}" for n in range(len(attacks.ADDRESSES))]
    )
    for code in ("zh", "en"):
        page = docs / code / "directions" / "kites.md"
        with page.open("a", encoding="utf-8") as file:
            file.write(f"\nEvil lift [{cited}].\n")
        for n, name in enumerate(attacks.NAMES):
            front = yaml.safe_dump({"title": attacks.TEXT[n], "description": attacks.TEXT[n]})
            text = f"---\n{front}---\n\n# {n}\n\nText.\n"
            (docs / code / f"{name}.md").write_text(text, encoding="utf-8")
    terms = {
        f"evil{n}": {
            **{"zh": text, "en": text, "also": [text], "directions": ["kites"], "topics": ["evil"]},
            **{"definition": {"zh": text, "en": text}},
        }
        for n, text in enumerate(attacks.TEXT)
    }
    _dump(docs / "glossary" / "evil.yml", terms)
    topics = {f"evil{n}": {"zh": text, "en": text} for n, text in enumerate(attacks.TEXT)}
    _dump(docs / "topics.yml", {"flight": {"zh": "飞行", "en": "Flight"}, **topics})
    asked = [{"zh": [text], "en": [text], "pages": ["kites"]} for text in attacks.TEXT]
    _dump(docs / "questions.yml", asked)
    claims = docs / "claims" / "kites.yml"
    known = yaml.safe_load(claims.read_text(encoding="utf-8"))
    for n, claim in enumerate(known.values()):
        text = attacks.TEXT[n]
        claim |= {"claim": {"zh": text, "en": text}, "since": {"zh": text, "en": text}}
    _dump(claims, known)
    for path in (docs / "languages").glob("*.yml"):
        words = yaml.safe_load(path.read_text(encoding="utf-8"))
        spoilt = {key: text + f'">{attacks.IMAGE}' for key, text in words["interface"].items()}
        _dump(path, words | {"interface": spoilt})


def _dump(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture
def ran() -> list[str]:
    """What ran."""
    return []


@pytest.fixture
def watched(browser: Browser, ran: list[str]) -> Iterator[Page]:
    """A page that tells when a payload runs, a dialog opens or another host is asked."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.expose_function("ran", lambda: ran.append(page.url))

    def tell_dialog(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    def tell_foreign(request: Request) -> None:
        if urlsplit(request.url).hostname not in (None, "127.0.0.1"):
            ran.append(request.url)

    page.on("dialog", tell_dialog)
    page.on("request", tell_foreign)
    yield page
    context.close()


def provoke(page: Page) -> None:
    """Do what a reader may do to anything: point at it, focus it, press it."""
    page.evaluate(
        """() => {
          addEventListener("click", (event) => {
            const link = event.target.closest?.("a");
            if (link && !/^javascript:/i.test(link.href)) event.preventDefault();
          }, true);
          addEventListener("submit", (event) => event.preventDefault(), true);
          const events = ["pointerover", "mouseover", "focus", "error", "load", "toggle"];
          const press = { bubbles: true, cancelable: true };
          for (const one of document.querySelectorAll("body *")) {
            for (const name of events) one.dispatchEvent(new Event(name));
            one.closest("a")?.dispatchEvent(new MouseEvent("click", press));
          }
        }"""
    )
    page.wait_for_timeout(50)  # what was provoked runs at once, or with the next frame


def test_there_are_enough_attacks() -> None:
    assert sum(map(len, attacks.TABLES.values())) >= 300


def test_the_payloads_run_where_nothing_is_done_against_them(
    watched: Page, ran: list[str], address: str
) -> None:
    """The test itself would see them."""
    watched.goto(f"{address}/en/")
    watched.evaluate(
        "html => document.body.insertAdjacentHTML('beforeend', html)",
        f'{attacks.IMAGE}<a href="javascript:ran()">x</a>',
    )
    provoke(watched)
    assert until(watched, lambda: len(ran) >= 2)


def test_no_text_of_a_page_runs(watched: Page, ran: list[str], address: str) -> None:
    rendered = [
        sanitise(Markdown(extensions=EXTENSIONS).convert(text)) for text in attacks.MARKDOWN
    ]
    whole = "\n".join(f"<section>{one}</section>" for one in rendered)
    page = re.compile(r"(<article\b[^>]*>).*(</article>)", re.DOTALL)

    def fulfil(route: Route) -> None:
        built = route.fetch().text()
        text = page.sub(lambda found: f"{found[1]}{whole}{found[2]}", built)
        route.fulfill(status=200, content_type="text/html", body=text)

    watched.route("**/en/contribute/", fulfil)
    watched.goto(f"{address}/en/contribute/")
    assert watched.locator("article > section").count() == len(attacks.MARKDOWN)
    provoke(watched)
    assert ran == []


@pytest.mark.parametrize("text", attacks.MARKDOWN)
def test_what_the_checks_pass_of_it_has_nothing_that_could_run(text: str) -> None:
    assert what_runs(text) == []


def test_no_field_of_the_data_runs(besieged: Path, watched: Page, ran: list[str]) -> None:
    made = [f"works/evil{n}/" for n in range(len(attacks.TEXT))]
    made += [f"en/works/leads{n}/" for n in range(len(attacks.ADDRESSES))]
    made += [f"en/{quote(name)}/" for name in attacks.NAMES]
    made += [f"en/topics/evil{n}/" for n in range(len(attacks.TEXT))]
    with served(besieged) as address:
        for path in (*PAGES, *LISTS, *made):
            answer = watched.goto(f"{address}/{path}")
            assert answer is not None and answer.ok, path
            provoke(watched)
            assert ran == [], path


def test_no_query_runs(besieged: Path, watched: Page, ran: list[str]) -> None:
    with served(besieged) as address:
        for query in attacks.QUERIES:
            watched.goto(f"{address}/en/search/?q={quote(query)}")
            expect(watched.locator("[data-search-status]").last).not_to_be_empty()
            results(watched)
            provoke(watched)
            assert ran == [], query


def test_no_state_in_the_address_runs(watched: Page, ran: list[str], address: str) -> None:
    read = ("compare/?with={0}&sort={0}", "choose/?enjoy={0}&with={0}", "works/?find={0}&sort={0}")
    read += ("atlas/?way={0}&direction={0}", "glossary/?mark={0}#{0}")
    texts = [(path, quote(text)) for text in attacks.QUERIES for path in read]
    texts += [("#{0}", text) for text in attacks.FRAGMENTS]
    for path, text in texts:
        watched.goto(f"{address}/en/{path.format(text)}")
        provoke(watched)
        assert ran == [], (path, text)


@pytest.fixture
def sturdy(browser: Browser, ran: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages whose scripts have to go on: what they throw is what `ran` tells."""
    contexts = []

    def start(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: ran.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        return page

    yield start
    for context in contexts:
        context.close()


def goes_on(page: Page) -> None:
    """The last of a page's scripts has done its work: the search can be used."""
    expect(page.locator("html[data-mounted]")).to_be_attached()
    page.wait_for_load_state("load")


INTERACTIVE = ("en/", "en/compare/", "en/choose/", "en/works/", "en/atlas/", "en/timeline/")


def test_no_state_in_the_address_stops_a_script(
    sturdy: Callable[..., Page], ran: list[str], address: str
) -> None:
    page = sturdy(service_workers="block")
    page.goto(f"{address}/en/")
    page.evaluate("localStorage.setItem('side-by-side', '1')")
    for state in attacks.STATES:
        # Each from another page, or it would be no more than a jump within the page.
        for path in (*INTERACTIVE, "en/search/", "en/glossary/", "en/directions/deployment/"):
            page.goto(f"{address}/{path}{state}")
            goes_on(page)
            assert ran == [], (path, state)


def test_nothing_that_is_kept_stops_a_script(
    sturdy: Callable[..., Page], ran: list[str], address: str
) -> None:
    page = sturdy(service_workers="block")
    page.goto(f"{address}/en/")
    for value in attacks.KEPT:
        page.evaluate(
            """value => {
              for (const store of [localStorage, sessionStorage]) {
                for (const name of ["side-by-side", "colours"]) store.setItem(name, value);
              }
            }""",
            value,
        )
        page.goto(f"{address}/en/directions/deployment/")
        goes_on(page)
        expect(page.locator("html.reads-both--coming")).to_have_count(0)
        assert ran == [], value


def test_a_browser_that_keeps_nothing_stops_no_script(
    sturdy: Callable[..., Page], ran: list[str], address: str
) -> None:
    page = sturdy(service_workers="block")
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, {
            get() { throw new DOMException("no", "SecurityError"); },
          });"""
    )
    page.goto(f"{address}/en/directions/deployment/")
    page.locator("[data-side-by-side]").click()
    expect(page.locator(".side-by-side__other").first).to_be_visible()
    assert ran == []


def test_no_name_in_a_page_takes_the_place_of_what_scripts_look_for(
    sturdy: Callable[..., Page], ran: list[str], address: str
) -> None:
    forms = (
        '<h2 id="{0}">x</h2>',
        '<a id="{0}" href="x">x</a><a id="{0}" name="x">y</a>',
        '<img name="{0}" id="{0}" src="x.png">',
        '<form id="{0}" name="{0}"><input name="{0}" id="children"></form>',
        '<object id="{0}" name="{0}"></object><iframe name="{0}"></iframe>',
    )
    page = sturdy(service_workers="block")
    found = re.compile(r"<article\b[^>]*>")
    written = ""

    def fulfil(route: Route) -> None:
        built = route.fetch().text()
        text = found.sub(lambda match: match[0] + written, built, count=1)
        route.fulfill(status=200, content_type="text/html", body=text)

    page.route("**/en/directions/deployment/", fulfil)
    for name in attacks.NAMED:
        written = "".join(sanitise(form.format(name)) for form in forms)
        page.goto(f"{address}/en/directions/deployment/")
        goes_on(page)
        words = page.evaluate("document.getElementById('qiusuo-words')?.localName")
        assert (ran, words) == ([], "script"), name


def test_no_message_stops_the_worker(
    sturdy: Callable[..., Page], ran: list[str], address: str
) -> None:
    page = sturdy()
    page.goto(f"{address}/en/")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    (worker,) = page.context.service_workers
    worker.evaluate(
        """() => {
          self.thrown = [];
          self.addEventListener("error", (event) => thrown.push(event.message));
          self.addEventListener("unhandledrejection", (event) => thrown.push(String(event.reason)));
        }"""
    )
    page.evaluate(
        """async (messages) => {
          const { active } = await navigator.serviceWorker.ready;
          for (const one of messages) active.postMessage(one);
        }""",
        list(attacks.MESSAGES),
    )
    page.wait_for_timeout(200)  # a rejection is told when what was asked has failed
    assert worker.evaluate("thrown") == []
    kept = page.evaluate(
        "caches.open('qiusuo / visited').then((all) => all.keys()).then((k) => k.map((r) => r.url))"
    )
    assert all(url.startswith(f"{address}/") for url in kept)
    assert ran == []


def test_the_policy_stops_what_got_in(browser: Browser, address: str) -> None:
    """The last lock, alone."""
    page = browser.new_page()
    stopped: list[str] = []
    ran: list[str] = []
    page.expose_function("ran", lambda: ran.append(page.url))
    page.expose_function("stopped", lambda directive: stopped.append(directive))
    page.goto(f"{address}/en/")
    page.evaluate(
        """html => {
          addEventListener("securitypolicyviolation", (event) => stopped(event.effectiveDirective));
          document.body.insertAdjacentHTML("beforeend", html);
          const script = document.createElement("script");
          script.textContent = "ran()";
          document.body.append(script);
        }""",
        f"{attacks.IMAGE}<img src='https://evil.example.org/x.png'><p style='color: red'>x</p>"
        '<iframe src="https://evil.example.org/"></iframe><a href="javascript:ran()">x</a>',
    )
    page.get_by_role("link", name="x", exact=True).last.click()
    wanted = {"script-src-attr", "script-src-elem", "img-src", "style-src-attr", "frame-src"}
    assert until(page, lambda: wanted <= set(stopped)), stopped
    page.wait_for_timeout(100)  # what is not stopped would run by now
    assert ran == []
    page.close()
