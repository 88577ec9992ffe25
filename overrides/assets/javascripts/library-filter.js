// Sorting and filtering the library; the list in the page is the data.
import { say } from "./words.js";

/** Works set at a time; more follow on demand, so that a list of any length stays quick. */
const WINDOW = 20;
const FILTERS = ["way", "direction", "kind", "decade"];

/**
 * @typedef {object} Work
 * @property {HTMLElement} row
 * @property {string} text
 * @property {number} place
 */

/**
 * Whether a work fits what is asked for.
 *
 * @param {{ text: string, row: { dataset: DOMStringMap } }} work
 * @param {URLSearchParams} wanted
 * @param {string[]} terms
 */
export function fits(work, wanted, terms) {
  for (const name of FILTERS) {
    const value = wanted.get(name);
    if (value && !(work.row.dataset[name] ?? "").split(" ").includes(value)) return false;
  }
  return terms.every((term) => work.text.includes(term));
}

/**
 * @param {Document} root
 */
export function mountLibraryFilter(root) {
  const form = root.querySelector("[data-library-filter]");
  const all = root.querySelector("[data-library-all]");
  const found = root.querySelector("[data-library-found]");
  const count = root.querySelector("[data-library-count]");
  const more = root.querySelector("[data-library-more]");
  if (
    !(form instanceof HTMLFormElement) ||
    !(all instanceof HTMLElement) ||
    !(found instanceof HTMLElement) ||
    !(more instanceof HTMLElement) ||
    !count
  ) {
    return;
  }
  const language = document.documentElement.lang;
  const counted = count.textContent;
  /** @type {Work[] | undefined} */
  let works;
  /** @type {Work[]} */
  let fitting = [];
  let last = { others: "", find: "" };
  /** @type {Map<string, Work[]>} */
  const sorted = new Map();

  /** Every work in the order of the page, its text folded for comparison. */
  const library = () =>
    (works ??= Array.from(all.querySelectorAll("li.work"), (row, place) => ({
      row: /** @type {HTMLElement} */ (row),
      text: fold(row.querySelector(".work__reference")?.textContent ?? ""),
      place,
    })));

  /** @param {string} by */
  const inOrder = (by) => {
    let order = sorted.get(by);
    if (!order) {
      order = [...library()];
      const collator = new Intl.Collator(language);
      if (by === "cited") {
        order.sort((a, b) => Number(b.row.dataset.cited) - Number(a.row.dataset.cited));
      } else if (by) {
        const name = (/** @type {Work} */ work) =>
          by === "title"
            ? (work.row.querySelector(".reference__title")?.textContent ?? "")
            : (work.row.dataset.author ?? "");
        const names = new Map(order.map((work) => [work, name(work)]));
        order.sort((a, b) => collator.compare(names.get(a) ?? "", names.get(b) ?? ""));
      }
      sorted.set(by, order);
    }
    return order;
  };

  const state = () => {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value.trim()) wanted.set(name, value.trim());
    }
    return wanted;
  };

  /** @param {number} from */
  const set = (from) => {
    const rows = fitting.slice(from, from + WINDOW).map(({ row }) => {
      const copy = /** @type {HTMLElement} */ (row.cloneNode(true));
      copy.removeAttribute("id");
      return copy;
    });
    if (from) found.append(...rows);
    else found.replaceChildren(...rows);
    more.hidden = from + WINDOW >= fitting.length;
  };

  const update = () => {
    const wanted = state();
    const asked = wanted.size > 0;
    // Set aside, not taken down: taking 10,000 rows down would hold up the first key.
    all.classList.toggle("library__all--aside", asked);
    found.hidden = !asked;
    if (asked) {
      const terms = fold(wanted.get("find") ?? "").split(" ").filter(Boolean);
      // A longer word fits a part of what the shorter did: look no further than there.
      const others = new URLSearchParams(wanted);
      others.delete("find");
      const find = wanted.get("find") ?? "";
      const narrower = `${others}` === last.others && last.find && find.startsWith(last.find);
      const among = narrower ? fitting : inOrder(wanted.get("sort") ?? "");
      last = { others: `${others}`, find };
      fitting = among.filter((work) => fits(work, wanted, terms));
      set(0);
      count.textContent = fitting.length
        ? say("filter_found", { n: fitting.length, total: library().length })
        : say("filter_none");
    } else {
      last = { others: "", find: "" };
      more.hidden = true;
      found.replaceChildren();
      count.textContent = counted;
    }
    const query = wanted.toString();
    history.replaceState(history.state, "", query ? `?${query}` : location.pathname + location.hash);
  };

  const restore = () => {
    const wanted = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        field.value = wanted.get(field.name) ?? "";
      }
    }
  };

  form.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    update();
  });
  form.addEventListener("compositionend", update);
  form.addEventListener("focusin", () => inOrder(""), { once: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  more.addEventListener("click", () => set(found.childElementCount));
  if (location.search) {
    restore();
    update();
  } else {
    // Read the list while nothing else is to do, so that the first key is as quick as the next.
    (window.requestIdleCallback ?? setTimeout)(() => library());
  }
}

/** @param {string} text */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}
