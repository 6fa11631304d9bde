import { createBackoff } from "../net/backoff.js";
import { deadline } from "../net/deadline.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
const PATIENCE = 60_000;

/**
 * Loads the part of a screen that comes after it, again and again: what is there already works meanwhile, and a network
 * that lost it once may bring it a moment later. Browsers keep in mind that a script's address failed, and by another
 * address it would be another part for those that stand on it; so the file is fetched first, and loaded from the cache.
 * @param {string} address
 * @param {() => boolean} hasBegun whether it came, and what fails is the part itself, which is not to begin twice
 * @param {(address: string) => Promise<any>} [load]
 * @param {typeof fetch} [get]
 * @returns {Promise<any>} the module
 */
export async function loadLater(address, hasBegun, load = (path) => import(path), get = fetch) {
  const backoff = createBackoff(FIRST_WAIT, LONGEST_WAIT);
  for (let tries = 0; ; ) {
    try {
      const answer = await get(address, { signal: deadline(PATIENCE) });
      if (answer.ok && (await answer.text())) {
        tries += 1;
        return await load(tries > 1 ? `${address}?${tries}` : address);
      }
    } catch (failure) {
      if (hasBegun()) {
        throw failure;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, backoff.next()));
  }
}
