// The blocks of a page's other language, each set after the block that it says the same as.
import { keyOf } from "./citation-card.js";
import { BLOCKS, named } from "./reading-place.js";
import { element } from "./words.js";

const ROW = "side-by-side__row";
const OWN = "side-by-side__own";
const OTHER = "side-by-side__other";
const DRIFTED = "side-by-side__drifted";

/** @type {Map<string, Promise<Document>>} */
const fetched = new Map();

/**
 * The page at an address, fetched once; a failure is forgotten, so that the next try asks again.
 *
 * @param {string} url
 * @returns {Promise<Document>}
 */
export function counterpart(url) {
  let page = fetched.get(url);
  if (!page) {
    page = fetch(url).then(async (answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    page.catch(() => fetched.delete(url));
    fetched.set(url, page);
  }
  return page;
}

/**
 * Set each block of the other page in a row with this page's own. A block without a counterpart has
 * a row to itself, after that of the block it follows on its page.
 *
 * @param {Document} root
 * @param {Document} other
 * @param {string} url the other page's address
 * @returns {() => void} takes them away again
 */
export function setCounterpart(root, other, url) {
  const adopt = adopter(root, other, url);
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  for (const block of blocksOf(root)) rows.set(nameOf(block), rowOf(block, other));
  /** @type {HTMLElement | undefined} */
  let last;
  for (const theirs of blocksOf(other)) {
    const copy = adopt(theirs);
    const row = rows.get(nameOf(theirs)) ?? element("div", ROW);
    if (copy.matches("tr")) row.after(copy);
    else row.append(copy);
    if (!row.isConnected) {
      if (last) last.after(row);
      else root.querySelector(".page")?.prepend(row);
    }
    const note = noteOf(theirs, root);
    if (note) copy.append(adopt(note).firstChild ?? "");
    if (note || row.querySelector(":scope > .newer")) {
      copy.classList.add(DRIFTED);
      row.firstElementChild?.classList.add(DRIFTED);
    }
    last = row;
  }
  return () => {
    for (const one of root.querySelectorAll(`.${OTHER}`)) one.remove();
    for (const one of root.querySelectorAll(`.${OWN}`)) one.classList.remove(OWN, DRIFTED);
    for (const one of root.querySelectorAll(`.${ROW}`)) one.replaceWith(...one.childNodes);
  };
}

/**
 * The row of a block: a new element around it and its note; a table's row is one already.
 *
 * @param {HTMLElement} block
 * @param {Document} other
 */
function rowOf(block, other) {
  const own = block.closest(".md-typeset__scrollwrap") ?? block; // Material's frame of a table
  const note = noteOf(own, other);
  own.classList.add(OWN);
  if (block.matches("tr")) return block;
  const row = element("div", ROW);
  own.before(row);
  row.append(own, ...(note ? [note] : []));
  return row;
}

/**
 * @param {Document} page
 * @returns {HTMLElement[]}
 */
function blocksOf(page) {
  return Array.from(page.querySelectorAll(BLOCKS));
}

/** @param {HTMLElement} block */
function nameOf(block) {
  return block.dataset.block || block.id;
}

/**
 * The note beneath a block that another page is newer.
 *
 * @param {Element} block
 * @param {Document} newer
 */
function noteOf(block, newer) {
  const note = block.nextElementSibling;
  const told = note?.matches(".newer") && note.querySelector(`[hreflang="${newer.documentElement.lang}"]`);
  return told ? note : undefined;
}

/**
 * What makes a block of the other page one of this: in its language, no id doubled, links that lead
 * where they led, citations with the numbers of this page's references.
 *
 * @param {Document} root
 * @param {Document} other
 * @param {string} url
 * @returns {(block: Element) => HTMLElement}
 */
function adopter(root, other, url) {
  const { lang } = other.documentElement;
  const numbers = new Map(
    Array.from(root.querySelectorAll(".references__list > li"), (item, n) => [item.id, n + 1]),
  );

  /** @param {Element} one */
  function mend(one) {
    one.removeAttribute("data-block"); // it goes with its block of this page
    if (one.id) one.id = `${lang}--${one.id}`;
    for (const name of ["href", "src"]) {
      const link = one.getAttribute(name);
      if (link !== null) one.setAttribute(name, led(link));
    }
    const number = numbers.get(`ref-${keyOf(one)}`);
    if (number && one.matches(".citation__link")) {
      one.textContent = `[${number}]`;
      one.setAttribute("aria-label", one.getAttribute("aria-label")?.replace(/\d+/, `${number}`) ?? "");
    }
  }

  /**
   * Where a link of the other page leads from here: within this page where it has the same place.
   *
   * @param {string} link
   */
  function led(link) {
    try {
      const there = new URL(link, url);
      const same = there.href.split("#")[0] === url && there.hash;
      return same && named(root, same) ? same : there.href;
    } catch {
      return link; // no address
    }
  }

  return (block) => {
    const copy = /** @type {HTMLElement} */ (root.importNode(block, true));
    for (const one of [copy, ...copy.querySelectorAll("*")]) mend(one);
    if (copy.matches("tr")) {
      copy.classList.add(OTHER);
      copy.lang = lang;
      return copy;
    }
    // The outline is that of the page's own headings.
    if (copy.matches("h1, h2, h3, h4, h5, h6")) copy.setAttribute("role", "presentation");
    const made = element("div", OTHER);
    made.lang = lang;
    if (copy.matches("table")) {
      const frame = element("div", "md-typeset__scrollwrap");
      const inner = element("div", "md-typeset__table");
      inner.append(copy);
      frame.append(inner);
      made.append(frame);
    } else made.append(copy);
    return made;
  };
}
