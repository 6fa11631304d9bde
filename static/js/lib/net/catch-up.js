/** @typedef {import("./wire.js").Change} Change */

/** So long the answer may take; then the screen asks over the connection that it has. */
const PATIENCE = 4000;
/** What a change holds. */
export const NOUNS = /** @type {const} */ (["contributions", "clusters", "statements", "measures", "photos"]);

/**
 * What changed at a station, by HTTP: there the server has it ready and compressed for everybody who asks for the same.
 * Only a help: whatever comes between (no network, a sign-in page, a server set back) yields nothing, and the screen
 * asks over its connection as if it had not tried.
 * @param {string} address of the station's JSON
 * @param {{station: string, audience?: string}} wanted
 * @param {typeof fetch} [get]
 */
export function createCatchUp(address, { station, audience }, get = fetch) {
  /** @type {AbortController|null} */
  let asking = null;

  /**
   * @param {any} change
   * @param {number} since
   * @returns {boolean} whether it is the answer to just this question; it is the whole station where much changed
   */
  function answers(change, since) {
    return (
      change?.station === station &&
      (change.since === since || change.since === 0) &&
      change.revision >= since &&
      NOUNS.every((noun) => Array.isArray(change[noun]))
    );
  }

  return {
    /** @param {number} since @returns {Promise<Change|null>} */
    async since(since) {
      asking = new AbortController();
      const { signal } = asking;
      const timer = setTimeout(() => asking?.abort(), PATIENCE);
      const query = new URLSearchParams({ since: String(since), ...(audience && { audience }) });
      try {
        const answer = await get(`${address}?${query}`, { cache: "no-store", redirect: "manual", signal });
        const change = answer.ok ? await answer.json() : null;
        return answers(change, since) ? change : null;
      } catch {
        return null;
      } finally {
        clearTimeout(timer);
        asking = null;
      }
    },
    /** The connection is gone for which it was wanted. */
    giveUp() {
      asking?.abort();
    },
  };
}
