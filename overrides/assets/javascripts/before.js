// Stands in the head of each page, before anything is painted; its text is in the page's policy.
{
  const page = document.documentElement;
  const sheet = /** @type {HTMLLinkElement} */ (document.querySelector("[as=style]"));
  const kept = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // nothing is kept in this browser
    }
  };

  // What needs scripts may show itself; modules do not load from a disk, of which from-disk.js tells.
  if (location.protocol !== "file:") page.classList.add("scripts");
  else {
    const script = document.createElement("script");
    script.src = new URL("../javascripts/from-disk.js", sheet.href).href;
    addEventListener("DOMContentLoaded", () => document.body.append(script));
  }

  // Who was here has the style sheet, and need not see the page without it; frame.js keeps its name.
  page.classList.toggle("kept", sheet.href === kept("sheet"));

  // The reader's colours, or the system's, for the body as soon as it is there; frame.js goes on.
  const chosen = kept("colours");
  const colours = chosen === "light" || chosen === "dark" ? chosen : "auto";
  page.dataset["colours"] = colours;
  const dark = colours === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : colours === "dark";
  if (dark) {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      document.body.dataset["mdColorScheme"] = "slate";
      observer.disconnect();
    }).observe(page, { childList: true });
  }

  // Who reads side by side gets both languages at once, not one and then the other.
  if (document.currentScript?.hasAttribute("data-counterpart") && kept("side-by-side")) {
    page.classList.add("reads-both", "reads-both--coming");
    history.scrollRestoration = "manual"; // the place is found once both languages are there
  }
}
