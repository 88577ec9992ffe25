// Has the worker in sw.js keep the pages that are visited, and lists them when there is no network.
import { element } from "./words.js";

/** How many kept pages are listed, the latest first. */
const LISTED = 40;

/**
 * Register the worker where the page names one; the preview names none.
 *
 * @param {Document} root
 */
export async function mountOffline(root) {
  const name = root.querySelector("script#qiusuo-words")?.getAttribute("data-worker");
  if (!name || !("serviceWorker" in navigator)) return;
  const script = new URL(name, root.baseURI);
  const list = root.querySelector("[data-kept-pages]");
  if (list) {
    window.addEventListener("online", () => void tryAgain());
    await listKept(list, new URL(".", script).pathname);
    return;
  }
  if (root.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  try {
    const seen = navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(script);
    // The worker did not see the page that brought it.
    const { active } = await navigator.serviceWorker.ready;
    if (!seen) active?.postMessage({ keep: location.href });
  } catch {
    // Refused by the browser's settings, or served where there is no worker: nothing is kept.
  }
}

/** Show the page itself if it can be had; the worker does not answer for a HEAD. */
async function tryAgain() {
  const response = await fetch(location.href, { method: "HEAD" }).catch(() => undefined);
  if (response) location.reload();
}

/**
 * List the pages that were kept, by their titles.
 *
 * @param {Element} list
 * @param {string} scope
 */
async function listKept(list, scope) {
  const cache = await caches.open(`qiusuo ${scope} visited`);
  const items = [];
  for (const request of [...(await cache.keys())].reverse()) {
    const response = await cache.match(request);
    if (!response?.headers.get("content-type")?.startsWith("text/html")) continue;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const link = element("a", "", page.title);
    link.href = request.url;
    link.lang = page.documentElement.lang;
    const item = element("li", "");
    item.append(link);
    items.push(item);
    if (items.length === LISTED) break;
  }
  list.replaceChildren(...items);
  const part = list.closest("section");
  if (part) part.hidden = items.length === 0;
}
