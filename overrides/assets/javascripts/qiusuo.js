// Entry point: mounts each component on every page Material shows.
import { mountLanguageSwitch } from "./language-switch.js";

/** @type {{ subscribe(listener: () => void): void } | undefined} */
const pages = /** @type {any} */ (window).document$;

/** Mount every component on the page as it stands. */
function mount() {
  mountLanguageSwitch(document);
}

if (pages) pages.subscribe(mount);
else mount();
