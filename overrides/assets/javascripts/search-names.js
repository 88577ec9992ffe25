// Matching a query with names: titles, headings, the glossary, readers' everyday words.
//
// Pure functions over the data of views/search_index.py; nothing here touches the page.

/**
 * @typedef {object} SearchIndex
 * @property {string[]} languages
 * @property {{ path: string, way: string, kind: string, topics: string[], titles: string[], texts: string[] }[]} pages
 * @property {[number, string, string[]][]} sections
 * @property {[string, string[], string[], [number, string][]][]} terms
 * @property {[string[], number[]][]} questions
 *
 * @typedef {{ page: number, section: string, score: number }} Hit
 * @typedef {{ slug: string, names: string[], exact: boolean, score: number }} TermHit
 */

/** What a match of each kind is worth at best; chosen on the measured set of queries. */
const WORTH = { term: 100, title: 108, heading: 84, question: 92 };
/** What the second, third, … target of a term or question is worth beside the first. */
const DECAY = [1, 0.9, 0.8, 0.7, 0.6];

export const HAN = /[\u3400-\u9fff]/;
const STOP = new Set(
  ("a an and are as at be by can do does for from how i in is it me my of on or should so that the " +
    "there to we what when where which who why with you your").split(" "),
);

/** @type {Map<string, string> | undefined} */
let simplified;

/**
 * Let traditional characters be folded from now on.
 *
 * @param {[string, string]} pairs traditional characters, and in the same order the simplified
 */
export function foldTraditional([traditional, simple]) {
  const to = [...simple];
  simplified = new Map([...traditional].map((char, n) => [char, to[n] ?? char]));
}

/**
 * The text as it is compared: full width made half, lower case, simplified characters, hyphens as
 * spaces, one spelling of -ise and -ize.
 *
 * @param {string} text
 */
export function fold(text) {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2010-\u2015_/-]+/g, " ")
    .replace(/[^\p{L}\p{N}+. ]+/gu, " ")
    .replace(/(?<!\d)\.|\.(?!\d)/g, " ");
  const simple = simplified
    ? Array.from(plain, (char) => simplified?.get(char) ?? char).join("")
    : plain;
  return simple
    .replace(/\s+/g, " ")
    .trim()
    .split(" ")
    .map(stem)
    .join(" ");
}

/**
 * One form for a Latin word's spellings and for its plural.
 *
 * @param {string} word
 */
export function stem(word) {
  if (HAN.test(word) || word.length < 4) return word;
  return word
    .replace(/(?<=[^s])s$/, "")
    .replace(/is(e|ed|ing|er|ation)$/, "iz$1")
    .replace(/yse(d)?$/, "yze$1")
    .replace(/our$/, "or");
}

/** @param {string} text */
const hasHan = (text) => HAN.test(text);

/**
 * How well a query matches a name, from 0 (not) to 1 (it is the name).
 *
 * @param {string} query folded
 * @param {string} name folded
 */
export function likeness(query, name) {
  if (!name || !query) return 0;
  if (query === name) return 1;
  if (hasHan(name) || hasHan(query)) {
    const q = query.replaceAll(" ", "");
    const n = name.replaceAll(" ", "");
    if (q === n) return 1;
    const least = hasHan(n) ? 2 : 3;
    if (n.length >= least && q.includes(n)) {
      // A Latin name inside a Chinese query has to stand by itself.
      if (!hasHan(n) && !new RegExp(`(^|[^a-z0-9])${escape(n)}($|[^a-z0-9])`).test(query)) return 0;
      return 0.55 + 0.4 * (n.length / q.length);
    }
    if (n.includes(q)) return 0.38 + 0.5 * (q.length / n.length);
    return 0;
  }
  const q = query.split(" ");
  const n = name.split(" ");
  const asked = q.filter((word) => !STOP.has(word));
  if (asked.length === 0) return 0;
  if (asked.join(" ") === n.filter((word) => !STOP.has(word)).join(" ")) return 0.98;
  if (` ${query} `.includes(` ${name} `) && name.length > 2) {
    return 0.55 + 0.4 * (name.length / query.length);
  }
  const last = asked.length - 1;
  const all = asked.every((word, place) =>
    n.some((part) => part === word || (place === last && word.length > 1 && part.startsWith(word))),
  );
  if (all) return 0.38 + 0.5 * Math.min(1, asked.join(" ").length / name.length);
  return 0;
}

/** @param {string} text */
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Whether an everyday phrase is in a query: as it stands, or, in Latin script, all its words.
 *
 * @param {string} query folded
 * @param {string} phrase folded
 */
