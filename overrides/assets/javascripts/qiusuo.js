// Entry point: mounts each component on the page.
import { mountCards } from "./card.js";
import { citationCard } from "./citation-card.js";
import { mountCopyButtons } from "./copy-text.js";
import { mountFrame } from "./frame.js";
import { mountOffline } from "./keep-offline.js";
import { mountLanguageSwitch } from "./language-switch.js";
import { mountSearch } from "./search-call.js";
import { mountSideBySide } from "./side-by-side.js";
import { termCard } from "./term-card.js";

mountFrame(document);
mountBlocks();
mountSideBySide(document, mountBlocks);
mountSearch(document);
mountCopyButtons(document);
void Promise.allSettled(forFew()).then(() => document.documentElement.toggleAttribute("data-mounted", true));
void mountOffline(document);

/** Mount what knows each block of the page. */
function mountBlocks() {
  mountLanguageSwitch(document);
  mountCards(document, { "a.citation__link, a.reading-step": citationCard, "a.term": termCard });
}

/**
 * Mount what few pages have, which is fetched by them alone.
 *
 * @returns {Promise<void>[]}
 */
function forFew() {
  const has = (/** @type {string} */ selector) => document.querySelector(selector) !== null;
  const coming = [];
  if (new URLSearchParams(location.search).has("mark")) {
    coming.push(import("./mark-words.js").then(({ mountWordMarks }) => mountWordMarks(document)));
  }
  if (has("[data-picture]")) {
    coming.push(import("./picture.js").then(({ mountPictures }) => mountPictures(document)));
  }
  if (has("[data-library-filter]")) {
    coming.push(
      import("./library-filter.js").then(({ mountLibraryFilter }) => mountLibraryFilter(document)),
    );
  }
  if (has("[data-glossary-filter]")) {
    coming.push(
      import("./glossary-filter.js").then(({ mountGlossaryFilter }) => mountGlossaryFilter(document)),
    );
  }
  if (has("form[data-compare]")) {
    coming.push(import("./compare.js").then(({ mountComparison }) => mountComparison(document)));
  }
  if (has("[data-choose]")) {
    coming.push(import("./choose.js").then(({ mountChooser }) => mountChooser(document)));
  }
  return coming;
}
