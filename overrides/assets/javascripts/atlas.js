// In the picture of the three ways: what is pointed at stands out with its neighbours.
import { say } from "./words.js";

const LIT = "atlas-picture__lit";
const DIMMED = "atlas-picture--lit";

/**
 * Light a direction and its neighbours, or both ends of a tie, and put it in words.
 *
 * @param {HTMLElement} view
 * @param {Element | null} target a link or a tie; none puts the lights out
 * @returns {string} empty where nothing is lit
 */
export function neighbours(view, target) {
  for (const lit of view.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
  for (const picture of view.querySelectorAll(`.${DIMMED}`)) picture.classList.remove(DIMMED);
  const picture = target?.closest("[data-atlas]");
  const tie = target?.getAttribute("data-tie");
  const own = target?.closest("[data-direction]")?.getAttribute("data-direction");
  if (!picture || !(tie || own)) return "";

  /** @param {string} slug */
  const direction = (slug) => picture.querySelector(`[data-direction="${CSS.escape(slug)}"]`);
  /** @param {string} slug */
  const title = (slug) => direction(slug)?.getAttribute("data-title") ?? slug;
  const ties = Array.from(picture.querySelectorAll("[data-tie]"), (arc) => ({
    arc,
    ends: (arc.getAttribute("data-tie") ?? "").split(" "),
    works: Number(arc.getAttribute("data-works")),
  })).filter(({ arc, ends }) => (tie ? arc === target : ends.includes(own ?? "")));

  picture.classList.add(DIMMED);
  direction(own ?? "")?.classList.add(LIT);
  for (const { arc, ends } of ties) {
    for (const part of [arc, ...ends.map(direction)]) part?.classList.add(LIT);
  }
  if (tie) {
    const [one = "", other = ""] = tie.split(" ").map(title);
    return say("picture_tie", { one, other, n: ties[0]?.works ?? 0 });
  }
  const others = ties
    .sort((a, b) => b.works - a.works)
    .map(({ ends, works }) => {
      const name = title(ends.find((end) => end !== own) ?? "");
      return works ? say("tie_count", { title: name, n: works }) : name;
    });
  return say("picture_neighbours", {
    title: title(own ?? ""),
    others: others.join(say("list_comma")),
  });
}
