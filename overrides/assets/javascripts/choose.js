// The chooser: from answers to a ranking with its reasons, all of which stand in the page.
import { holdTo, keep, restore, stateOf } from "./choices.js";
import { rank } from "./choose-rank.js";
import { say } from "./words.js";

/** So many directions are named first and have their reasons open. */
const FIRST = 3;

/**
 * @param {Document} root
 */
export function mountChooser(root) {
  const box = root.querySelector("[data-choose]");
  const form = box?.querySelector("form");
  const ranking = box?.querySelector("[data-choose-ranking]");
  const list = ranking?.querySelector("ol");
  const bar = form?.querySelector("[data-choose-bar]");
  const first = bar?.querySelector("[data-choose-first]");
  const said = form?.querySelector("[data-choose-said]");
  const hint = box?.querySelector("[data-choose-hint]");
  const compare = ranking?.querySelector("[data-choose-compare]");
  if (
    !form ||
    !list ||
    !first ||
    !said ||
    !(ranking instanceof HTMLElement) ||
    !(bar instanceof HTMLElement) ||
    !(hint instanceof HTMLElement)
  ) {
    return;
  }
  /** @type {import("./choose-rank.js").Numbers} */
  const numbers = JSON.parse(box?.querySelector("[data-choose-numbers]")?.textContent ?? "");
  const comparison = compare?.getAttribute("href") ?? "";
  /** @type {Map<string | undefined, HTMLElement>} */
  const candidates = new Map();
  for (const item of list.children) {
    if (item instanceof HTMLElement) candidates.set(item.dataset.direction, item);
  }
  let asked = false;

  const hold = () => {
    for (const question of form.querySelectorAll("fieldset")) {
      /** @type {HTMLInputElement[]} */
      const boxes = Array.from(question.querySelectorAll("input[type=checkbox]"));
      holdTo(boxes, Number(question.dataset.most));
    }
  };

  const update = () => {
    hold();
    const state = stateOf(form);
    keep(state);
    const answers = [...state].map(([question, choice]) => `${question}=${choice}`);
    hint.hidden = answers.length > 0;
    ranking.hidden = bar.hidden = !hint.hidden;
    if (!answers.length) {
      said.textContent = "";
      asked = false;
      return;
    }
    const given = new Set(answers);
    const applying = numbers.groups.flatMap(({ rows }) =>
      rows.filter((row) => row.when.some((one) => given.has(one))).map((row) => row.id),
    );
    const places = rank(numbers, answers);
    const items = places.map((place) => {
      const item = candidates.get(numbers.directions[place.direction]);
      const before = places.filter((other) => other.points > place.points).length;
      if (item) tell(item, before + 1, place, applying, given);
      return item;
    });
    list.replaceChildren(...items.filter((item) => item !== undefined));
    const best = items.slice(0, FIRST).map((item) => item?.dataset);
    const names = best.map((one) => one?.title).join(say("list_comma"));
    first.textContent = said.textContent = say("choose_first", { names });
    const together = new URLSearchParams(best.map((one) => ["with", one?.direction ?? ""]));
    compare?.setAttribute("href", `${comparison}?${together}#side-by-side`);
    if (!asked) {
      // Only once, so that what a reader opens or closes afterwards stays so.
      items.forEach((item, place) => item?.querySelector("details")?.toggleAttribute("open", place < FIRST));
      asked = true;
    }
  };

  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  restore(form, new URLSearchParams(location.search));
  update();
  if (asked && location.hash === "#ranking") ranking.scrollIntoView();
  form.dataset.mounted = "";
}

/**
 * Say of a candidate what its place is and why.
 *
 * @param {HTMLElement} item
 * @param {number} number its place, from 1, shared by equals
 * @param {import("./choose-rank.js").Place} place
 * @param {number[]} applying the rows of all answers, counted or not
 * @param {Set<string>} answers
 */
function tell(item, number, place, applying, answers) {
  const set = (/** @type {string} */ name, /** @type {string} */ text) => {
    const found = item.querySelector(name);
    if (found) found.textContent = text;
  };
  set("[data-place]", String(number));
  set("[data-points]", say("choose_points", { n: String(place.points).replace("-", "−") }));
  let leads = false;
  for (const line of item.querySelectorAll("[data-row]")) {
    if (!(line instanceof HTMLElement)) continue;
    const row = Number(line.dataset.row);
    const applies = applying.includes(row);
    line.hidden = row >= 0 && !applies;
    line.classList.toggle("reason--uncounted", applies && !place.rows.includes(row));
    leads ||= applies && line.dataset.kind === "leads";
  }
  const none = item.querySelector("[data-none-leads]");
  const knows = [...answers].some((answer) => answer.startsWith("know="));
  if (none instanceof HTMLElement) none.hidden = leads || !knows;
  for (const nothing of item.querySelectorAll("[data-nothing]")) {
    const shown = nothing.parentElement?.querySelector("li:not([hidden])");
    if (nothing instanceof HTMLElement) nothing.hidden = Boolean(shown);
  }
}
