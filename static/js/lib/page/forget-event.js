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
 */
export async function forgetEvent(event, browser = globalThis) {
  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    forgetKeys(event, () => browser[name]);
  }
  await Promise.all([removeOf(event, browser), forgetPages(event, browser), letWorkersGo(event, browser)]);
}

/** @param {string} event @param {() => Storage} asked asking alone may be forbidden */
function forgetKeys(event, asked) {
  try {
    const storage = asked();
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
    keys.filter(isOf(event)).forEach((key) => storage.removeItem(key));
  } catch {
    /* what may not be asked for holds nothing */
  }
}

/** @param {string} event @param {string} href */
const isPageOf = (event, href) => new URL(href).pathname.startsWith(`/e/${event}/`);

/** @param {string} event @param {Browser} browser */
async function forgetPages(event, { caches }) {
  try {
    for (const name of (await caches?.keys()) ?? []) {
      const cache = await /** @type {CacheStorage} */ (caches).open(name);
      for (const request of (await cache.keys()).filter(({ url }) => isPageOf(event, url))) {
        await cache.delete(request, { ignoreVary: true });
      }
    }
  } catch {
    /* private windows refuse, and keep nothing */
  }
}

/** @param {string} event @param {Browser} browser */
async function letWorkersGo(event, { navigator }) {
  try {
    const known = (await navigator?.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all(known.filter(({ scope }) => isPageOf(event, scope)).map((one) => one.unregister()));
  } catch {
    /* there is none */
  }
}
