/**
 * Brings a station's page back where there is no network: the network first, else the last good copy; the files it is
 * made of from the copy first, for their addresses change with them. Nothing else is touched: no forms, no live
 * connection, no other door's page.
 *
 * @typedef {Event & {waitUntil: (work: Promise<unknown>) => void}} LastingEvent
 * @typedef {LastingEvent & {request: Request, respondWith: (answer: Promise<Response>) => void}} FetchEvent
 */

const PREFIX = "cafe-";
const STATION = /^\/e\/[^/]+\/stations\/[^/.]+$/;
const FILE = /^\/static\/([0-9a-f]+)\/.+/;
const FILES_OF_PAGE = /\/static\/([0-9a-f]+)\//;
/** Only a station's own page has this: not the one that asks for a name, nor what a hotel's WiFi shows instead. */
const MARK = "data-composer";
/** So long a station's page may take before its copy is shown. */
const PATIENCE = 4000;

/** @param {string} href @returns {string|null} under which a station's page is kept; its table belongs to it */
function keptAs(href) {
  const { origin, pathname, searchParams } = new URL(href);
  const table = searchParams.get("table");
  const kept = origin === location.origin && STATION.test(pathname);
  return kept ? pathname + (table ? `?${new URLSearchParams({ table })}` : "") : null;
}

/**
 * What the address adds for this one time (a form's answer, another language) is not what comes back later.
 * @param {string} href
 */
function isPlain(href) {
  return [...new URL(href).searchParams.keys()].every((name) => name === "table");
}

/** @param {string} address @param {Response} answer */
async function keepPage(address, answer) {
  const text = await answer.clone().text();
  const version = FILES_OF_PAGE.exec(text)?.[1];
  if (!version || !text.includes(MARK)) {
    return;
  }
  const cache = await caches.open(PREFIX + version);
  await cache.put(address, answer);
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + version) {
      await caches.delete(name); // pages and files of an older version do not fit these
    }
  }
}

/** @param {string} address @returns {Promise<Response|undefined>} */
async function copyOf(address) {
  const anyTable = !address.includes("?");
  return (
    (await caches.match(address, { ignoreVary: true })) ??
    caches.match(address, { ignoreVary: true, ignoreSearch: anyTable })
  );
}

/** @param {string} address */
async function forget(address) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) {
      await (await caches.open(name)).delete(address, { ignoreVary: true });
    }
  }
}

/** @param {string} address @param {string} href @param {Response} answer */
async function remember(address, href, answer) {
  if (answer.ok && !answer.redirected && isPlain(href)) {
    await keepPage(address, answer);
  } else if ([403, 404, 410].includes(answer.status)) {
    await forget(address); // this phone may not, or nobody can, read it any more
  }
}

/** @param {FetchEvent} event @param {string} address */
async function answerPage(event, address) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((answer) => remember(address, event.request.url, answer.clone())).catch(() => {}));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const first = /** @type {Response|null} */ (await Promise.race([fresh.catch(() => null), patience]));
  return first && first.status < 500 ? first : ((await copyOf(address)) ?? fresh);
}

/** @param {Request|string} request @param {string} version */
async function answerFile(request, version) {
  const known = await caches.match(request, { cacheName: PREFIX + version, ignoreVary: true });
  if (known) {
    return known;
  }
  const answer = await fetch(request);
  // An address of an older version is answered with today's file, which is not to be kept as that one.
  if (answer.ok && answer.headers.get("Cache-Control")?.includes("immutable")) {
    await (await caches.open(PREFIX + version)).put(request, answer.clone());
  }
  return answer;
}

/** @param {string} href @returns {string|undefined} the version of one of our own files */
function versionOf(href) {
  const { origin, pathname } = new URL(href);
  return origin === location.origin ? FILE.exec(pathname)?.[1] : undefined;
}

/** @param {{page: string, files: string[]}} told by a page that came before this worker did */
async function keepWhole({ page, files }) {
  const address = keptAs(page);
  if (address) {
    await remember(address, location.origin + address, await fetch(address));
  }
  for (const file of files) {
    const version = versionOf(file);
    if (version) {
      await answerFile(file, version);
    }
  }
}

self.addEventListener("install", () => {
  void (/** @type {{skipWaiting: () => Promise<void>}} */ (/** @type {unknown} */ (self)).skipWaiting());
});
self.addEventListener("activate", (event) => {
  const { clients } = /** @type {{clients: {claim: () => Promise<void>}}} */ (/** @type {unknown} */ (self));
  /** @type {LastingEvent} */ (event).waitUntil(clients.claim());
});
self.addEventListener("message", (event) => {
  /** @type {LastingEvent} */ (/** @type {unknown} */ (event)).waitUntil(keepWhole(event.data).catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const asked = /** @type {FetchEvent} */ (event);
  const { method, mode, url } = asked.request;
  const address = mode === "navigate" ? keptAs(url) : null;
  const version = versionOf(url);
  if (method === "GET" && address) {
    asked.respondWith(answerPage(asked, address));
  } else if (method === "GET" && version) {
    asked.respondWith(answerFile(asked.request, version));
  }
});
