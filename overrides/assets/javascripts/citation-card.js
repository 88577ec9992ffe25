// A card that tells of a cited work: on hover, focus, or tap of its citation.
import { copyFrom } from "./copy-text.js";
import { element, say } from "./words.js";

/**
 * @typedef {object} Card what views/citation_card.py exports of a work
 * @property {string} title
 * @property {string} former
 * @property {string} authors
 * @property {string} year
 * @property {string} venue
 * @property {string} why
 * @property {string} work
 * @property {string} bib
 * @property {[string, string][]} links
 * @property {string} doubt
 */

/** Time in ms that a pointer rests before a card opens, and that it may leave before it closes. */
const OPEN_AFTER = 120;
const CLOSE_AFTER = 250;
/** Distance in CSS pixels from the viewport's edges. */
const MARGIN = 8;

/** @type {Map<string, Promise<Record<string, Card>>>} */
const loaded = new Map();

/**
 * The cards of a page, fetched once; a failure is forgotten, so that the next try asks again.
 *
 * @param {string} url
 * @returns {Promise<Record<string, Card>>}
 */
function cardsAt(url) {
  let cards = loaded.get(url);
  if (!cards) {
    cards = fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    });
    cards.catch(() => loaded.delete(url));
    loaded.set(url, cards);
  }
  return cards;
}

/** @type {AbortController | undefined} */
let mounted;
/** @type {{ link: HTMLElement, card: HTMLElement } | undefined} */
let open;
/** Whether the focus is on its way back from a card that was closed, which opens none. */
let returning = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Give every citation of the page its card.
 *
 * @param {Document} root
 */
export function mountCitationCards(root) {
  mounted?.abort();
  close(false);
  const source = root.querySelector("[data-cards]")?.getAttribute("data-cards");
  if (!source) return;
  const url = new URL(source, location.href).href;
  mounted = new AbortController();
  const { signal } = mounted;
  let pointer = "mouse";

  for (const link of root.querySelectorAll("a[data-cite]")) {
    if (!(link instanceof HTMLElement)) continue;
    link.removeAttribute("title"); // the card says it better
    link.addEventListener("pointerenter", (e) => e.pointerType === "mouse" && later(link), {
      signal,
    });
    link.addEventListener("pointerleave", leave, { signal });
    link.addEventListener("pointerdown", (e) => (pointer = e.pointerType), { signal });
    link.addEventListener(
      "focus",
      () => !returning && link.matches(":focus-visible") && show(link),
      { signal },
    );
    link.addEventListener(
      "click",
      (event) => {
        // A tap has no hover: the first shows the card, and the card leads on.
        if (pointer === "mouse" || event.detail === 0 || open?.link === link) return;
        event.preventDefault();
        void show(link);
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

  /** @param {HTMLElement} link */
  function later(link) {
    clearTimeout(timer);
    timer = setTimeout(() => void show(link), OPEN_AFTER);
  }

  /** @param {HTMLElement} link */
  async function show(link) {
    clearTimeout(timer);
    if (open?.link === link) return;
    close(false);
    const card = frame(link);
    open = { link, card };
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", leave);
    const key = link.dataset.cite ?? "";
    try {
      const found = (await cardsAt(url))[key];
      if (!found) throw new Error(key);
      fill(card, key, found, link);
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
 * @param {HTMLElement} card
 * @param {string} key
 * @param {Card} work
 * @param {HTMLElement} link
 */
function fill(card, key, work, link) {
  const title = element("p", "citation-card__title");
  const own = element("a", "citation-card__work", work.title);
  own.href = work.work;
  title.append(own);
  card.setAttribute("aria-label", work.title);
  const parts = [title];
  if (work.former) {
    parts.push(element("p", "citation-card__former", `${say("formerly")}: ${work.former}`));
  }
  const by = [work.authors, work.venue, work.year].filter(Boolean).join(" · ");
  parts.push(element("p", "citation-card__by", by));
  if (work.why) parts.push(element("p", "citation-card__why", work.why));
  if (work.doubt) parts.push(element("p", "citation-card__note", work.doubt));
  const ways = element("p", "citation-card__ways");
  for (const [label, url] of work.links) {
    if (!/^https?:\/\//.test(url)) continue;
    const out = element("a", "citation-card__link", label);
    out.href = url;
    out.rel = "noopener external";
    ways.append(out);
  }
  const copy = element("button", "citation-card__copy", say("copy_bibtex"));
  copy.type = "button";
  copy.addEventListener("click", () =>
    copyFrom(copy, async () => {
      const answer = await fetch(new URL(work.bib, location.href));
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.text();
    }),
  );
  const reference = element("a", "citation-card__link", say("references"));
  reference.href = link.getAttribute("href") ?? `#ref-${key}`;
  ways.append(copy, reference);
  card.replaceChildren(...parts, ways);
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
