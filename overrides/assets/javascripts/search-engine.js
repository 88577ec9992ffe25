// Answering a query: names first, then the full text of pagefind, the reader's language first.
import { dataAt } from "./citation-card.js";
import { fold, foldTraditional, HAN, likeness, lookUp, respell, vocabulary } from "./search-names.js";
import { TextIndex } from "./search-text.js";

/**
 * @typedef {import("./search-names.js").SearchIndex} SearchIndex
 *
 * @typedef {object} Result
 * @property {string} url
 * @property {string} title
 * @property {string} section
 * @property {string} kind direction, page, work, term
 * @property {string} way
 * @property {string[]} topics
 * @property {string} language
 * @property {string} snippet text, matched words between \u0002 and \u0003
 * @property {number} score
 *
 * @typedef {{ slug: string, names: string[], url: string }} NamedTerm a term of the glossary, the
 *   reader's name for it first, and its place there
 *
 * @typedef {object} Answer
 * @property {Result[]} own
 * @property {Result[]} others
 * @property {string} spelled the query as it was corrected, or nothing
 * @property {NamedTerm | undefined} term the term that the query names
 * @property {string[]} words what to mark in the text
 * @property {boolean} partial whether the full text could not be reached
 */

/** The worth of a name's match from which it is shown at once. */
const STRONG = 55;
/** Longer queries are cut: nobody types them, and they must not hold anything up. */
const LONGEST = 200;
/** Words of so many letters and more are in one list. */
const LONG_WORD = 13;
/** The worth of pagefind's first result, and how fast those after it fall. */
const FULL_TEXT = 46;
const FALL = 0.22;
/** The worth, beside it, of a page with most of the words. */
const NEARLY = 0.5;
/** The worth of a work among them, by chance or by its title. */
const WORK = 9;
const NAMED_WORK = 120;
const MOST_OWN = 12;
const MOST_OTHER = 4;
/** Fragments of full text fetched for a query, each a page's text: of pages, and of works. */
const PAGES = 6;
const WORKS = 3;
/** How far into a snippet, in Latin letters, its first mark may stand, so that it is in sight. */
const IN_SIGHT = 90;
/** Where a sentence ends. */
const END = /(?:[。！？]|[.!?](?=[”’")]*\s+[\u0002“‘"(]*[\p{Lu}\p{Script=Han}]))[”’"）)]*\s*/gu;

/** A search engine over one site, at `base`, for readers of `language`. */
export class SearchEngine {
  /**
   * @param {URL} base the site's root
   * @param {string} language
   */
  constructor(base, language) {
    this.base = base;
    this.language = language;
    /** @type {Promise<SearchIndex> | undefined} */
    this.index = undefined;
    /** The words of the pages. */
    this.pages = new TextIndex((path) => this.#get(`search/text/${language}/${path}`));
    /** Words by their length. @type {Map<number, Promise<string[]>>} */
    this.lists = new Map();
    /** Settles when pagefind has answered all that was asked of it. */
    this.turn = Promise.resolve();
    /** @type {Promise<void> | undefined} */
    this.folding = undefined;
    /** @type {Map<string, Promise<any>>} */
    this.texts = new Map();
    /** @type {Set<string> | undefined} */
    this.named = undefined;
  }

  /** The index of names, fetched once; a failure is forgotten, so that the next try asks again. */
  names() {
    this.index ??= this.#get("search/names.json")
      .then((answer) => answer.json())
      .then((/** @type {SearchIndex} */ index) => {
        this.named = vocabulary(index); // folds every name once, before the first key
        return index;
      });
    this.index.catch(() => (this.index = undefined));
    return this.index;
  }

  /** The table of traditional characters, for queries with any Chinese. */
  han() {
    this.folding ??= this.#get("search/traditional.json")
      .then((answer) => answer.json())
      .then(foldTraditional);
    this.folding.catch(() => (this.folding = undefined));
    return this.folding;
  }

  /**
   * All words of so many letters, for spelling.
   *
   * @param {number} letters
   */
  words(letters) {
    const length = Math.min(letters, LONG_WORD);
    let list = this.lists.get(length);
    if (!list) {
      list = this.#get(`search/spelling/${length}.txt`)
        .then((answer) => answer.text())
        .then((text) => text.split("\n").filter(Boolean));
      list.catch(() => this.lists.delete(length));
      this.lists.set(length, list);
    }
    return list;
  }

  /**
   * What the glossary says of a term, in the reader's language where it is in that; its first
   * sentence.
   *
   * @param {NamedTerm} term
   * @returns {Promise<{ text: string, lang: string }>}
   */
  async meaning({ slug, url }) {
    const terms = await dataAt(new URL("terms.json", url).href);
    const { definition, definitionLang } = terms[slug];
    return { text: definition.slice(0, ends(definition)[0]).trim(), lang: definitionLang };
  }

  /**
   * @param {SearchIndex} index
   * @param {string} slug
   */
  #glossary(index, slug) {
    const own = this.language === index.languages[0] ? "" : `${this.language}/`;
    return new URL(`${own}glossary/#${slug}`, this.base).href;
  }

  /** @param {string} path */
  async #get(path) {
    const answer = await fetch(new URL(path, this.base));
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  }

  /**
   * pagefind's index of a language.
   *
   * @param {string} language
   */
  text(language) {
    let instance = this.texts.get(language);
    if (!instance) {
      instance = this.#load(language);
      instance.catch(() => this.texts.delete(language));
      this.texts.set(language, instance);
    }
    return instance;
  }

  /** @param {string} language */
  async #load(language) {
    const bundle = new URL("pagefind/", this.base);
    const pagefind = await import(new URL("pagefind.js", bundle).href);
    // pagefind takes the page's language for the index's; another index needs another word.
    const html = document.documentElement;
    const own = html.lang;
    html.lang = language;
    const instance = pagefind.createInstance({ basePath: bundle.pathname, noWorker: true });
    html.lang = own;
    await instance.init();
    return instance;
  }

  /**
   * Answer a query, first from names, then with the full text; `say` is called for each.
   *
   * @param {string} raw
   * @param {(answer: Answer, done: boolean) => void} say
   * @param {() => boolean} stale whether the reader has typed on
   */
  async search(raw, say, stale) {
    const index = await this.names();
    let query = wellFormed(raw.normalize("NFKC")).slice(0, LONGEST).trim();
    if (HAN.test(query)) await this.han().catch(() => {});
    let found = lookUp(index, query, 0);
    let spelled = "";
    if (stale()) return;
    const doubtful = this.#doubtful(query);
    /** @type {string[]} */
    let unknown = [];
    const near = this.#nearest(query, doubtful);
    const meant = near === query ? undefined : lookUp(index, near, 0);
    if (meant?.terms.some((term) => term.exact)) {
      // One letter from a term's name: that is what was meant.
      spelled = query = near;
      found = meant;
    } else if (doubtful.length) {
      const better = await this.#spelled(query, doubtful).catch(() => ({ right: query, unknown }));
      if (stale()) return;
      unknown = better.unknown;
      if (better.right !== query) {
        spelled = query = better.right;
        found = lookUp(index, query, 0);
      }
    }
    const strong = (found.hits[0]?.score ?? 0) >= STRONG;
    /** @type {Result[]} */
    let text = [];
    let nowhere = false;
    if (!strong) {
      const places = await this.pages.search(fold(query)).catch(() => undefined);
      text = places?.map((place, rank) => this.#place(place, rank, index)) ?? [];
      // All Chinese of the pages is in their index; pagefind would find a character of the query.
      nowhere = HAN.test(query) && places?.length === 0;
    }
    const first = text;
    if (stale()) return;
    if (strong || text.length) {
      say(this.#answer(index, query, found, text, [], spelled, false), false);
      await painted(); // the full text works on the same thread, and can wait for a frame
      if (stale()) return;
    }
    const term = found.terms.find((one) => one.exact);
    const place = index.languages.indexOf(this.language);
    // Full text answers an unknown word with the nearest it has, which is seldom what was meant.
    const known = nowhere ? "" : unknown.reduce((rest, word) => rest.replace(word, " "), query).trim();
    let partial = false;
    try {
      if (known) {
        text = await this.#fullText(term?.names[place] || known, this.language, index, stale);
        // Full text wants every word on the page; those with most of them come after.
        for (const one of first) text.push({ ...one, score: one.score * NEARLY });
      }
    } catch {
      partial = true;
    }
    if (stale()) return;
    const answer = this.#answer(index, query, found, text, [], spelled, partial);
    say(answer, false);
    /** @type {Result[]} */
    const others = [];
    if (known && (answer.own.length < 3 || !answer.others.length)) {
      for (const [number, language] of index.languages.entries()) {
        if (language === this.language) continue;
        const theirs = term?.names[number] || known;
        others.push(...(await this.#fullText(theirs, language, index, stale).catch(() => [])));
      }
    }
    if (stale()) return;
    say(this.#answer(index, query, found, text, others, spelled, partial), true);
  }

  /**
   * The Latin words of a query, of five letters or more, that no name has.
   *
   * @param {string} query
   */
  #doubtful(query) {
    const named = this.named ?? new Set();
    // A word that is still being typed is not misspelled: it begins one that is known.
    return (query.match(/[A-Za-z]{5,}/g) ?? []).filter((word) => {
      const folded = fold(word);
      return !named.has(folded) && !(query.endsWith(word) && begins(named, folded));
    });
  }

  /**
   * The query with its doubtful words turned to the nearest of the names.
   *
   * @param {string} query
   * @param {string[]} words
   */
  #nearest(query, words) {
    const named = [...(this.named ?? [])];
    return words.reduce((text, word) => {
      const better = respell(word.toLowerCase(), named);
      return better ? text.replace(word, better) : text;
    }, query);
  }

  /**
   * The query with each doubtful word spelled right, and the words that are unknown all the same.
   *
   * @param {string} query
   * @param {string[]} words
   * @returns {Promise<{ right: string, unknown: string[] }>}
   */
  async #spelled(query, words) {
    let right = query;
    /** @type {string[]} */
    const unknown = [];
    for (const word of words) {
      const lower = word.toLowerCase();
      if (await this.pages.has(lower, query.endsWith(word))) continue;
      const lengths = [lower.length - 1, lower.length, lower.length + 1];
      const known = (await Promise.all(lengths.map((length) => this.words(length)))).flat();
      if (known.includes(lower) || known.includes(lower.replace(/s$/, ""))) continue;
      const better = respell(lower, known);
      if (better) right = right.replace(word, better);
      else if (!query.endsWith(word) || !(await this.#beginsOne(lower))) unknown.push(word);
    }
    return { right, unknown };
  }

  /**
   * Whether some longer word begins so.
   *
   * @param {string} start
   */
  async #beginsOne(start) {
    for (let length = Math.min(start.length + 1, LONG_WORD); length <= LONG_WORD; length++) {
      if (begins(await this.words(length), start)) return true;
    }
    return false;
  }

  /**
   * @param {import("./search-text.js").Place} place
   * @param {number} rank
   * @param {SearchIndex} index
   * @returns {Result}
   */
  #place(place, rank, index) {
    const own = this.language === index.languages[0] ? "" : `${this.language}/`;
    const url = new URL(own + place.path, this.base).href;
    return {
      url: place.section ? `${url}#${place.section}` : url,
      title: place.title,
      section: place.heading,
      ...about(place.path, index),
      language: this.language,
      snippet: "",
      score: FULL_TEXT / (1 + FALL * rank),
    };
  }

  /**
   * What pagefind has on a query. It keeps one state for all that is asked of it, and a page's
   * data are rewritten by the next query, so queries are asked one after the other.
   *
   * @param {string} query
   * @param {string} language
   * @param {SearchIndex} index
   * @param {() => boolean} stale
   * @returns {Promise<Result[]>}
   */
  #fullText(query, language, index, stale) {
    const answer = this.turn.then(() => (stale() ? [] : this.#ask(query, language, index, stale)));
    this.turn = answer.then(
      () => {},
      () => {},
    );
    return answer;
  }

  /**
   * @param {string} query
   * @param {string} language
   * @param {SearchIndex} index
   * @param {() => boolean} stale
   * @returns {Promise<Result[]>}
   */
  async #ask(query, language, index, stale) {
    const engine = await this.text(language);
    // Works are many; asked for together, they would crowd out the pages.
    const [inPages, inWorks] = await Promise.all([
      engine.search(query, { filters: { not: { kind: "work" } } }),
      engine.search(query, { filters: { kind: "work" } }),
    ]);
    if (stale()) return [];
    const chosen = [...inPages.results.slice(0, PAGES), ...inWorks.results.slice(0, WORKS)];
    /** @type {any[]} */
    const pages = await Promise.all(chosen.map((/** @type {any} */ one) => one.data()));
    return pages.flatMap((page, rank) => {
      if (!holds(page, query)) return [];
      const best = bestPart(page);
      const path = this.#path(new URL(page.url, this.base), language, index);
      const { kind, way, topics } = about(path, index);
      // Works are many and their titles repeat the topics' words: one comes first only by its name.
      const like = kind === "work" ? likeness(fold(query), fold(page.meta.title ?? "")) : 0;
      const worth = kind !== "work" ? FULL_TEXT : like > 0.85 ? NAMED_WORK : WORK;
      const place = kind === "work" ? Math.max(0, rank - inPages.results.length) : rank;
      return {
        url: new URL(best.url, this.base).href,
        title: page.meta.title ?? "",
        section: best.url.includes("#") ? best.title : "",
        kind,
        way,
        topics,
        language,
        snippet: begun(marked(best.excerpt ?? page.excerpt ?? ""), (page.content ?? "").replace(/\s+/g, " ")),
        score: worth / (1 + FALL * place),
      };
    });
  }

  /**
   * The path of a page below its language's root.
   *
   * @param {URL} url
   * @param {string} language
   * @param {SearchIndex} index
   */
  #path(url, language, index) {
    const path = url.pathname.slice(this.base.pathname.length);
    const prefix = language === index.languages[0] ? "" : `${language}/`;
    return path.startsWith(prefix) ? path.slice(prefix.length) : path;
  }

  /**
   * One answer of all that is known so far; a page stands once, with its best section.
   *
   * @param {SearchIndex} index
   * @param {string} query
   * @param {ReturnType<typeof lookUp>} found
   * @param {Result[]} text
   * @param {Result[]} foreign
   * @param {string} spelled
   * @param {boolean} partial
   * @returns {Answer}
   */
  #answer(index, query, found, text, foreign, spelled, partial) {
    const own = this.#merge(index, found.hits, text, this.language);
    /** @type {Result[]} */
    const others = [];
    for (const language of index.languages) {
      if (language === this.language) continue;
      const theirs = foreign.filter((one) => one.language === language);
      others.push(...this.#merge(index, found.hits, theirs, language).slice(0, MOST_OTHER));
    }
    const term = found.terms.find((one) => one.exact);
    const mine = term?.names[index.languages.indexOf(this.language)];
    const names = [...new Set([mine ?? "", ...(term?.names ?? [])])].filter(Boolean);
    return {
      own: own.slice(0, MOST_OWN),
      others,
      spelled,
      term: term && { slug: term.slug, names, url: this.#glossary(index, term.slug) },
      words: [query, ...names],
      partial,
    };
  }

  /**
   * @param {SearchIndex} index
   * @param {import("./search-names.js").Hit[]} hits
   * @param {Result[]} text
   * @param {string} language
   */
  #merge(index, hits, text, language) {
    const number = index.languages.indexOf(language);
    const prefix = number === 0 ? "" : `${language}/`;
    /** @type {Map<string, Result>} */
    const pages = new Map();
    for (const hit of hits) {
      const page = index.pages[hit.page];
      if (!page?.titles[number]) continue;
      const url = new URL(prefix + page.path, this.base);
      const before = pages.get(url.href);
      if (before) {
        // A second section says that the page is about it; it does not stand by itself.
        before.score += 0.06 * hit.score;
        continue;
      }
      const heading = index.sections.find(([p, id]) => p === hit.page && id === hit.section);
      pages.set(url.href, {
        url: hit.section ? `${url.href}#${hit.section}` : url.href,
        title: page.titles[number] ?? "",
        section: heading?.[2][number] ?? "",
        kind: page.kind,
        way: page.way,
        topics: page.topics,
        language,
        snippet: page.texts[number] ?? "",
        score: hit.score,
      });
    }
    for (const result of text) {
      const bare = result.url.split("#")[0] ?? result.url;
      const before = pages.get(bare);
      if (!before) {
        pages.set(bare, { ...result });
        continue;
      }
      before.score += result.score;
      if (result.snippet.includes("\u0002")) before.snippet = result.snippet;
      // Where the names only led to the page, the text knows the section.
      if (!before.url.includes("#") && result.section) {
        before.url = result.url;
        before.section = result.section;
      }
    }
    return [...pages.values()].sort((a, b) => b.score - a.score);
  }
}

/**
 * What is known of a page by its path below its language's root.
 *
 * @param {string} path
 * @param {SearchIndex} index
 */
function about(path, index) {
  const known = index.pages.find((one) => one.path === path);
  const kind = path.startsWith("works/") ? "work" : /^directions\/./.test(path) ? "direction" : "page";
  return { kind: known?.kind ?? kind, way: known?.way ?? "", topics: known?.topics ?? [] };
}

/** Settles when what was last set is on the screen. */
function painted() {
  return new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)));
}

