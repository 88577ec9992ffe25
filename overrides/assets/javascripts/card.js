// A card that tells more of a link: on hover, focus, or tap. What it tells is for others to say.
import { element, say } from "./words.js";

/**
 * What a card says, and the language that it says it in.
 *
 * @typedef {{ label: string, parts: Node[], lang: string }} Content
 */

/** Time in ms that a pointer rests before a card opens, and that it may leave before it closes. */
const OPEN_AFTER = 120;
const CLOSE_AFTER = 250;
/** Distance in CSS pixels from the viewport's edges. */
const MARGIN = 8;

/** @type {AbortController | undefined} */
let mounted;
/** @type {{ link: HTMLElement, card: HTMLElement } | undefined} */
let open;
/** Whether the focus is on its way back from a card that was closed, which opens none. */
let returning = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Give the links of the page their cards.
 *
 * @param {Document} root
 * @param {Record<string, (link: HTMLElement) => Promise<Content>>} kinds
 *   what makes the content of a card, by the selector of its links
 */
export function mountCards(root, kinds) {
  mounted?.abort();
  close(false);
  mounted = new AbortController();
  const { signal } = mounted;
  let pointer = "mouse";

  for (const [selector, make] of Object.entries(kinds)) {
    for (const link of root.querySelectorAll(selector)) {
      if (link instanceof HTMLElement) mount(link, make);
    }
  }

  /**
   * @param {HTMLElement} link
   * @param {(link: HTMLElement) => Promise<Content>} make
   */
  function mount(link, make) {
    const show = () => openCard(link, make);
    link.removeAttribute("title"); // the card says it better
    link.addEventListener("pointerenter", (e) => e.pointerType === "mouse" && later(show), {
      signal,
    });
    link.addEventListener("pointerleave", leave, { signal });
    link.addEventListener("pointerdown", (e) => (pointer = e.pointerType), { signal });
    link.addEventListener(
      "focus",
      () => !returning && link.matches(":focus-visible") && show(),
      { signal },
    );
    link.addEventListener(
      "click",
      (event) => {
        // A tap has no hover: the first shows the card, and the card leads on.
        if (pointer === "mouse" || event.detail === 0 || open?.link === link) return;
        event.preventDefault();
        void show();
      },
      { signal },
    );
  }
  root.addEventListener("keydown", (event) => event.key === "Escape" && close(true), { signal });
  root.addEventListener(
    "pointerdown",
    (event) => {
      if (event.target instanceof Node && !inside(event.target)) close(false);
    },
    { signal },
  );
  root.addEventListener(
    "focusin",
    (event) => {
      if (event.target instanceof Node && !inside(event.target)) close(false);
    },
    { signal },
  );
  window.addEventListener("resize", () => close(false), { signal });

  /** @param {() => void} show */
  function later(show) {
    clearTimeout(timer);
    timer = setTimeout(show, OPEN_AFTER);
  }

  /**
   * @param {HTMLElement} link
   * @param {(link: HTMLElement) => Promise<Content>} make
   */
  async function openCard(link, make) {
    clearTimeout(timer);
    if (open?.link === link) return;
    close(false);
    const card = frame(link);
    open = { link, card };
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", leave);
    try {
      const { label, parts, lang } = await make(link);
      card.lang = lang;
      card.setAttribute("aria-label", label);
      card.replaceChildren(...parts);
    } catch {
      card.replaceChildren(element("p", "citation-card__note", say("card_failed")));
    }
    place(card, link);
  }
}

function leave() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    // A reader who has tabbed into the card keeps it.
    if (!open?.card.contains(document.activeElement)) close(false);
  }, CLOSE_AFTER);
}

/** @param {Node} node */
function inside(node) {
  return Boolean(open && (open.card.contains(node) || open.link.contains(node)));
}

/** @param {boolean} back whether the focus returns to the citation */
function close(back) {
  clearTimeout(timer);
  if (!open) return;
  const { link, card } = open;
  open = undefined;
  if (back && card.contains(document.activeElement)) {
    returning = true;
    link.focus();
    returning = false;
  }
  card.remove();
  link.removeAttribute("aria-describedby");
}

/**
 * An empty card right after its citation, so that Tab leads into it.
 *
 * @param {HTMLElement} link
 */
function frame(link) {
  const card = element("div", "citation-card");
  card.id = "citation-card";
  card.setAttribute("role", "group");
  card.setAttribute("popover", "manual");
  (link.closest(".citation") ?? link).after(card);
  card.showPopover?.();
  link.setAttribute("aria-describedby", card.id);
  place(card, link);
  return card;
}

/**
 * Put the card below its citation, or above where there is no room, within the viewport's width.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} link
 */
function place(card, link) {
  const at = link.getBoundingClientRect();
  const width = card.offsetWidth;
  const height = card.offsetHeight;
  const room = document.documentElement.clientWidth;
  const left = Math.max(MARGIN, Math.min(at.left - 24, room - width - MARGIN));
  const below = at.bottom + MARGIN + height <= window.innerHeight || at.top < height + MARGIN;
  const top = below ? at.bottom + MARGIN : at.top - height - MARGIN;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}
