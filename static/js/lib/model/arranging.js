/**
 * What a host puts into an order by hand.
 *
 * @typedef {{id: string, position: number}} Placed
 */

/** @template {Placed} Item @param {Iterable<Item>} items @returns {Item[]} as they stand */
export function inOrder(items) {
  return [...items].sort((a, b) => a.position - b.position);
}

/** @param {Iterable<Placed>} items @returns {number} the position behind the last */
export function next(items) {
  return 1 + Math.max(0, ...[...items].map(({ position }) => position));
}

/**
 * Everything in its order, with two having changed places.
 * @param {Iterable<Placed>} items
 * @param {string} one
 * @param {string} other
 * @returns {string[]} ids
 */
export function swapped(items, one, other) {
  const places = new Map([
    [one, other],
    [other, one],
  ]);
  return inOrder(items).map(({ id }) => places.get(id) ?? id);
}
