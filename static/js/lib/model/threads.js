import { at } from "../base/at.js";
import { isBeneath } from "./merged.js";
import { newestFirst } from "./newest-first.js";

/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {"newest"|"strongest"} Sort
 * @typedef {{root: Contribution, replies: Contribution[], orphan: boolean}} Thread
 */

/**
 * Contributions with what grew from them, one level deep: an answer to an answer stands under the same root.
 * What was merged into another is not shown twice, except to the person who wrote it.
 * @param {Map<string, Contribution>} items
 * @param {{sort: Sort, own: Set<string>, votesOf: (contribution: Contribution) => number}} options
 * @returns {Thread[]}
 */
export function threads(items, { sort, own, votesOf }) {
  /** @type {Map<string, Thread>} */
  const found = new Map();
  const shown = [...items.values()].filter((item) => own.has(item.id) || !isBeneath(item, items));
  /** @param {Contribution} root */
  const threadOf = (root) => {
    const orphan = Boolean(root.reply_to && !items.has(root.reply_to));
    const thread = found.get(root.id) ?? { root, replies: [], orphan };
    found.set(root.id, thread);
    return thread;
  };
  for (const item of shown) {
    const root = rootOf(item, items);
    const thread = threadOf(root);
    if (root !== item) {
      thread.replies.push(item);
    }
  }
  const strongestFirst = (/** @type {Contribution} */ a, /** @type {Contribution} */ b) =>
    votesOf(b) - votesOf(a) || newestFirst(a, b);
  const compare = sort === "strongest" ? strongestFirst : newestFirst;
  const list = [...found.values()].sort((a, b) => compare(a.root, b.root));
  list.forEach((thread) => thread.replies.sort((a, b) => -newestFirst(a, b)));
  return list;
}

/** @param {Contribution} item @param {Map<string, Contribution>} items */
function rootOf(item, items) {
  const way = [item];
  for (let root = item; ; ) {
    // Only what is not itself on show moves to where it was merged.
    const parent = at(items, (root !== item && root.merged_into) || root.reply_to);
    if (!parent) {
      return root;
    }
    if (way.includes(parent)) {
      return headOfCircle(way.slice(way.indexOf(parent)), items) ?? item;
    }
    way.push(parent);
    root = parent;
  }
}

/**
 * A contribution that was merged into an answer to it makes a circle. All who are in it stand below the oldest on show.
 * @param {Contribution[]} circle
 * @param {Map<string, Contribution>} items
 */
function headOfCircle(circle, items) {
  return circle
    .filter((one) => !isBeneath(one, items))
    .sort(newestFirst)
    .pop();
}
