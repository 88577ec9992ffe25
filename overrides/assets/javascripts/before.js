// Runs in the head, before anything is painted.
{
  const page = document.documentElement;

  // What needs scripts may show itself; modules do not load from a disk, of which from-disk.js tells.
  if (location.protocol !== "file:") page.classList.add("scripts");
  else {
    const script = document.createElement("script");
    script.src = new URL("from-disk.js", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
    addEventListener("DOMContentLoaded", () => document.body.append(script));
  }

  // The reader's colours, or the system's, for the body as soon as it is there; frame.js goes on.
  let kept;
  try {
    kept = localStorage.getItem("colours");
  } catch {
    // Nothing is kept in this browser.
  }
  const colours = kept === "light" || kept === "dark" ? kept : "auto";
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
  try {
    const paired = document.currentScript?.hasAttribute("data-counterpart");
    if (paired && localStorage.getItem("side-by-side")) {
      page.classList.add("reads-both", "reads-both--coming");
      history.scrollRestoration = "manual"; // the place is found once both languages are there
    }
  } catch {
    // Nothing is kept in this browser.
  }
}
