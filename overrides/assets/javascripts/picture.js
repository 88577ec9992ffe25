// What scripts add to a picture drawn at build time: filters, a caption, and zoom (picture-zoom.js).
import { neighbours } from "./atlas.js";
import { mountZoom } from "./picture-zoom.js";
import { element, say } from "./words.js";

const ASIDE = "picture-aside";
const TOLD = "picture-told";
const AT = "picture__caption--at";
/** Distance in CSS pixels of a card from the mark it is of. */
const GAP = 8;

/**
 * @param {Document} root
 */
export function mountPictures(root) {
  for (const picture of root.querySelectorAll("[data-picture]")) {
    picture.toggleAttribute("data-mounted", true);
    const view = picture.querySelector("[data-picture-view]");
    const form = picture.querySelector("[data-picture-filter]");
    if (!(view instanceof HTMLElement) || !(form instanceof HTMLFormElement)) continue;
    mountFilter(picture, form);
    mountCaption(picture, view);
    mountZoom(form, view);
  }
}

/**
 * Whether something is of the way and the direction asked for; what is of none always is.
 *
 * @param {DOMStringMap} data
 * @param {{ way: string, direction: string }} wanted
 */
export function fits(data, wanted) {
  const has = (/** @type {string | undefined} */ held, /** @type {string} */ name) =>
    !name || held === undefined || held.split(" ").includes(name);
  return has(data.way, wanted.way) && has(data.direction, wanted.direction);
}

/**
 * @param {Element} picture
 * @param {HTMLFormElement} form
 */
function mountFilter(picture, form) {
  const parts = Array.from(picture.querySelectorAll("[data-way]"));
  const years = Array.from(picture.querySelectorAll("[data-year]"));

  /** @param {{ way: string, direction: string }} wanted */
  const show = (wanted) => {
    for (const part of parts) {
      const aside = !fits(/** @type {HTMLElement | SVGElement} */ (part).dataset, wanted);
      if (part instanceof HTMLElement) part.hidden = aside;
      else part.classList.toggle(ASIDE, aside);
    }
    for (const year of years) {
      const left = year.querySelectorAll("li:not([hidden])").length;
      if (year instanceof HTMLElement) year.hidden = !left;
      const count = year.querySelector("[data-count]");
      if (count) count.textContent = String(left);
    }
  };

  const fields = () => ({
    ways: Array.from(form.querySelectorAll("input[name='way']")).map(
      (input) => /** @type {HTMLInputElement} */ (input),
    ),
    direction: /** @type {HTMLSelectElement | null} */ (form.querySelector("[name='direction']")),
  });

  /** @param {{ way: string, direction: string }} wanted */
  const choose = ({ way, direction }) => {
    const { ways, direction: select } = fields();
    for (const input of ways) input.checked = input.value === way;
    if (select) select.value = direction;
    show({ way, direction });
  };

  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
    // One at a time: a direction is of one way only.
    const wanted = { way: "", direction: "", [field.name]: field.value };
    choose(wanted);
    const query = field.value ? `?${field.name}=${encodeURIComponent(field.value)}` : "";
    history.replaceState(history.state, "", location.pathname + query + location.hash);
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const asked = new URLSearchParams(location.search);
  const { ways, direction } = fields();
  const way = asked.get("way") ?? "";
  const slug = asked.get("direction") ?? "";
  if (way && ways.some((input) => input.value === way)) choose({ way, direction: "" });
  else if (Array.from(direction?.options ?? []).some((one) => one.value === slug)) {
    choose({ way: "", direction: slug });
  }
}

/**
 * Tell below the picture what is pointed at, focused or tapped.
 *
 * @param {Element} picture
 * @param {HTMLElement} view
 */
function mountCaption(picture, view) {
  const caption = view.querySelector("[data-picture-caption]");
  if (!(caption instanceof HTMLElement)) return;
  let pointer = "mouse";
  /** @type {Element | null} */
  let told = null;
  /** @type {Map<string, Element> | undefined} */
  let entries;

  /** What the list has about the same link. @param {Element} link */
  const entry = (link) => {
    entries ??= new Map(
      Array.from(picture.querySelectorAll("li > a:first-child"), (one) => [
        one.getAttribute("href") ?? "",
        one.parentElement ?? one,
      ]),
    );
    return entries.get(link.getAttribute("href") ?? "");
  };

  /** @param {Element | null} target */
  const tell = (target) => {
    const about = target?.closest("a, [data-tie]") ?? null;
    if (about === told) return Boolean(about);
    told?.classList.remove(TOLD);
    told = about;
    caption.classList.remove(AT);
    caption.style.left = caption.style.top = "";
    const words = neighbours(view, about);
    const listed = about && entry(about);
    const title = about?.querySelector(":scope > title")?.textContent;
    if (listed) caption.replaceChildren(...Array.from(listed.childNodes, (n) => n.cloneNode(true)));
    else caption.textContent = title || words;
    if (about?.matches("a") && !listed && caption.textContent && pointer !== "mouse") {
      const open = element("a", "", say("picture_open"));
      open.href = about.getAttribute("href") ?? "";
      caption.append(" ", open);
    }
    if (!caption.textContent) told = null;
    told?.classList.add(TOLD);
    // Under a finger, a work's card stands where one looks.
    if (told && pointer !== "mouse" && (listed || title)) place(caption, told);
    return Boolean(told);
  };

  view.addEventListener("pointerdown", (event) => (pointer = event.pointerType));
  view.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || !(event.target instanceof SVGElement)) return;
    tell(event.target);
  });
  view.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && tell(null));
  view.addEventListener("focusin", (event) => {
    const { target } = event;
    if (target instanceof SVGElement && target.matches(":focus-visible")) tell(target);
  });
  view.addEventListener("click", (event) => {
    if (pointer === "mouse" || event.detail === 0 || !(event.target instanceof SVGElement)) return;
    // A tap has no hover: the first one tells, the next follows the link.
    const link = event.target.closest("a");
    if (link && link === told) return;
    if (tell(event.target) && link) event.preventDefault();
  });
  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    if (pointerType !== "mouse" && target instanceof Node && !view.contains(target)) tell(null);
  });
  document.addEventListener("keydown", (event) => {
    pointer = "mouse"; // what is focused by keys is told of below
    if (event.key === "Escape") tell(null);
  });
}

/**
 * Move the caption beneath what it tells of, or above where there is no room.
 *
 * @param {HTMLElement} caption
 * @param {Element} about
 */
function place(caption, about) {
  caption.classList.add(AT);
  caption.style.left = caption.style.top = "0";
  const from = caption.getBoundingClientRect();
  const at = about.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const left = Math.min(at.left + at.width / 2 - from.width / 2, room - from.width - GAP);
  const below = at.bottom + GAP + from.height <= window.innerHeight || at.top < from.height + GAP;
  const top = below ? at.bottom + GAP : at.top - from.height - GAP;
  caption.style.left = `${Math.max(GAP, left) - from.left}px`;
  caption.style.top = `${top - from.top}px`;
}
