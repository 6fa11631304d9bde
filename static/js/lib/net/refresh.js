import { createThrottle } from "../base/throttle.js";
import { createBackoff } from "./backoff.js";

/** Where no answer came it is asked for again after so many ms at first, and at last; each wait is spread. */
const SHORTEST = 2000;
const LONGEST = 30_000;

/**
 * @typedef {object} Refresh
 * @property {() => Promise<void>} now asks at once; resolves when that is over, with an answer or without
 * @property {(ms: number) => void} within asks in so many ms at the latest
 */

/**
 * Something that shows what the server has, and asks for it anew where that may be something else by now. Where no
 * answer comes it asks again until there is one: what a host has just hidden must not stay for want of a next change.
 * @param {() => Promise<boolean>} ask whether there was an answer
 * @returns {Refresh}
 */
export function createRefresh(ask) {
  const backoff = createBackoff(SHORTEST, LONGEST);
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let dueAt = Infinity;
  const now = createThrottle(async () => {
    if (await ask()) {
      backoff.reset();
    } else {
      within(backoff.next());
    }
  }, 0);

  /** @param {number} ms */
  function within(ms) {
    const at = performance.now() + ms;
    if (at < dueAt) {
      clearTimeout(timer);
      dueAt = at;
      timer = setTimeout(() => {
        dueAt = Infinity;
        void now();
      }, ms);
    }
  }

  return { now, within };
}