/**
 * Whether a page has one of the Latin words that were asked for, as far as its stem goes; pagefind
 * answers a word it does not have with one that begins alike.
 *
 * @param {any} page pagefind's data of a page
 * @param {string} query
 */
function holds(page, query) {
  const words = query.toLowerCase().match(/[a-z]{4,}/g);
  if (!words || HAN.test(query)) return true;
  const text = `${page.meta.title ?? ""} ${page.content ?? ""}`.toLowerCase();
  return words.some((word) => text.includes(word.slice(0, Math.max(4, word.length - 3))));
}

/**
 * @param {Iterable<string>} words
 * @param {string} start
 */
function begins(words, start) {
  for (const word of words) if (word.startsWith(start)) return true;
  return false;
}

/**
 * The part of a page with the most matches, of those under a heading.
 *
 * @param {any} page pagefind's data of a page
 */
function bestPart(page) {
  const parts = page.sub_results ?? [];
  let best = parts[0] ?? page;
  for (const part of parts) {
    const weight = (/** @type {any} */ one) => (one.weighted_locations ?? []).length;
    if (part.url.includes("#") && (weight(part) > weight(best) || !best.url.includes("#"))) {
      best = part;
    }
  }
  return best;
}

/**
 * pagefind's excerpt as text, its marks as control characters; anything else stays escaped text.
 *
 * @param {string} excerpt
 */
