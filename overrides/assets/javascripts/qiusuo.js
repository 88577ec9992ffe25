// Entry point: mounts each component on every page Material shows.
import { mountCitationCards } from "./citation-card.js";
import { mountCopyButtons } from "./copy-text.js";
import { mountLanguageSwitch } from "./language-switch.js";
import { mountLibraryFilter } from "./library-filter.js";

/** @type {{ subscribe(listener: () => void): void } | undefined} */
const pages = /** @type {any} */ (window).document$;

/** Mount every component on the page as it stands. */
function mount() {
  mountLanguageSwitch(document);
  mountCitationCards(document);
  mountCopyButtons(document);
  mountLibraryFilter(document);
}

if (pages) pages.subscribe(mount);
else mount();
