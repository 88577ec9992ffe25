// What stands around a page: colours, the menu, the section that is being read, the way to the top.
import { placeAt } from "./language-switch.js";

const COLOURS = ["auto", "light", "dark"];

/**
 * @param {Document} root
 */
export function mountFrame(root) {
  mountColours(root);
  mountMenu(root);
  followReading(root);
  openWhatIsClosed(root);
  keepSheet(root);
}

/**
 * Keep the name of the style sheet that is here, so that before.js need not show a page without it.
 *
 * @param {Document} root
 */
function keepSheet(root) {
  const sheet = root.querySelector("link[rel=stylesheet]");
  if (!(sheet instanceof HTMLLinkElement) || !sheet.sheet) return;
  try {
    localStorage.setItem("sheet", sheet.href);
  } catch {
    // The next page shows its first words first, as this one did.
  }
}

/**
 * The button that goes from the system's colours to light ones, to dark ones, and back.
 *
 * @param {Document} root
 */
function mountColours(root) {
  const button = root.querySelector("[data-colours-switch]");
  if (!(button instanceof HTMLButtonElement)) return;
  const page = root.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const chosen = page.dataset["colours"] ?? "auto";
    const dark = chosen === "auto" ? system.matches : chosen === "dark";
    root.body.dataset["mdColorScheme"] = dark ? "slate" : "default";
    button.title = button.dataset[chosen] ?? "";
    button.setAttribute("aria-label", button.title);
    // The browser's own frame follows the page.
    const paper = getComputedStyle(root.body).getPropertyValue("--q-paper").trim();
    for (const meta of root.querySelectorAll("meta[name=theme-color]")) {
      if (!(meta instanceof HTMLMetaElement)) continue;
      meta.dataset["own"] ??= meta.content;
      meta.content = chosen === "auto" ? meta.dataset["own"] : paper;
    }
  };
  button.addEventListener("click", () => {
    const next = COLOURS[(COLOURS.indexOf(page.dataset["colours"] ?? "auto") + 1) % COLOURS.length];
    page.dataset["colours"] = next;
    try {
      localStorage.setItem("colours", next ?? "auto");
    } catch {
      // The choice lasts as long as the page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}

/**
 * The menu of a narrow window, by keys too: without scripts, it is the label of a hidden checkbox.
 *
 * @param {Document} root
 */
function mountMenu(root) {
  const box = root.getElementById("__drawer");
  const label = root.querySelector(".md-header [for=__drawer]");
  if (!(box instanceof HTMLInputElement) || !(label instanceof HTMLElement)) return;
  const button = root.createElement("button");
  button.type = "button";
  button.className = `${label.className} menu-button`;
  button.title = label.title;
  button.setAttribute("aria-label", label.title);
  button.append(...label.childNodes);
  label.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  button.addEventListener("click", (event) => {
    box.checked = !box.checked;
    tell();
    /** @type {HTMLElement | null} */
    const first = box.checked && !event.detail ? root.querySelector(".md-nav--primary a") : null;
    first?.focus(); // for who came by keys
  });
  box.addEventListener("change", tell);
  root.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key === "Escape" && box.checked) {
      box.checked = false;
      tell();
      button.focus();
    } else if ((key === "Enter" || key === " ") && target instanceof HTMLLabelElement && target.htmlFor) {
      event.preventDefault();
      target.click();
    }
  });
  tell();
}

/**
 * Mark the section that is being read where the page lists its sections, and offer the way back to
 * the top to who turns back.
 *
 * @param {Document} root
 */
function followReading(root) {
  /** @type {HTMLAnchorElement[]} */
  const links = Array.from(root.querySelectorAll("[data-md-component=toc] a[href^='#']"));
  const names = links.map((link) => nameOf(link));
  const sections = names.flatMap((name) => root.getElementById(name) ?? []);
  const title = root.querySelector(".md-content h1");
  const head = root.querySelector(".md-header__title");
  const top = root.querySelector(".md-top");
  let last = scrollY;
  let waiting = false;
  const update = () => {
    waiting = false;
    const reading = placeAt(sections, 120);
    const place = names.indexOf(reading);
    for (const [n, link] of links.entries()) {
      const here = names[n] === reading;
      link.classList.toggle("md-nav__link--active", here);
      link.classList.toggle("md-nav__link--passed", names.indexOf(names[n] ?? "") < place);
      if (here) show(link);
    }
    head?.classList.toggle("md-header__title--active", (title?.getBoundingClientRect().bottom ?? 99) < 48);
    if (top instanceof HTMLElement && scrollY !== last) {
      top.hidden = top.inert = scrollY > last || scrollY < innerHeight / 2;
      last = scrollY;
    }
  };
  const later = () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  };
  if (top instanceof HTMLElement) {
    top.inert = true;
    top.addEventListener("click", () => {
      scrollTo({ top: 0, behavior: "smooth" });
      top.hidden = top.inert = true;
    });
  }
  addEventListener("scroll", later, { passive: true });
  later();
  const chosen = root.querySelector(".md-nav--primary .md-nav__link--active[href]");
  if (chosen instanceof HTMLElement) requestAnimationFrame(() => show(chosen));
}

/** @param {HTMLAnchorElement} link */
function nameOf(link) {
  try {
    return decodeURIComponent(link.hash.slice(1));
  } catch {
    return "";
  }
}

/**
 * Scroll a list beside the page, and nothing else, so that one of its links can be seen.
 *
 * @param {HTMLElement} link
 */
function show(link) {
  if (!link.checkVisibility?.()) return; // to ask for places in a closed menu would lay it out
  const list = link.closest(".md-sidebar__scrollwrap");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const at = link.getBoundingClientRect();
  const { top, bottom } = list.getBoundingClientRect();
  if (at.top < top || at.bottom > bottom) {
    list.scrollTop += at.top - top - list.clientHeight / 2;
  }
}

/**
 * Open what an address leads into, and everything on paper.
 *
 * @param {Document} root
 */
function openWhatIsClosed(root) {
  const reveal = () => {
    const target = root.querySelector(":target");
    const closed = target?.closest("details:not([open])");
    closed?.toggleAttribute("open", true);
    if (closed) target?.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  /** @type {Element[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = Array.from(root.querySelectorAll("details:not([open])"));
    for (const one of opened) one.toggleAttribute("open", true);
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.toggleAttribute("open", false);
  });
}
