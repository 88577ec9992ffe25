// Both languages of a page side by side: the button, and the reader's wish, kept between pages.
import { findPlace, hold, keepPlace } from "./reading-place.js";
import { say } from "./words.js";

/** Under this name the wish is kept; before.js asks for it too. */
const KEPT = "side-by-side";

/** Whether both languages are shown. */
export function readsBoth() {
  return document.documentElement.classList.contains("reads-both");
}

/**
 * Make the button show the page's counterpart beside it, and take it away again.
 *
 * @param {Document} root
 * @param {() => void} changed called when blocks have come or gone
 */
export function mountSideBySide(root, changed) {
  const page = root.documentElement.classList;
  const found = root.querySelector("[data-side-by-side]");
  if (!(found instanceof HTMLButtonElement)) {
    page.remove("reads-both", "reads-both--coming");
    return;
  }
  const button = found;
  const said = root.querySelector("[data-side-by-side-said]");
  /** @type {(() => void) | undefined} */
  let undo;
  let wanted = false;
  const place = history.state?.place;

  /**
   * @param {boolean} on
   * @param {boolean} [arriving] whether the page has just been opened
   */
  async function turn(on, arriving = false) {
    wanted = on;
    button.setAttribute("aria-pressed", String(on));
    tell("");
    try {
      if (on) await setBeside(arriving);
      else takeAway();
    } catch {
      wanted = false;
      button.setAttribute("aria-pressed", "false");
      page.remove("reads-both");
      tell(say("side_by_side_failed"));
    }
    page.remove("reads-both--coming");
  }

  /** @param {string} text */
  function tell(text) {
    if (said) said.textContent = text;
  }

  /** @param {boolean} arriving */
  async function setBeside(arriving) {
    const { counterpart, setCounterpart } = await import("./counterpart.js");
    const url = new URL(button.dataset.sideBySide ?? "", location.href).href;
    const other = await counterpart(url);
    if (!wanted || undo) return;
    hold(root, () => {
      undo = setCounterpart(root, other, url);
      page.add("reads-both");
    });
    history.scrollRestoration = "manual";
    if (arriving) findPlace(root, place);
    changed();
  }

  function takeAway() {
    if (!undo) return;
    hold(root, () => {
      undo?.();
      undo = undefined;
      page.remove("reads-both");
    });
    history.scrollRestoration = "auto";
    changed();
  }

  button.addEventListener("click", () => {
    keep(!wanted);
    void turn(!wanted);
  });
  // What was told covers a little of the page, until the reader goes on.
  root.addEventListener("pointerdown", () => tell(""));
  root.addEventListener("keydown", (e) => e.key === "Escape" && tell(""));
  // A page that comes back as it was left follows what the reader has chosen since.
  window.addEventListener("pageshow", (e) => e.persisted && turn(kept()));
  keepPlace(root);
  if (kept()) void turn(true, true);
}

function kept() {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}

/** @param {boolean} on */
function keep(on) {
  try {
    if (on) localStorage.setItem(KEPT, "1");
    else localStorage.removeItem(KEPT);
  } catch {
    // The wish lasts as long as the page.
  }
}
