// The block that is being read, and how it stays in its place while the page around it changes.

/** What an author wrote, heading or block, and the parts of components that have an address. */
export const BLOCKS = ".page [data-block]";

/**
 * Where a reader is: the block's id, and how far its top is from the window's, in CSS pixels; of a
 * block that began above the window, also how much of it has been read, from 0 to 1.
 *
 * @typedef {{ id: string, top: number, read: number }} Place
 */

/**
 * @param {Document} root
 * @returns {Place | undefined}
 */
export function firstInView(root) {
  const edge = root.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  /** @type {Place | undefined} */
  let above;
  for (const block of root.querySelectorAll(`${BLOCKS}[id]`)) {
    const { top, bottom, height } = block.getBoundingClientRect();
    if (!height || bottom <= edge) continue;
    const place = { id: block.id, top, read: top < edge ? (edge - top) / height : 0 };
    // A block that begins in view is a better hold than the end of the one before.
    if (top >= edge) return above && top > innerHeight / 2 ? above : place;
    above ??= place;
  }
  return above;
}

/**
 * Make a change that leaves the block at the top of the window where it is, and a page at its top.
 *
 * @param {Document} root
 * @param {() => void} change
 */
export function hold(root, change) {
  const place = firstInView(root);
  const focused = root.activeElement;
  change();
  if (focused instanceof HTMLElement && focused !== root.activeElement) {
    focused.focus({ preventScroll: true });
  }
  if (place && scrollY > 0) moveTo(root, place);
}

/**
 * Keep the place in the history, where it outlives a reload and the way back.
 *
 * @param {Document} root
 */
export function keepPlace(root) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const keep = () => history.replaceState({ ...history.state, place: firstInView(root) }, "");
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 200); // a browser may refuse what comes too often
  };
  window.addEventListener("scroll", later, { passive: true });
}

/**
 * Find the place of a page that has just been opened, once its blocks stand where they will: where
 * the reader had left it, or what the address names.
 *
 * @param {Document} root
 * @param {Place | undefined} left
 */
export function findPlace(root, left) {
  const [how] = performance.getEntriesByType("navigation");
  const again = how instanceof PerformanceNavigationTiming && /^(reload|back)/.test(how.type);
  if (again && left) moveTo(root, left);
  else named(root, location.hash)?.scrollIntoView();
}

/**
 * The element that the part of an address after its # names, whatever stands there.
 *
 * @param {Document} root
 * @param {string} hash with its #, or empty
 */
export function named(root, hash) {
  try {
    return root.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // no text in UTF-8
  }
}

/**
 * @param {Document} root
 * @param {Place} place
 */
function moveTo(root, { id, top, read }) {
  const block = root.getElementById(id);
  if (!block) return;
  const edge = root.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const now = block.getBoundingClientRect();
  const by = read ? now.top + read * now.height - edge : now.top - top;
  window.scrollBy({ top: by, behavior: "instant" });
}
