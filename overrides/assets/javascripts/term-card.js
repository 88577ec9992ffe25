// What the card of a term tells: its names and its meaning.
import { dataAt } from "./citation-card.js";
import { element } from "./words.js";

/**
 * The content of the card of a term: that of the glossary that the link leads to.
 *
 * @param {HTMLElement} link
 * @returns {Promise<import("./card.js").Content>}
 */
export async function termCard(link) {
  const entry = new URL(link.getAttribute("href") ?? "", location.href);
  const slug = entry.hash.slice(1);
  if (entry.origin !== location.origin) throw new Error(slug); // a class is no promise of a glossary
  /** @type {Record<"name" | "nameLang" | "others" | "definition" | "definitionLang", string> | undefined} */
  const term = (await dataAt(new URL("terms.json", entry).href))[slug];
  if (!term) throw new Error(slug);
  const title = element("p", "citation-card__title");
  const own = spoken(element("a", "citation-card__work", term.name), term.nameLang);
  own.href = entry.href;
  title.append(own);
  if (term.others) title.append(" ", element("span", "citation-card__by", term.others));
  const definition = spoken(element("p", "citation-card__why", term.definition), term.definitionLang);
  /** @type {HTMLElement | null} */
  const counterpart = link.closest(".side-by-side__other");
  const lang = (counterpart ?? document.documentElement).lang;
  return { label: term.name, parts: [title, definition], lang };
}

/**
 * The element, with the language of its text where that is not the page's.
 *
 * @template {HTMLElement} T
 * @param {T} made
 * @param {string} language
 * @returns {T}
 */
function spoken(made, language) {
  if (language) made.lang = language;
  return made;
}
