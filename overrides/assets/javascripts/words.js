// The words that scripts say, in the page's language.

/** @type {Record<string, string> | undefined} */
let words;

/**
 * The interface string of a key, its {placeholders} filled in.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  words ??= JSON.parse(document.getElementById("qiusuo-words")?.textContent ?? "{}");
  const text = words?.[key] ?? key;
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
