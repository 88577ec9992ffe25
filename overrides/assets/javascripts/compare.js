// The comparison: sorting the table, and putting two or three directions side by side.
import { holdTo, keep, restore, stateOf } from "./choices.js";
import { element, say } from "./words.js";

const MOST = 3;

/**
 * @param {Document} root
 */
export function mountComparison(root) {
  const form = root.querySelector("form[data-compare]");
  const body = form?.querySelector("tbody");
  const order = form?.querySelector("select");
  const bar = form?.querySelector("[data-compare-bar]");
  const status = form?.querySelector("[data-compare-status]");
  const sorted = form?.querySelector("[data-compare-sorted]");
  const look = bar?.querySelector("a");
  const side = form?.querySelector("[data-compare-side]");
  const table = side?.querySelector("table");
  if (
    !(form instanceof HTMLFormElement) ||
    !body ||
    !order ||
    !(bar instanceof HTMLElement) ||
    !status ||
    !sorted ||
    !look ||
    !(side instanceof HTMLElement) ||
    !table
  ) {
    return;
  }
  const rows = [...body.rows];
  /** @type {HTMLElement[]} */
  const heads = Array.from(form.querySelectorAll("thead th"));
  /** @type {HTMLInputElement[]} */
  const boxes = Array.from(form.querySelectorAll("input[name=with]"));

  const sort = () => {
    const wanted = order.value || "direction";
    const falling = wanted.startsWith("-");
    const column = wanted.replace("-", "");
    const value = (/** @type {HTMLElement} */ row) => Number(row.dataset[column]);
    // Sorting keeps equals as they stand, which is the order of the atlas.
    const turned = [...rows].sort((a, b) => (value(a) - value(b)) * (falling ? -1 : 1));
    if (turned.some((row, place) => row !== body.rows[place])) body.append(...turned);
    for (const head of heads) {
      if (head.dataset.column === column) {
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    }
  };

  const sayOrder = () => {
    const name = order.selectedOptions[0]?.textContent ?? "";
    sorted.textContent = say("compare_sorted", { name });
  };

  const update = () => {
    holdTo(boxes, MOST);
    const state = stateOf(form);
    keep(state);
    sort();
    const chosen = rows.filter((row) => state.getAll("with").includes(row.dataset.slug ?? ""));
    bar.hidden = !chosen.length;
    side.hidden = look.hidden = chosen.length < 2;
    const names = chosen.map((row) => row.dataset.title).join(say("list_comma"));
    const more = chosen.length < 2 ? say("compare_pick_more") : "";
    const full = chosen.length === MOST ? say("compare_full") : "";
    const text = [say("compare_picked", { names }), more, full].filter(Boolean).join(" ");
    if (status.textContent !== text) status.textContent = chosen.length ? text : "";
    for (const row of rows) row.classList.toggle("compare__row--chosen", chosen.includes(row));
    table.replaceChildren(...(chosen.length < 2 ? [] : sideBySide(heads, chosen, drop)));
  };

  /** @param {string} slug */
  const drop = (slug) => {
    for (const box of boxes) if (box.value === slug) box.checked = false;
    update();
    // What was pressed is gone: the place to go on from is the title, or the table.
    (side.hidden ? boxes.find((box) => box.value === slug) : side.querySelector("button"))?.focus();
  };

  for (const head of heads) {
    const column = head.dataset.column;
    if (!column) continue;
    const button = element("button", "compare__sort", head.textContent ?? "");
    button.type = "button";
    button.addEventListener("click", () => {
      if (column === "direction") order.value = "";
      else order.value = order.value === column ? `-${column}` : column;
      update();
      sayOrder();
    });
    head.replaceChildren(button);
  }
  form.addEventListener("change", (event) => {
    update();
    if (event.target === order) sayOrder();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  bar.querySelector("button")?.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    update();
    boxes[0]?.focus();
  });
  restore(form, new URLSearchParams(location.search));
  update();
  if (!side.hidden && location.hash === `#${side.getAttribute("aria-labelledby")}`) {
    side.scrollIntoView();
  }
}

/**
 * The chosen rows as columns, each fact of theirs a row.
 *
 * @param {HTMLElement[]} heads the columns' headings
 * @param {HTMLTableRowElement[]} chosen
 * @param {(slug: string) => void} drop
 * @returns {HTMLElement[]}
 */
function sideBySide(heads, chosen, drop) {
  const head = document.createElement("thead");
  const top = head.insertRow();
  top.append(element("td", "side__corner"));
  for (const row of chosen) {
    const cell = element("th", `side__direction ${wayOf(row)}`);
    cell.scope = "col";
    const title = row.cells[0]?.querySelector("a")?.cloneNode(true);
    const way = row.cells[0]?.querySelector(".way-tag")?.cloneNode(true);
    const remove = element("button", "side__remove", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", say("compare_drop", { name: row.dataset.title ?? "" }));
    remove.addEventListener("click", () => drop(row.dataset.slug ?? ""));
    if (title && way) cell.append(title, " ", way, remove);
    top.append(cell);
  }
  const body = document.createElement("tbody");
  heads.slice(1).forEach((heading, place) => {
    const line = body.insertRow();
    const name = element("th", "side__fact", heading.textContent ?? "");
    name.scope = "row";
    line.append(name);
    for (const row of chosen) {
      const cell = element("td", wayOf(row));
      cell.append(element("span", "side__of", row.dataset.title));
      for (const child of row.cells[place + 1]?.childNodes ?? []) {
        if (child instanceof Element && child.matches(".compare__label")) continue;
        const copy = child.cloneNode(true);
        if (copy instanceof HTMLElement) copy.hidden = false;
        cell.append(copy);
      }
      line.append(cell);
    }
  });
  return [head, body];
}

/** @param {HTMLElement} row */
function wayOf(row) {
  return [...row.classList].find((name) => name.startsWith("way--")) ?? "";
}
