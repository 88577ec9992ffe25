// Filtering the glossary by names and meanings; the list in the page is the data.
import { fold } from "./library-filter.js";
import { say } from "./words.js";

/**
 * @param {Document} root
 */
export function mountGlossaryFilter(root) {
  const form = root.querySelector("[data-glossary-filter]");
  const input = form?.querySelector("input");
  const count = root.querySelector("[data-glossary-count]");
  if (!form || !input || !count) return;
  const counted = count.textContent;
  /** @type {HTMLElement[]} */
  const letters = Array.from(root.querySelectorAll(".glossary__letter"));
  const terms = Array.from(root.querySelectorAll(".term-entry"), (entry) => ({
    entry: /** @type {HTMLElement} */ (entry),
    text: fold(
      Array.from(
        entry.querySelectorAll(".term-entry__name, .term-entry__also, .term-entry__text"),
        (part) => part.textContent,
      ).join(" "),
    ),
  }));

  const update = () => {
    const words = fold(input.value).split(" ").filter(Boolean);
    let found = 0;
    for (const { entry, text } of terms) {
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) found++;
    }
    for (const letter of letters) {
      letter.hidden = !letter.querySelector(".term-entry:not([hidden])");
      const jump = root.querySelector(`.library__years a[href="#${letter.getAttribute("aria-labelledby")}"]`);
      if (jump instanceof HTMLElement) jump.hidden = letter.hidden;
    }
    if (!words.length) count.textContent = counted;
    else if (found) count.textContent = say("terms_found", { n: found, total: terms.length });
    else count.textContent = say("terms_none");
  };

  form.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) update();
  });
  form.addEventListener("compositionend", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A link into the page leads to its term whatever was filtered out.
  addEventListener("hashchange", () => {
    const target = root.querySelector(":target");
    if (!target?.closest("[hidden]")) return;
    input.value = "";
    update();
    target.scrollIntoView();
  });
  update(); // a browser may have kept what was typed
}
