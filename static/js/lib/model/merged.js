/**
 * What was merged into another contribution lies beneath that one, for as long as that one is to be seen.
 *
 * @typedef {import("../net/wire.js").Contribution} Contribution
 */
import { at } from "../base/at.js";

/**
 * @param {Contribution} item
 * @param {Map<string, Contribution>} items
 */
export function isBeneath({ merged_into: into }, items) {
  return (at(items, into)?.state ?? "hidden") !== "hidden";
}

/**
 * The contribution in whose place one is: its own, or that of the one it lies beneath.
 * @param {Contribution} item
 * @param {Map<string, Contribution>} items
 */
export function standsFor(item, items) {
  const head = at(items, item.merged_into);
  return head && isBeneath(item, items) ? head : item;
}

/**
 * The dots that a sum counts here: those of what is visible and lies beneath nothing visible, which would have them.
 * @param {Contribution} item
 * @param {Map<string, Contribution>} items
 */
export function countedDots({ state, votes, merged_into: into }, items) {
  return state === "visible" && at(items, into)?.state !== "visible" ? votes : 0;
}

/**
 * What lies beneath each, the strongest first.
 * @param {Map<string, Contribution>} items
 * @returns {Map<string, Contribution[]>}
 */
export function beneath(items) {
  /** @type {Map<string, Contribution[]>} */
  const found = new Map();
  for (const one of items.values()) {
    if (one.merged_into && one.state !== "hidden" && isBeneath(one, items)) {
      found.set(one.merged_into, [...(found.get(one.merged_into) ?? []), one]);
    }
  }
  found.forEach((list) => list.sort((a, b) => b.votes - a.votes));
  return found;
}
