// Entry point: mounts each component on every page Material shows.
import { mountCards } from "./card.js";
import { citationCard } from "./citation-card.js";
import { mountCopyButtons } from "./copy-text.js";
import { mountOffline } from "./keep-offline.js";
import { mountLanguageSwitch } from "./language-switch.js";
import { mountWordMarks } from "./mark-words.js";
import { mountSearch } from "./search-box.js";
import { mountSideBySide } from "./side-by-side.js";
import { termCard } from "./term-card.js";

/** @type {{ subscribe(listener: () => void): void } | undefined} */
const pages = /** @type {any} */ (window).document$;

/** Mount every component on the page as it stands. */
function mount() {
  mountWordMarks(document);
  mountBlocks();
  mountSideBySide(document, mountBlocks);
  mountCopyButtons(document);
  mountSearch(document);
  // What few pages have is fetched by them alone.
  if (document.querySelector("[data-picture]")) {
    import("./picture.js").then(({ mountPictures }) => mountPictures(document));
  }
  if (document.querySelector("[data-library-filter]")) {
    import("./library-filter.js").then(({ mountLibraryFilter }) => mountLibraryFilter(document));
  }
  if (document.querySelector("[data-glossary-filter]")) {
    import("./glossary-filter.js").then(({ mountGlossaryFilter }) => mountGlossaryFilter(document));
  }
  if (document.querySelector("form[data-compare]")) {
    import("./compare.js").then(({ mountComparison }) => mountComparison(document));
  }
  if (document.querySelector("[data-choose]")) {
    import("./choose.js").then(({ mountChooser }) => mountChooser(document));
  }
  void mountOffline(document);
}

/** Mount what knows each block of the page. */
function mountBlocks() {
  mountLanguageSwitch(document);
  mountCards(document, { "a[data-cite]": citationCard, "a[data-term]": termCard });
}

if (pages) pages.subscribe(mount);
else mount();
