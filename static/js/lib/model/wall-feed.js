import { at } from "../base/at.js";
import { isBeneath } from "./merged.js";
import { newestFirst } from "./newest-first.js";

/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 *
 * @typedef {object} Picked
 * @property {Contribution|null} featured the strongest; where nobody gave a dot yet, the newest
 * @property {Contribution[]} newest without the featured one, newest first
 * @property {boolean} waiting newer ones are there, but what is shown has not been read yet
 */

/** What has just come stays at least so long: a sentence takes a few seconds to read from the last row. */
export const READING_TIME = 3000;
/** More than any projector has room for. */
const MOST = 8;

/**
 * What one station shows on the wall. Texts, dots and wording are always the latest; places change calmly, and only
 * what is gone goes at once.
 */
export function createFeed() {
  /** @type {string|null} */
  let featured = null;
  /** @type {string[]} */
  let newest = [];
  let changedAt = -Infinity;

  /** @param {Map<string, Contribution>} items @param {number} now in ms, of any steady clock */
  function settle(items, now) {
    const wanted = pick(items);
    const same = wanted.featured === featured && wanted.newest.join() === newest.join();
    const gone = [featured, ...newest].some((id) => id !== null && !isShown(items.get(id), items));
    const waiting = !same && !gone && now - changedAt < READING_TIME;
    if (!same && !waiting) {
      ({ featured, newest } = wanted);
      changedAt = now;
    }
    return waiting;
  }

  return {
    /**
     * @param {Map<string, Contribution>} items
     * @param {number} now
     * @returns {Picked}
     */
    arrange(items, now) {
      const waiting = settle(items, now);
      return {
        featured: at(items, featured) ?? null,
        newest: newest.flatMap((id) => items.get(id) ?? []),
        waiting,
      };
    },
    /** @param {string} id */
    shows: (id) => id === featured || newest.includes(id),
  };
}

/** @param {Map<string, Contribution>} items */
function pick(items) {
  const shown = [...items.values()].filter((item) => isShown(item, items)).sort(newestFirst);
  const strong = shown.filter(({ votes, highlighted }) => votes > 0 || highlighted).sort(strongestFirst)[0];
  const featured = (strong ?? shown[0])?.id ?? null;
  return {
    featured,
    newest: shown
      .filter(({ id }) => id !== featured)
      .slice(0, MOST)
      .map(({ id }) => id),
  };
}

/**
 * A wall never shows more than the public sees, whoever opened it; and what was merged lives on in the other.
 * @param {Contribution|undefined} item
 * @param {Map<string, Contribution>} items
 */
function isShown(item, items) {
  return item?.state === "visible" && !isBeneath(item, items);
}

/** The older one was there first: two equals must not take turns. @param {Contribution} a @param {Contribution} b */
function strongestFirst(a, b) {
  return b.votes - a.votes || Number(b.highlighted) - Number(a.highlighted) || -newestFirst(a, b);
}