export function asks(query, phrase) {
  if (hasHan(phrase)) return query.replaceAll(" ", "").includes(phrase.replaceAll(" ", ""));
  const words = new Set(query.split(" "));
  const wanted = phrase.split(" ").filter((word) => !STOP.has(word) || phrase.length < 6);
  return wanted.length > 0 && wanted.every((word) => words.has(word));
}

/** @type {Map<string, string>} */
const folded = new Map();

/**
 * A name of the index, folded once for all queries.
 *
 * @param {string} name
 */
function foldName(name) {
  let text = folded.get(name);
  if (text === undefined) folded.set(name, (text = fold(name)));
  return text;
}

/**
 * Where the names that a query matches lead, best first, and the terms among them.
 *
 * @param {SearchIndex} index
 * @param {string} raw the query as typed
 * @param {number} language the reader's, by its place in index.languages
 * @returns {{ hits: Hit[], terms: TermHit[] }}
 */
export function lookUp(index, raw, language) {
  const query = fold(raw);
  /** @type {Map<string, Hit>} */
  const hits = new Map();
  /** @type {TermHit[]} */
  const terms = [];
  /** @param {number} page @param {string} section @param {number} score */
  const hit = (page, section, score) => {
    const key = `${page}#${section}`;
    const before = hits.get(key);
    // Two reasons count for more than the better of them alone.
    if (before) before.score = Math.max(before.score, score) + 0.15 * Math.min(before.score, score);
    else hits.set(key, { page, section, score });
  };
  if (!query) return { hits: [], terms };

  /** @type {[number, [number, string][]][]} */
  const leads = [];
  for (const [slug, names, also, targets] of index.terms) {
    const like = Math.max(...[...names, ...also].map((name) => likeness(query, foldName(name))));
    if (like < 0.4) continue;
    terms.push({ slug, names, exact: like > 0.97, score: like });
    leads.push([like, targets]);
  }
  const named = terms.some((term) => term.exact);
  for (const [like, targets] of leads) {
    // Where the query is a term's name, the shorter names within it are by the way.
    const worth = named && like <= 0.97 ? 0.3 * WORTH.term : WORTH.term;
    targets.forEach(([page, section], rank) =>
      hit(page, section, worth * like * (DECAY[rank] ?? 0.5)),
    );
  }
  index.pages.forEach((page, number) => {
    const like = Math.max(...page.titles.map((title) => likeness(query, foldName(title))));
    if (like >= 0.4) hit(number, "", WORTH.title * like);
  });
  for (const [page, section, titles] of index.sections) {
    const like = Math.max(...titles.map((title) => likeness(query, foldName(title))));
    if (like >= 0.4) hit(page, section, WORTH.heading * like);
  }
  // A whole question is about what it asks, more than about the names it happens to hold.
  const questions = index.questions.filter(([phrases]) =>
    phrases.some((phrase) => asks(query, foldName(phrase))),
  );
  if (questions.length && !named) for (const one of hits.values()) one.score *= 0.6;
  for (const [phrases, pages] of questions) {
    const asked = phrases.filter((phrase) => asks(query, foldName(phrase)));
    const longest = Math.max(...asked.map((phrase) => phrase.length));
    const sure = 0.8 + 0.2 * Math.min(1, longest / 8);
    pages.forEach((page, rank) => hit(page, "", WORTH.question * sure * (DECAY[rank] ?? 0.5)));
  }
  terms.sort((a, b) => b.score - a.score);
  return { hits: [...hits.values()].sort((a, b) => b.score - a.score), terms };
}

/**
 * Every word of the index's names, folded.
 *
 * @param {SearchIndex} index
 * @returns {Set<string>}
 */
export function vocabulary(index) {
  const names = [
    ...index.pages.flatMap((page) => page.titles),
    ...index.sections.flatMap(([, , titles]) => titles),
    ...index.terms.flatMap(([, own, also]) => [...own, ...also]),
    ...index.questions.flatMap(([phrases]) => phrases),
  ];
  return new Set(names.flatMap((name) => foldName(name).split(" ")));
}

/**
 * The word one wrong, missing, added or swapped letter away, or nothing.
 *
 * @param {string} word lower case, five letters or more
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
export function respell(word, known) {
  let best;
  for (const other of known) {
    if (Math.abs(other.length - word.length) > 1 || other === word) continue;
    if (!oneEdit(word, other)) continue;
    // Of several, the one that begins alike: first letters are seldom wrong.
    if (!best || (best[0] !== word[0] && other[0] === word[0])) best = other;
  }
  return best;
}

/**
 * Whether two words are one edit apart (a letter changed, added, left out, or two swapped).
 *
 * @param {string} a
 * @param {string} b
 */
export function oneEdit(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++;
  }
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return left !== right;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