function marked(excerpt) {
  const text = excerpt.replace(/<mark>/g, "\u0002").replace(/<\/mark>/g, "\u0003");
  const plain = new DOMParser().parseFromString(text, "text/html").body.textContent ?? "";
  return plain.replace(/\s+/g, " ").trim();
}

/**
 * An excerpt from where a sentence begins, at most so far before its first mark that this is in
 * sight; where none does, and where it ends within one, with an ellipsis.
 *
 * @param {string} excerpt marked
 * @param {string} content all that it is from
 */
export function begun(excerpt, content) {
  const at = content.indexOf(excerpt.replace(/[\u0002\u0003]/g, ""));
  const before = content.slice(Math.max(0, at - 2 * IN_SIGHT), Math.max(0, at));
  const text = before + excerpt;
  const mark = before.length + Math.max(0, excerpt.indexOf("\u0002"));
  const width = HAN.test(excerpt) ? 2 : 1;
  const starts = [...(at === before.length ? [0] : []), ...ends(text)];
  const near = starts.filter((one) => one <= mark && (mark - one) * width <= IN_SIGHT);
  const start = near.filter((one) => one <= before.length).at(-1) ?? near[0];
  const cut = start === undefined ? `…${excerpt.replace(/^[\s，、；：。！？）”,;:.!?)]+/u, "")}` : text.slice(start);
  return /[。！？.!?…][”’"）)\u0003]*$/.test(cut) ? cut : `${cut}…`;
}

/**
 * Where the sentences of a text end, each with the space after it.
 *
 * @param {string} text
 */
function ends(text) {
  return Array.from(text.matchAll(END), (one) => one.index + one[0].length);
}

/**
 * The text without halves of surrogate pairs and control characters.
 *
 * @param {string} text
 */
function wellFormed(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\0-\x1f]/g, " ");
}
