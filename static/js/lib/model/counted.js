import { newestFirst } from "./newest-first.js";

/** @typedef {import("../net/wire.js").Contribution} Contribution */

/**
 * How many contributions a station has, also while a page knows only the newest and their number.
 * @param {number} total when the page was made
 * @param {{contributions: Map<string, Contribution>, isWhole: boolean}} store
 */
export function createCounted(total, store) {
  const brought = [...store.contributions.values()].sort(newestFirst);
  const oldest = brought[brought.length - 1];
  const known = new Set(store.contributions.keys());
  let unread = total - brought.length;

  return {
    /** How many of them are not known here. */
    get unread() {
      return store.isWhole ? 0 : Math.max(0, unread);
    },
    get many() {
      return store.contributions.size + this.unread;
    },
    /** The news are of these; an older one that comes with them was counted before. @param {Iterable<string>} ids */
    hear(ids) {
      for (const id of ids) {
        const one = store.contributions.get(id);
        if (one && oldest && !known.has(id) && newestFirst(one, oldest) > 0) {
          unread -= 1;
        }
        known.add(id);
      }
    },
  };
}
