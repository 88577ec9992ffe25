// The search field until a reader turns to it: what answers is fetched only then.

/** What search-box.js and the modules that it needs are, so that they come side by side. */
const ANSWERS = ["search-box", "search-engine", "search-names", "search-text"];

/**
 * @param {Document} root
 */
export function mountSearch(root) {
  /** @type {HTMLElement[]} */
  const boxes = Array.from(root.querySelectorAll("[data-search]"));
  const first = boxes.find((box) => "searchPage" in box.dataset) ?? boxes[0];
  let awake = false;

  const wake = () => {
    if (awake) return;
    awake = true;
    for (const name of ANSWERS) preload(root, new URL(`./${name}.js`, import.meta.url).href);
    import("./search-box.js").then(
      ({ mountBoxes }) => mountBoxes(root, boxes),
      () => (awake = false), // no network now: the next turn to it tries again
    );
  };

  /** @param {HTMLElement} box */
  const call = (box) => {
    const field = box.querySelector("input");
    box.classList.add("search--open");
    field?.focus(); // at once, or a phone shows no keys
    field?.select();
    wake();
  };

  for (const box of boxes) {
    const page = "searchPage" in box.dataset;
    const field = box.querySelector("input");
    // Without scripts it is a plain field that sends its query to the search page.
    field?.setAttribute("role", "combobox");
    field?.setAttribute("aria-autocomplete", "list");
    field?.setAttribute("aria-controls", box.querySelector("[data-search-results]")?.id ?? "");
    field?.setAttribute("aria-expanded", String(page));
    field?.addEventListener("focus", wake);
    field?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || page) return;
      box.classList.remove("search--open");
      field.blur();
    });
    // What is not yet composed is not asked for, should the answers come meanwhile.
    field?.addEventListener("compositionstart", () => field.toggleAttribute("data-composing", true));
    field?.addEventListener("compositionend", () => field.removeAttribute("data-composing"));
    box.querySelector("[data-search-open]")?.addEventListener("click", () => call(box));
    if (page) wake();
  }
  root.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input,textarea,select");
    const key = event.key.toLowerCase();
    const called =
      (key === "k" && (event.ctrlKey || event.metaKey)) ||
      (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && (key === "/" || key === "s"));
    if (!called || !first) return;
    event.preventDefault();
    call(first);
  });
}

/**
 * @param {Document} root
 * @param {string} url
 */
function preload(root, url) {
  const link = root.createElement("link");
  link.rel = "modulepreload";
  link.href = url;
  root.head.append(link);
}
