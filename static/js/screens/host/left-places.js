import { at } from "../../lib/base/at.js";

/** @typedef {import("../../lib/model/held.js").Slot} Slot */

/**
 * A card that somebody else took away or changed leaves a place as high as it was: nothing moves under a finger.
 * @param {HTMLElement} list in which what waits is drawn
 */
export function createLeftPlaces(list) {
  /** How high those cards were. @type {Map<string, number>} */
  const heights = new Map();

  return {
    /** Before they are drawn anew. @param {Slot[]} slots */
    measure(slots) {
      for (const { card } of slots.filter(({ gone, newer }) => gone || newer)) {
        const there = list.querySelector(`:scope > [data-state="pending"][data-contribution="${CSS.escape(card.id)}"]`);
        if (there && !there.querySelector('[data-do="renew"]')) {
          heights.set(card.id, there.getBoundingClientRect().height);
        }
      }
    },
    /** After they were drawn anew. */
    keep() {
      const placed = list.querySelectorAll(":scope > [data-left-place], :scope > [data-state='pending']");
      for (const one of /** @type {NodeListOf<HTMLElement>} */ (placed)) {
        const held = one.dataset.leftPlace !== undefined || one.querySelector('[data-do="renew"]');
        const height = at(heights, one.dataset.leftPlace ?? one.dataset.contribution) ?? 0;
        one.style.minBlockSize = held ? `${height}px` : "";
      }
    },
  };
}
