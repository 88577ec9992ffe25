// Keeps the pages that a reader has visited readable without a network.
//
// The build puts `self.SITE` before this text (site/worker.py). Without it, as in the preview or when
// the site gives its worker up, this worker removes what those before it kept, and itself.

/** @typedef {{ version: string, shell: string[], offline: Record<string, string> }} Site */

const worker = /** @type {ServiceWorkerGlobalScope & { SITE?: Site }} */ (
  /** @type {unknown} */ (self)
);
const site = worker.SITE;
const scope = new URL(worker.registration.scope);
/** Begins the names of this site's caches; another site below the same host has its own. */
const OURS = `qiusuo ${scope.pathname} `;
/** Styles, scripts and the offline pages, as one build has them. */
const SHELL = `${OURS}shell ${site?.version}`;
/** Pages as they were last read, and what they fetched; a new build does not take them away. */
const VISITED = `${OURS}visited`;

/** Time in ms that the network has before a kept page is shown in its place. */
const PATIENCE = 4000;
/** How many pages and files are kept, and the size in bytes of the largest. */
const MOST = 200;
const LARGEST = 2_000_000;
const KEPT_TYPES = /^(?:text\/(?:html|css|javascript)|application\/(?:json|javascript)|image\/)/;

const shell = new Set(site?.shell.map((path) => new URL(path, scope).href));

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (site && typeof event.data?.keep === "string") event.waitUntil(visit(event.data.keep));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!site || request.method !== "GET" || request.headers.has("range") || !isOurs(request.url)) {
    return;
  }
  const fresh = fetch(request);
  event.waitUntil(fresh.then((response) => keep(request.url, response.clone())).catch(() => {}));
  event.respondWith(answer(request, fresh));
});

async function install() {
  if (site) {
    const cache = await caches.open(SHELL);
    // On a first visit the page has just fetched these; later, a host's old copies are not trusted.
    const mode = worker.registration.active ? "no-cache" : "default";
    await cache.addAll([...shell].map((url) => new Request(url, { cache: mode })));
  }
  await worker.skipWaiting();
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const old = names.filter((name) => !site || (name !== SHELL && name !== VISITED));
  await Promise.all(old.map((name) => caches.delete(name)));
  if (site) await worker.clients.claim();
  else await worker.registration.unregister();
}

/** @param {string} url whether it is of this site, below its path */
function isOurs(url) {
  return new URL(url).origin === scope.origin && new URL(url).pathname.startsWith(scope.pathname);
}

/**
 * The network's answer; what was kept where there is none, or none in time.
 *
 * @param {Request} request
 * @param {Promise<Response>} fresh
 */
async function answer(request, fresh) {
  const kept = find(request.url);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => kept);
  try {
    return (await Promise.race([fresh, late])) ?? (await fresh);
  } catch {
    const found = await kept;
    return found ?? (request.mode === "navigate" ? offlinePage(request.url) : Response.error());
  }
}

/** @param {string} url */
async function find(url) {
  const visited = await (await caches.open(VISITED)).match(bare(url));
  return visited ?? (await caches.open(SHELL)).match(bare(url));
}

/**
 * The page that says that a page was not kept, in the language of that page.
 *
 * @param {string} url
 */
async function offlinePage(url) {
  const path = new URL(url).pathname.slice(scope.pathname.length);
  const roots = Object.keys(site?.offline ?? {}).filter((root) => path.startsWith(root));
  const root = roots.reduce((best, one) => (one.length > best.length ? one : best), "");
  const page = await find(new URL(site?.offline[root] ?? "", scope).href);
  return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error();
}

/**
 * Fetch and keep a page that was there before this worker.
 *
 * @param {string} url
 */
async function visit(url) {
  try {
    if (isOurs(url)) await keep(url, await fetch(url));
  } catch {
    // No address, or no network: it is not kept.
  }
}

/**
 * Keep an answer, if it is worth keeping, as the latest of all; the oldest go.
 *
 * @param {string} url
 * @param {Response} response
 */
async function keep(url, response) {
  const type = response.headers.get("content-type") ?? "";
  const whole = response.status === 200 && response.type === "basic" && !response.redirected;
  if (!whole || !KEPT_TYPES.test(type) || shell.has(bare(url))) return;
  const body = await response.blob();
  if (body.size > LARGEST) return;
  const cache = await caches.open(VISITED);
  await cache.delete(bare(url));
  await cache.put(bare(url), new Response(body, { headers: response.headers }));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -MOST).map((key) => cache.delete(key)));
}

/** @param {string} url without its query and fragment, which choose nothing on a static site */
function bare(url) {
  return url.replace(/[?#].*/, "");
}
