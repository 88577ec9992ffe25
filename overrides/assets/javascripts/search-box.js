// The search field: a combobox whose answers stream in as one types.
import { SearchEngine } from "./search-engine.js";
import { element, say, topics } from "./words.js";

/** @type {SearchEngine | undefined} */
let engine;
/**
 * Make search fields answer, also what was asked before this came.
 *
 * @param {Document} root
 * @param {readonly HTMLElement[]} boxes
 */
export function mountBoxes(root, boxes) {
  for (const box of boxes) new Box(box).begin(root);
}

/** One search field with its panel of results. */
class Box {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.page = box.hasAttribute("data-search-page");
    this.input = /** @type {HTMLInputElement} */ (box.querySelector("input[type=search]"));
    this.panel = /** @type {HTMLElement} */ (box.querySelector("[data-search-panel]"));
    this.status = /** @type {HTMLElement} */ (box.querySelector("[data-search-status]"));
    this.list = /** @type {HTMLElement} */ (box.querySelector("[data-search-results]"));
    this.filters = /** @type {HTMLFormElement | null} */ (box.querySelector("[data-search-filters]"));
    this.round = 0;
    this.active = -1;
    /** What a term means that the query names, and which term it is. */
    this.meaning = element("p", "search__meaning");
    this.defined = "";
    this.list.before(this.meaning);
    this.meaning.hidden = true;
    /** @type {import("./search-engine.js").Answer | undefined} */
    this.answer = undefined;
  }

  /** @param {Document} root */
  begin(root) {
    const { box, input } = this;
    input.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) void this.ask();
    });
    input.addEventListener("compositionend", () => void this.ask());
    input.addEventListener("focus", () => this.open());
    input.addEventListener("keydown", (event) => this.key(event));
    this.filters?.addEventListener("change", () => this.show(true));
    box.querySelector("[data-search-close]")?.addEventListener("click", () => this.close());
    root.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !box.contains(event.target)) this.close();
    });
    const asked = this.page && new URLSearchParams(location.search).get("q");
    if (asked) input.value ||= asked;
    if (asked || (input.value && !("composing" in input.dataset))) void this.ask();
    else if (root.activeElement === input) this.open();
  }

  engine() {
    const base = new URL(this.box.dataset.search ?? "./", location.href);
    engine ??= new SearchEngine(base, document.documentElement.lang);
    return engine;
  }

  open() {
    this.box.classList.add("search--open");
    this.input.setAttribute("aria-expanded", "true");
    this.panel.hidden = false;
    // The reader has turned to it: from here on things may be fetched.
    const engine = this.engine();
    const asked = () => this.input.value.trim();
    void Promise.all([engine.names(), engine.pages.open()])
      .then(idle)
      // What is asked fetches the full text itself, after its first answers and not beside them.
      .then(() => asked() || engine.text(engine.language))
      .catch(() => {});
    if (!asked()) this.status.textContent = say("search_hint");
  }

  close() {
    if (this.page) return;
    this.box.classList.remove("search--open");
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.panel.hidden = true;
    this.active = -1;
  }

  async ask() {
    const query = this.input.value;
    const round = ++this.round;
    this.open();
    this.active = -1;
    this.list.setAttribute("aria-busy", "true");
    if (this.page) {
      const wanted = query.trim() ? `?q=${encodeURIComponent(query.slice(0, 200))}` : location.pathname;
      history.replaceState(history.state, "", wanted);
    }
    if (!/[\p{L}\p{N}]/u.test(query)) {
      this.list.removeAttribute("aria-busy");
      this.define(undefined);
      this.list.replaceChildren();
      this.status.textContent = query.trim() ? say("search_nothing") : say("search_hint");
      if (query.trim()) this.suggest();
      return;
    }
    try {
      await this.engine().search(
        query,
        (answer, done) => {
          if (round !== this.round) return;
          this.answer = answer;
          this.show(done);
        },
        () => round !== this.round,
      );
    } catch {
      if (round !== this.round) return;
      this.define(undefined);
      this.list.replaceChildren();
      this.status.textContent = say("search_failed");
      this.suggest();
    }
    if (round === this.round) this.list.removeAttribute("aria-busy");
  }

  /** @param {boolean} done whether nothing more will come */
  show(done) {
    const { answer } = this;
    if (!answer) return;
    const wanted = this.filters ? new FormData(this.filters) : new FormData();
    const fits = (/** @type {import("./search-engine.js").Result} */ one) =>
      ["way", "kind"].every((name) => {
        const value = wanted.get(name);
        return !value || one[/** @type {"way"} */ (name)] === value;
      }) && (!wanted.get("topic") || one.topics.includes(String(wanted.get("topic"))));
    const own = answer.own.filter(fits);
    const others = answer.others.filter(fits);
    const groups = [];
    if (own.length) groups.push(this.group("", own, answer.words));
    if (others.length) groups.push(this.group(say("search_other"), others, answer.words));
    // What comes in late must not take away what the reader has chosen.
    const chosen = this.options()[this.active]?.getAttribute("href");
    this.list.replaceChildren(...groups);
    const options = this.options();
    for (const [number, option] of options.entries()) option.id = `${this.list.id}-${number}`;
    this.active = options.findIndex((option) => chosen && option.getAttribute("href") === chosen);
    this.select(options);
    const notes = [];
    const count = own.length + others.length;
    if (count) notes.push(say("search_count", { n: count }));
    else if (done) notes.push(say("search_nothing"));
    if (answer.spelled) notes.push(say("search_spelled", { query: answer.spelled }));
    if (answer.term) {
      const [shown, ...rest] = answer.term.names;
      const term = rest.length ? `${shown} (${rest.join(", ")})` : String(shown);
      notes.push(say("search_term", { term }));
    }
    this.define(answer.term, done);
    if (answer.partial) notes.push(say("search_partial"));
    this.status.textContent = notes.join(" ");
    if (!count && done) this.suggest();
  }

  /**
   * Tell above the results what a term means, with the way to the glossary; what it means is fetched
   * once nothing else is.
   *
   * @param {import("./search-engine.js").NamedTerm | undefined} term
   * @param {boolean} [done]
   */
  define(term, done = false) {
    if (this.defined !== (term?.url ?? "")) {
      this.defined = term?.url ?? "";
      this.meaning.hidden = !term;
      const link = element("a", "", term?.names[0]);
      link.href = term?.url ?? "";
      this.meaning.replaceChildren(link);
    }
    if (!term || !done || this.meaning.children.length > 1) return;
    const text = element("span", "search__definition");
    this.meaning.append(" ", text);
    this.engine().meaning(term).then(
      (meaning) => {
        text.textContent = meaning.text;
        if (meaning.lang) text.lang = meaning.lang;
      },
      () => {}, // the link is there all the same
    );
  }

  /** Offer the topics where nothing was found. */
  suggest() {
    const offered = element("p", "search__topics");
    offered.setAttribute("role", "presentation");
    for (const [path, name, lang] of topics) {
      const link = element("a", "", name);
      link.href = new URL(path, this.engine().base).href;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      if (lang) link.lang = lang;
      offered.append(link, " ");
    }
    if (topics.length) this.list.replaceChildren(offered);
  }

  /**
   * @param {string} label
   * @param {import("./search-engine.js").Result[]} results
   * @param {string[]} words
   */
  group(label, results, words) {
    const group = element("div", "search__group");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label || say("search_own"));
    if (label) {
      const heading = element("p", "search__language", label);
      heading.setAttribute("role", "presentation");
      group.append(heading);
    }
    for (const one of results) {
      const link = element("a", `search__result way--${one.way || "none"}`);
      const url = new URL(one.url);
      url.searchParams.set("mark", words[0]?.slice(0, 80) ?? "");
      link.href = url.href;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
      link.lang = one.language;
      const title = element("span", "search__title");
      highlight(title, one.title, words);
      if (one.section && one.section !== one.title) {
        const section = element("span", "search__section");
        highlight(section, one.section, words);
        title.append(" › ", section);
      }
      const kind = element("span", "search__kind", say(`kind_${one.kind}`));
      const way = one.way ? element("span", "search__way", say(`way_${one.way}`)) : "";
      const snippet = element("span", "search__snippet");
      highlight(snippet, one.snippet, words);
      link.append(title, " ", kind, " ", way, snippet);
      group.append(link);
    }
    return group;
  }

  options() {
    return /** @type {HTMLElement[]} */ (Array.from(this.list.querySelectorAll("[role=option]")));
  }

  /**
   * Tell which option is the active one.
   *
   * @param {HTMLElement[]} options
   */
  select(options) {
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.active)));
    const chosen = options[this.active];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    return chosen;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) return;
    const options = this.options();
    if (event.key === "Escape") {
      if (this.page) this.input.value = "";
      this.close();
      if (!this.page) this.input.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      this.active = (from + step + options.length) % options.length;
      this.select(options)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      const chosen = options[this.active];
      if (!chosen) return; // the form sends the query to the search page
      event.preventDefault();
      chosen.click();
    }
  }
}

/** Settles when the browser has nothing better to do. */
function idle() {
  return new Promise((settle) => {
    if ("requestIdleCallback" in window) requestIdleCallback(settle, { timeout: 2000 });
    else setTimeout(settle, 200);
  });
}

/**
 * Set a text with the words that were asked for in marks; text is never read as HTML.
 *
 * @param {HTMLElement} into
 * @param {string} text
 * @param {string[]} words
 */
function highlight(into, text, words) {
  if (text.includes("\u0002")) {
    for (const part of text.split(/(\u0002[^\u0003]*\u0003)/)) {
      if (part.startsWith("\u0002")) into.append(element("mark", "", part.slice(1, -1)));
      else into.append(part);
    }
    return;
  }
  const wanted = words
    .flatMap((word) => [word, ...word.split(/\s+/)])
    .filter((word) => word.length > 1 || /[\u3400-\u9fff]/.test(word))
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) {
    into.append(text);
    return;
  }
  for (const [n, part] of text.split(new RegExp(`(${wanted.join("|")})`, "gi")).entries()) {
    if (n % 2) into.append(element("mark", "", part));
    else into.append(part);
  }
}
