// What scripts add to a picture drawn at build time: filters, a caption, and zoom (picture-zoom.js).
import { neighbours } from "./atlas.js";
import { mountZoom } from "./picture-zoom.js";

const ASIDE = "picture-aside";

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
  if (!caption) return;
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
    told = about;
    const words = neighbours(view, about);
    const listed = about && entry(about);
    const title = about?.querySelector(":scope > title")?.textContent;
    if (listed) caption.replaceChildren(...Array.from(listed.childNodes, (n) => n.cloneNode(true)));
    else caption.textContent = title || words;
    if (!caption.textContent) told = null;
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
  document.addEventListener("keydown", (event) => event.key === "Escape" && tell(null));
}
