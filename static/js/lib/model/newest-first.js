/** @typedef {{id: string, number: number|null, created_at: number}} Written */

/** @param {string} a @param {string} b */
const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The newest first, on every screen alike: of two from the same second the higher number came later, and what the
 * server has not numbered yet is newer than all that it has.
 * @param {Written} a
 * @param {Written} b
 */
export function newestFirst(a, b) {
  return (
    b.created_at - a.created_at ||
    (b.number ?? Infinity) - (a.number ?? Infinity) || // two without a number differ by NaN, which is no answer either
    compared(b.id, a.id)
  );
}
