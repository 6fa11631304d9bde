/** Where the service worker is served, see facilitation/web.py. */
const WORKER = "/worker.js";

/**
 * @typedef {{createScriptURL: (address: string) => string}} Policy
 * @typedef {{createPolicy: (name: string, rules: Policy) => Policy}} TrustedTypes
 */

/** The one address that may become a worker here; the Content-Security-Policy knows this policy by its name. */
function trusted() {
  const types = /** @type {{trustedTypes?: TrustedTypes}} */ (/** @type {unknown} */ (window)).trustedTypes;
  return types ? types.createPolicy("cafe-worker", { createScriptURL: () => WORKER }).createScriptURL(WORKER) : WORKER;
}

/**
 * Lets this page come back without a network. Browsers offer that under https and on the server's own machine only;
 * elsewhere what was written is kept all the same, and the page comes back with the network.
 * @param {string} scope the addresses of the pages that may be kept
 * @param {import("../net/wire.js").Change|null} change all of the station, where the page brought only a part along
 */
export async function keepPage(scope, change) {
  if (!window.isSecureContext || !("serviceWorker" in navigator)) {
    return;
  }
  try {
    const known = navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(trusted(), { scope });
    const { active } = await navigator.serviceWorker.ready;
    // What this page is made of came before there was anybody to keep it.
    const files = known ? [] : performance.getEntriesByType("resource").map(({ name }) => name);
    if (!known || change) {
      active?.postMessage({ page: location.href, anew: !known, files, change });
    }
  } catch {
    /* private windows and blocked site data refuse; the page works without */
  }
}
