// What the card of a citation tells of its work.
import { copyFrom } from "./copy-text.js";
import { element, say } from "./words.js";

/**
 * @typedef {object} Card what views/citation_card.py exports of a work
 * @property {string} title
 * @property {string} former
 * @property {string} authors
 * @property {string} year
 * @property {string} venue
 * @property {string} why
 * @property {string} work
 * @property {string} bib
 * @property {[string, string][]} links
 * @property {string} doubt
 */

/** @type {Map<string, Promise<Record<string, any>>>} */
const loaded = new Map();

/**
 * Data at an address, fetched once; a failure is forgotten, so that the next try asks again.
 *
 * @param {string} url
 * @returns {Promise<Record<string, any>>}
 */
export function dataAt(url) {
  let cards = loaded.get(url);
  if (!cards) {
    cards = fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    });
    cards.catch(() => loaded.delete(url));
    loaded.set(url, cards);
  }
  return cards;
}

/**
 * The key of the work that a citation leads to the reference of.
 *
 * @param {Element} link
 */
export function keyOf(link) {
  return link.getAttribute("href")?.split("#ref-")[1] ?? "";
}

/**
 * The content of the card of a citation, which is the reader's wherever the citation stands.
 *
 * @param {HTMLElement} link
 * @returns {Promise<import("./card.js").Content>}
 */
export async function citationCard(link) {
  const source = document.querySelector("[data-cards]")?.getAttribute("data-cards") ?? "cards.json";
  const key = keyOf(link);
  /** @type {Card | undefined} */
  const work = (await dataAt(new URL(source, location.href).href))[key];
  if (!work) throw new Error(key);
  const title = element("p", "citation-card__title");
  const own = element("a", "citation-card__work", work.title);
  own.href = work.work;
  title.append(own);
  /** @type {Node[]} */
  const parts = [title];
  if (work.former) {
    parts.push(element("p", "citation-card__former", `${say("formerly")}: ${work.former}`));
  }
  const by = [work.authors, work.venue, work.year].filter(Boolean).join(" · ");
  parts.push(element("p", "citation-card__by", by));
  if (work.why) parts.push(element("p", "citation-card__why", work.why));
  if (work.doubt) parts.push(element("p", "citation-card__note", work.doubt));
  const ways = element("p", "citation-card__ways");
  for (const [label, url] of work.links) {
    if (!/^https?:\/\//.test(url)) continue;
    const out = element("a", "citation-card__link", label);
    out.href = url;
    out.rel = "noopener external";
    ways.append(out);
  }
  const copy = element("button", "citation-card__copy", say("copy_bibtex"));
  copy.type = "button";
  copy.addEventListener("click", () =>
    copyFrom(copy, async () => {
      const answer = await fetch(new URL(work.bib, location.href));
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.text();
    }),
  );
  const reference = element("a", "citation-card__link", say("references"));
  reference.href = link.getAttribute("href") ?? `#ref-${key}`;
  ways.append(copy, reference);
  return { label: work.title, parts: [...parts, ways], lang: document.documentElement.lang };
}
