import { isOf } from "../storage/event-keys.js";
import { removeOf } from "../storage/indexed-db.js";

/**
 * @typedef {import("../storage/indexed-db.js").Databases & {
 *   localStorage: Storage,
 *   sessionStorage: Storage,
 *   caches?: CacheStorage,
 *   navigator?: {serviceWorker?: Pick<ServiceWorkerContainer, "getRegistrations">},
 * }} Browser
 */

/**
 * Takes from this browser all that it keeps of an event, unsent texts too: its day of deletion has come, as the server
 * says. What it keeps of other events stays.
 * @param {string} event
 * @param {Browser} [browser]
 * @returns {Promise<boolean>} whether nothing of it is left
 */
export async function forgetEvent(event, browser = globalThis) {
  const parts = await Promise.all([
    forgetKeys(event, () => browser.localStorage),
    forgetKeys(event, () => browser.sessionStorage),
    removeOf(event, browser),
    succeeds(() => forgetPages(event, browser)),
    succeeds(() => letWorkersGo(event, browser)),
  ]);
  return parts.every(Boolean);
}

/**
 * Whether a part did all that it had to; what a page may not ask for holds nothing of it.
 * @param {() => boolean|Promise<boolean>} part
 */
async function succeeds(part) {
  try {
    return await part();
  } catch (failure) {
    return /** @type {DOMException} */ (failure).name === "SecurityError";
  }
}

/** @param {string} event @param {() => Storage|null} asked asking alone may be forbidden */
function forgetKeys(event, asked) {
  return succeeds(() => {
    const storage = asked();
    if (!storage) {
      return true;
    }
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
    const own = keys.filter(isOf(event));
    own.forEach((key) => storage.removeItem(key));
    return own.every((key) => storage.getItem(key) === null);
  });
}

/** @param {string} event @param {string} href */
const isPageOf = (event, href) => new URL(href).pathname.startsWith(`/e/${event}/`);

/** @param {string} event @param {Browser} browser */
async function forgetPages(event, { caches }) {
  let all = true;
  for (const name of (await caches?.keys()) ?? []) {
    const cache = await /** @type {CacheStorage} */ (caches).open(name);
    for (const request of (await cache.keys()).filter(({ url }) => isPageOf(event, url))) {
      all = (await cache.delete(request, { ignoreVary: true })) && all;
    }
  }
  return all;
}

/** @param {string} event @param {Browser} browser */
async function letWorkersGo(event, { navigator }) {
  const known = (await navigator?.serviceWorker?.getRegistrations()) ?? [];
  const gone = await Promise.all(known.filter(({ scope }) => isPageOf(event, scope)).map((one) => one.unregister()));
  return gone.every(Boolean);
}
