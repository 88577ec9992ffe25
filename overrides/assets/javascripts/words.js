// What scripts say in the page's language: words-<language>.js has it, a plain script before them.

/** @type {{ words: Record<string, string>, topics: [path: string, name: string, lang: string][] }} */
const told = /** @type {any} */ (globalThis).QIUSUO ?? { words: {}, topics: [] };

/** The topics: their address below the site's root, and their name with its language if another. */
export const topics = told.topics;

/**
 * The interface string of a key, its {placeholders} filled in.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const text = told.words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A new element with a class and a text; text is never read as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} name
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}
