/**
 * Brings a station's page back where there is no network: the network first, else the last good copy; the files it is
 * made of from the copy first, for their addresses change with them. Nothing else is touched: no forms, no live
 * connection, no other door's page.
 *
 * A copy holds what others wrote, so it lasts no longer than it must: one station's page at a time, for a day, and
 * without what its page has heard to be gone or to read differently. After the event's day of deletion, as this phone's
 * clock shows it, nothing of it is shown but that it is over; what can be lost for good waits until the server says so
 * (`lib/page/forget-event.js`).
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
/** In it stands what the page draws; what it holds for browsers without scripts is not kept. */
const DATA = /(<script type="application\/json" id="first">)([\s\S]*?)(<\/script>)/;
/** In that: the moment at which the event's day of deletion begins, and of this page's texts the one that says so. */
const OVER_AT = /"over_at":"([^"]+)"/;
const PHRASES = /<script type="application\/json" id="phrases">([\s\S]*?)<\/script>/;
const PLAIN = /<(article|p|a)\b[^>]*\sdata-plain\b[\s\S]*?<\/\1>/g;
/** Milliseconds for which a copy is shown. */
const LONGEST = 86_400_000;
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
  await cache.put(address, reworded(answer, text.replace(PLAIN, "")));
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + version) {
      await caches.delete(name); // pages and files of an older version do not fit these
    }
  }
  for (const { url } of await cache.keys()) {
    const other = keptAs(url);
    if (other && other.split("?")[0] !== address.split("?")[0]) {
      await cache.delete(url, { ignoreVary: true }); // this phone hears no more of what is withdrawn there
    }
  }
}

/** @param {Response} answer @param {string} text */
function reworded({ status, statusText, headers }, text) {
  return new Response(text, { status, statusText, headers });
}

/** @param {any} value @param {Set<string>} gone @returns {any} the same without the items that have these ids */
function without(value, gone) {
  if (Array.isArray(value)) {
    return value.filter((one) => !gone.has(one?.id)).map((one) => without(one, gone));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, without(one, gone)]));
}

/**
 * The page's data with items as they read now. What its person wrote (`mine`) is asked for anew.
 * @param {any} data @param {Map<string, any>} now
 */
function renewed(data, now) {
  const change = Object.entries(data.change ?? {}).map(([noun, items]) => [
    noun,
    Array.isArray(items) ? items.map((one) => newer(one, now.get(one.id))) : items,
  ]);
  const said = (data.said_here ?? []).filter((/** @type {{id: string}} */ { id }) => !now.has(id));
  return { ...data, change: Object.fromEntries(change), said_here: said };
}

/** @param {any} one @param {any} other */
const newer = (one, other) => (other && other.revision > one.revision ? other : one);

/** @param {any} value as JSON that no script element ends in, see facilitation/queries/snapshots.py */
function written(value) {
  const escaped = (/** @type {string} */ sign) => `\\u00${sign.charCodeAt(0).toString(16)}`;
  return JSON.stringify(value).replace(/[<>&']/g, escaped);
}

/**
 * Takes what is withdrawn, hidden or deleted out of every copy, and puts in how others read now.
 * @param {Set<string>} gone ids
 * @param {Map<string, any>} now
 */
async function takeOut(gone, now) {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) {
    const cache = await caches.open(name);
    for (const { url } of (await cache.keys()).filter((one) => keptAs(one.url))) {
      const answer = /** @type {Response} */ (await cache.match(url, { ignoreVary: true }));
      const text = await answer.clone().text();
      if ([...gone, ...now.keys()].some((id) => text.includes(id))) {
        const cleaned = text.replace(
          DATA,
          /** @param {string} _ @param {string} begin @param {string} data @param {string} end */
          (_, begin, data, end) => begin + written(renewed(without(JSON.parse(data), gone), now)) + end,
        );
        await cache.put(url, reworded(answer, cleaned));
      }
    }
  }
}

/** @param {string} address @returns {Promise<Response|undefined>} */
async function copyOf(address) {
  const anyTable = !address.includes("?");
  const copy =
    (await caches.match(address, { ignoreVary: true })) ??
    (await caches.match(address, { ignoreVary: true, ignoreSearch: anyTable }));
  if (!copy) {
    return undefined;
  }
  const text = await copy.clone().text();
  const isOld = Date.now() - Date.parse(copy.headers.get("Date") ?? "") > LONGEST;
  if (Date.now() >= Date.parse(OVER_AT.exec(text)?.[1] ?? "")) {
    const over = reworded(copy, overPage(text));
    if (isOld) {
      await forget(address);
      await (await caches.open(PREFIX + (FILES_OF_PAGE.exec(text)?.[1] ?? ""))).put(address, over.clone());
    }
    return over;
  }
  if (isOld || !text.includes(MARK)) {
    await forget(address);
    return undefined;
  }
  return copy;
}

/**
 * What a copy becomes after the day of deletion: one sentence in its language and its clothes.
 * @param {string} text
 */
function overPage(text) {
  const phrases = PHRASES.exec(text)?.[1] ?? "{}";
  const { "over.kept": said } = JSON.parse(phrases);
  const [page = "<html>"] = /<html\b[^>]*>/.exec(text) ?? [];
  const sheets = (text.match(/<link rel="stylesheet"[^>]*>/g) ?? []).join("");
  const [at] = OVER_AT.exec(text) ?? [""];
  return (
    `<!doctype html>${page}<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>World Café</title>${sheets}</head>` +
    `<body class="phone join-page"><main class="join-top" data-over-kept><h1 class="join-alone">${said}</h1></main>` +
    `<script type="application/json" id="phrases">${written({ "over.kept": said })}</script>` +
    `<script type="application/json" id="first">{${at}}</script></body></html>`
  );
}

/** @param {string} address */
async function forget(address) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) {
      await (await caches.open(name)).delete(address, { ignoreVary: true, ignoreSearch: !address.includes("?") });
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

/**
 * Puts all of a station into its copy, whose page brought only the newest along.
 * @param {string} address @param {any} change
 */
async function complete(address, change) {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) {
    const cache = await caches.open(name);
    const answer = await cache.match(address, { ignoreVary: true });
    const text = await answer?.clone().text();
    const data = JSON.parse(DATA.exec(text ?? "")?.[2] ?? "null");
    if (answer && text && data && data.change.revision <= change.revision) {
      const whole = written({ ...data, change });
      await cache.put(
        address,
        reworded(
          answer,
          text.replace(DATA, (_, begin, _data, end) => begin + whole + end),
        ),
      );
    }
  }
}

/**
 * @param {{page: string, anew: boolean, files: string[], change: any}} told by a page; anew: which came before this
 *   worker did
 */
async function keepWhole({ page, anew, files, change }) {
  const address = keptAs(page);
  if (address && anew) {
    await remember(address, location.origin + address, await fetch(address));
  }
  if (address && change) {
    await complete(address, change);
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
let working = Promise.resolve();
self.addEventListener("message", (event) => {
  const { gone, now = [] } = event.data;
  // One after the other, for each reads a copy and writes it anew.
  const byId = new Map(now.map((/** @type {{id: string}} */ one) => [one.id, one]));
  working = working.then(() => (gone ? takeOut(new Set(gone), byId) : keepWhole(event.data))).catch(() => {});
  /** @type {LastingEvent} */ (/** @type {unknown} */ (event)).waitUntil(working);
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
