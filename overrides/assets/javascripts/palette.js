// The colours that the reader has chosen, set before the page is painted; Material's bundle, which
// keeps the choice, comes later.
{
  const NAMES = ["media", "scheme", "primary", "accent"];
  /** @type {{ color?: Record<string, string | null> } | null} */
  const kept = /** @type {any} */ (self).__md_get("__palette");
  const colour = kept?.color;
  if (colour) {
    if (colour["media"] === "(prefers-color-scheme)") {
      const light = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      const media = `(prefers-color-scheme: ${light})`;
      const input = document.querySelector(`[data-md-color-media='${media}']`);
      for (const name of NAMES) {
        colour[name] = input?.getAttribute(`data-md-color-${name}`) ?? null;
      }
    }
    for (const name of NAMES) {
      const value = colour[name];
      if (typeof value === "string") document.body.setAttribute(`data-md-color-${name}`, value);
    }
  }
}
