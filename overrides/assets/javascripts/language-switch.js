// Keeps the reader's section, and what was asked of the page, when the language is switched; for who
// reads both languages, the block.
import { BLOCKS } from "./reading-place.js";
import { readsBoth } from "./side-by-side.js";

/** The headings, and the rows that have an address. */
const SECTIONS = ".md-content h2[id], .md-content h3[id], .md-content tr[id]";

/** @type {AbortController | undefined} */
let mounted;

/**
 * The id of the section or block that is being read.
 *
 * @param {readonly HTMLElement[]} places elements with ids, in reading order
 * @param {number} line the height of the reading line in the viewport, in CSS pixels
 * @returns {string} the id, or an empty text above the first place
 */
export function placeAt(places, line) {
  let found = "";
  for (const place of places) {
    if (!place.getClientRects().length) continue; // not shown
    if (place.getBoundingClientRect().top > line) break;
    found = place.id;
  }
  return found;
}

/**
 * Make every language switch lead to the section that is being read.
 *
 * @param {Document} root the page
 */
export function mountLanguageSwitch(root) {
  mounted?.abort();
  mounted = new AbortController();
  const { signal } = mounted;
  /** @type {HTMLAnchorElement[]} */
  const links = Array.from(root.querySelectorAll("a[data-language-switch]"));
  /** @type {HTMLElement[]} */
  const places = Array.from(
    root.querySelectorAll(readsBoth() ? `${BLOCKS}[id]` : SECTIONS),
  );
  if (!links.length) return;
  let waiting = false;
  const update = () => {
    waiting = false;
    const place = placeAt(places, 120);
    for (const link of links) {
      const [page] = (link.getAttribute("href") ?? "").split(/[?#]/);
      link.setAttribute("href", `${page}${location.search}${place && `#${place}`}`);
    }
  };
  const later = () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  };
  update();
  window.addEventListener("scroll", later, { passive: true, signal });
  window.addEventListener("hashchange", later, { signal });
  // Nothing tells when a script changes the address.
  for (const link of links) {
    link.addEventListener("pointerdown", update, { signal });
    link.addEventListener("focus", update, { signal });
  }
}
