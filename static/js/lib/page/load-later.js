import { createBackoff } from "../net/backoff.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * Loads the part of a screen that comes after it, again and again: what is there already works meanwhile, and a network
 * that lost it once may bring it a moment later. Browsers keep in mind that an address failed, so each try has its own.
 * @param {string} address
 * @param {() => boolean} hasBegun whether it came, and what fails is the part itself, which is not to begin twice
 * @param {(address: string) => Promise<any>} [load]
 * @returns {Promise<any>} the module
 */
export async function loadLater(address, hasBegun, load = (path) => import(path)) {
  const backoff = createBackoff(FIRST_WAIT, LONGEST_WAIT);
  for (let tries = 0; ; tries += 1) {
    try {
      return await load(tries ? `${address}?${tries}` : address);
    } catch (failure) {
      if (hasBegun()) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, backoff.next()));
    }
  }
}
