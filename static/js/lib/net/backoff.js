/**
 * A wait that nobody shares: a hall of phones that was told the same comes back in a spread, not as a wall.
 * @param {number} ms
 * @returns {number} between half of it and half as much again
 */
export const spread = (ms) => ms * (0.5 + Math.random());

/**
 * Waits that double up to a limit, each spread.
 * @param {number} shortest
 * @param {number} longest
 */
export function createBackoff(shortest, longest) {
  let wait = shortest;
  return {
    /** @returns {number} ms until the next try */
    next() {
      const ms = spread(wait);
      wait = Math.min(wait * 2, longest);
      return ms;
    },
    reset() {
      wait = shortest;
    },
  };
}
