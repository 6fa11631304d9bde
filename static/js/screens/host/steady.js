/** For so long, in ms, what has just moved takes no answer: a finger that was on its way meant what stood there. */
export const STEADY_AFTER = 400;

/** @param {HTMLElement} card */
const textOf = (card) =>
  [...card.querySelectorAll("[data-text], [data-german], [data-worded-text]")].map((one) => one.textContent).join();

/** How far down something stands, whatever it lies in. @param {HTMLElement|null} one @returns {number} */
const offset = (one) => (one ? one.offsetTop + offset(/** @type {HTMLElement|null} */ (one.offsetParent)) : 0);

/**
 * Whether what lies under a finger stood still: whatever moved it, the host's own deed, a banner above or another
 * tablet. Another text is as good as another place.
 * @param {HTMLElement} board
 */
export function createSteady(board) {
  /** Where each card stands, without what was scrolled, and how it reads. @type {Map<string, string>} */
  let places = new Map();
  /** @type {Map<string, number>} */
  const moved = new Map();

  return {
    note() {
      const top = board.getBoundingClientRect().top;
      const cards = /** @type {NodeListOf<HTMLElement>} */ (board.querySelectorAll('[data-state="pending"]'));
      const now = performance.now();
      /** @type {typeof places} */
      const next = new Map();
      for (const card of cards) {
        const id = /** @type {string} */ (card.dataset.contribution ?? card.dataset.wording);
        const before = next.get(id) ?? ""; // a wording stands in its list and on its card
        next.set(id, `${before}${Math.round(top + offset(card))} ${textOf(card)}`);
      }
      [...next].filter(([id, place]) => places.get(id) !== place).forEach(([id]) => moved.set(id, now));
      [...moved.keys()].filter((id) => !next.has(id)).forEach((id) => moved.delete(id));
      places = next;
    },
    /** @param {string} id */
    has: (id) => performance.now() - (moved.get(id) ?? 0) >= STEADY_AFTER,
  };
}
