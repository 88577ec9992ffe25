// The first answer to words that are in no name: which sections use them most.
//
// Reads the parts of views/search_text.py; a query fetches those that its words stand in.
import { HAN, stem } from "./search-names.js";

/**
 * @typedef {{ targets: [string, string, string, string][], words: Record<string, number[]> }} Part
 * @typedef {{ path: string, section: string, title: string, heading: string, score: number }} Place
 */

/** The share of the best section's score, and of the query's weight, that a section must have. */
const NEAR = 0.4;
const ENOUGH = 0.3;
const MOST = 8;
/** Queries are cut to so many words; each is one small file at most. */
const LONGEST = 12;

/** The words of one language's pages. */
export class TextIndex {
  /** @param {(path: string) => Promise<Response>} get fetches a file of the index, or fails */
  constructor(get) {
    this.get = get;
    /** @type {Promise<string[]> | undefined} */
    this.starts = undefined;
    /** @type {Map<number, Promise<Part>>} */
    this.parts = new Map();
  }

  /** The first word of each part; a failure is forgotten, so that the next try asks again. */
  open() {
    this.starts ??= this.get("starts.json").then((answer) => answer.json());
    this.starts.catch(() => (this.starts = undefined));
    return this.starts;
  }

  /**
   * The part in which a word stands, if it stands anywhere.
   *
   * @param {string} word
   */
  async #part(word) {
    const number = (await this.open()).filter((start) => start <= word).length - 1;
    if (number < 0) return undefined;
    let part = this.parts.get(number);
    if (!part) {
      part = this.get(`${number}.json`).then((answer) => answer.json());
      part.catch(() => this.parts.delete(number));
      this.parts.set(number, part);
    }
    return part;
  }

  /**
   * Whether the pages have a word, or one that begins so.
   *
   * @param {string} word
   * @param {boolean} unfinished whether its beginning suffices
   */
  async has(word, unfinished) {
    const part = await this.#part(stem(word));
    if (!part) return false;
    if (Object.hasOwn(part.words, stem(word))) return true;
    return unfinished && Object.keys(part.words).some((one) => one.startsWith(word));
  }

  /**
   * The best section of each page for a query, best first.
   *
   * @param {string} query folded
   * @returns {Promise<Place[]>}
   */
  async search(query) {
    const words = [...new Set(wordsOf(query))].slice(0, LONGEST);
    /** @type {Map<string, Place>} */
    const places = new Map();
    let sum = 0;
    const last = words.at(-1);
    const parts = await Promise.all(words.map((word) => this.#part(word)));
    for (const [number, word] of words.entries()) {
      const part = parts[number];
      if (!part) continue;
      let found = Object.hasOwn(part.words, word) ? part.words[word] : undefined;
      // The last word may be half typed.
      if (!found && word === last && word.length > 2) {
        const longer = Object.keys(part.words).find((one) => one.startsWith(word));
        found = longer ? part.words[longer] : undefined;
      }
      const [pages = 0, ...uses] = found ?? [];
      if (found && !uses.length) continue; // it is everywhere
      const rare = 1 / (1 + Math.log(1 + pages));
      sum += rare;
      for (let at = 0; at < uses.length; at += 2) {
        const [path, section, title, heading] = part.targets[uses[at] ?? 0] ?? ["", "", "", ""];
        const key = `${path}#${section}`;
        const place = places.get(key) ?? { path, section, title, heading, score: 0 };
        place.score += rare * (0.7 + 0.3 * ((uses[at + 1] ?? 0) / 99));
        places.set(key, place);
      }
    }
    const least = Math.max(ENOUGH * sum, NEAR * Math.max(...Array.from(places.values(), (one) => one.score)));
    /** @type {Map<string, Place>} */
    const best = new Map();
    for (const place of places.values()) {
      if (place.score < least) continue;
      const before = best.get(place.path);
      if (!before || before.score < place.score) best.set(place.path, place);
    }
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, MOST);
  }
}

/**
 * The words of a folded text as the index has them: Latin words, and each two Chinese characters,
 * or one that stands alone.
 *
 * @param {string} text folded
 */
export function wordsOf(text) {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((run) =>
    run.split(/([\u3400-\u9fff]+)/).flatMap((piece) => {
      if (!HAN.test(piece)) return piece.length > 1 ? [stem(piece)] : [];
      if (piece.length === 1) return [piece];
      return Array.from({ length: piece.length - 1 }, (_, n) => piece.slice(n, n + 2));
    }),
  );
}
