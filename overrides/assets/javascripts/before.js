// Runs in the head: before anything is painted, and before Material's bundle.
{
  const page = document.documentElement;

  // What Material's bundle keeps the reader's choices with, under the site's own path.
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const scope = new URL("../..", script.src);
  Object.assign(self, {
    __md_scope: scope,
    __md_hash: (/** @type {string} */ text) =>
      [...text].reduce((sum, char) => (sum << 5) - sum + char.charCodeAt(0), 0),
    __md_get: (/** @type {string} */ key, /** @type {Storage} */ keep, of = scope) => {
      try {
        const kept = JSON.parse((keep ?? localStorage).getItem(`${of.pathname}.${key}`) ?? "null");
        // Anybody may write there; the bundle takes a palette without a number amiss.
        return key === "__palette" && !Number.isInteger(kept?.index) ? null : kept;
      } catch {
        return null; // nothing is kept in this browser, or what is kept is no JSON
      }
    },
    __md_set: (/** @type {string} */ key, /** @type {unknown} */ value, /** @type {Storage} */ keep, of = scope) => {
      try {
        (keep ?? localStorage).setItem(`${of.pathname}.${key}`, JSON.stringify(value));
      } catch {
        // Nothing is kept in this browser.
      }
    },
  });

  // Material's bundle asks the site of every alternate for a sitemap, wherever it is hosted. With
  // the space it finds none; the link means the same.
  for (const link of document.querySelectorAll("link[rel=alternate]")) {
    link.setAttribute("rel", "alternate ");
  }

  // What needs scripts may show itself; modules do not load from a disk.
  if (location.protocol !== "file:") page.classList.add("scripts");

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
