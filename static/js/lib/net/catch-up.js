import { NOUNS, wholeChange } from "./usual.js";

/** @typedef {import("./wire.js").Change} Change */

/** So long the answer may take; then the screen asks over the connection that it has. */
const PATIENCE = 4000;

/**
 * What changed at a station, by HTTP: there the server has it ready and compressed for everybody who asks for the same.
 * Only a help: whatever comes between (no network, a sign-in page, a server set back) yields nothing, and the screen
 * asks over its connection as if it had not tried.
 * @param {string} address of the station's JSON
 * @param {{station: string, audience?: string}} wanted
 * @param {typeof fetch} [get]
 */
export function createCatchUp(address, { station, audience }, get = fetch) {
  /** @type {Set<AbortController>} */
  const asking = new Set();

  /**
   * @param {any} said
   * @param {number} since
   * @returns {Change|null} null where it is not the answer to just this question; it is the whole station where much
   *   changed
   */
  function answered(said, since) {
    const isChange = said?.station === station && NOUNS.every((noun) => Array.isArray(said[noun] ?? []));
    const change = isChange && said.contributions ? wholeChange(said) : null;
    return change && (change.since === since || change.since === 0) && change.revision >= since ? change : null;
  }

  return {
    /** @param {number} since @returns {Promise<Change|null>} */
    async since(since) {
      const ends = new AbortController();
      const { signal } = ends;
      asking.add(ends);
      const timer = setTimeout(() => ends.abort(), PATIENCE);
      const query = new URLSearchParams({ since: String(since), ...(audience && { audience }) });
      try {
        const answer = await get(`${address}?${query}`, { cache: "no-store", redirect: "manual", signal });
        return answer.ok ? answered(await answer.json(), since) : null;
      } catch {
        return null;
      } finally {
        clearTimeout(timer);
        asking.delete(ends);
      }
    },
    /** The connection is gone for which it was wanted. */
    giveUp() {
      asking.forEach((one) => one.abort());
    },
  };
}
