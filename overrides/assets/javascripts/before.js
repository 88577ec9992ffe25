// Stands in the head of each page, before anything is painted; its text is in the page's policy.
{
  const page = document.documentElement;
  const kept = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // nothing is kept in this browser
    }
  };
  const mark = (/** @type {string} */ name) => page.classList.add(name);

  // What needs scripts may show itself; modules do not load from a disk.
  if (location.protocol !== "file:") mark("scripts");

  // Who was here has the style sheet, and need not see the page without it; frame.js keeps its name.
  const sheet = /** @type {HTMLLinkElement} */ (document.querySelector("[as=style]"));
  if (sheet.href === kept("sheet")) mark("kept");

  // The reader's colours, or the system's, for the body as soon as it is there; frame.js goes on.
  const chosen = kept("colours");
  const colours = chosen === "light" || chosen === "dark" ? chosen : "auto";
  page.dataset["colours"] = colours;
  if (matchMedia("(prefers-color-scheme: dark)").matches ? colours !== "light" : colours === "dark") {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      document.body.dataset["mdColorScheme"] = "slate";
      observer.disconnect();
    }).observe(page, { childList: true });
  }

  // Who reads side by side gets both languages at once, not one and then the other.
  if (document.currentScript?.hasAttribute("data-counterpart") && kept("side-by-side")) {
    mark("reads-both");
    mark("reads-both--coming");
    history.scrollRestoration = "manual"; // the place is found once both languages are there
  }
}
