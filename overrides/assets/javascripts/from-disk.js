// On a copy of the site that is opened from disk, says why there is no search. Browsers load neither
// modules nor data over file:, so this is a plain script, and search, cards and filters are asleep.
// Only the pages of that copy have it, which may be served all the same.
if (location.protocol === "file:") {
  const { words } = /** @type {any} */ (self).QIUSUO;
  for (const search of document.querySelectorAll("[data-search]")) {
    const onPage = search.hasAttribute("data-search-page");
    const said = document.createElement(onPage ? "p" : "a");
    said.className = onPage ? "search__from-disk" : "search__why-not";
    said.textContent = onPage ? words.from_disk : words.from_disk_short;
    const target = search.querySelector("form")?.getAttribute("action");
    if (said instanceof HTMLAnchorElement && target) said.href = target;
    search.replaceChildren(said);
  }
}
