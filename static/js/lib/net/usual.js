/**
 * Changes and items as they travel leave out what has its usual value. This puts it back, so that everything behind it
 * knows whole items only: what later news leave out is usual again, never what it was before.
 *
 * @typedef {import("./wire.js").Change} Change
 * @typedef {keyof typeof USUAL} Noun
 */

/** Which form of changes this page reads; the server has pages of an older one load themselves anew. */
export const FORM = 2;

/** What a change holds. */
export const NOUNS = /** @type {const} */ (["contributions", "clusters", "statements", "measures", "photos"]);

/** The usual values; facilitation/queries/fields.py holds the same, and docs/protocol.md tells them. */
export const USUAL = {
  contributions: {
    round: null,
    table: null,
    kind: /** @type {const} */ ("idea"),
    language: "de",
    german: null,
    author: null,
    reply_to: null,
    votes: 0,
    by_hand: 0,
    state: /** @type {const} */ ("visible"),
    highlighted: false,
    cluster: null,
    merged_into: null,
    photo: null,
    edited: false,
    masked: null,
    original: null,
    hidden_reason: null,
    author_paused: null,
  },
  clusters: { masked: null },
  statements: {
    round: null,
    kind: /** @type {const} */ ("statement"),
    translations: {},
    behind: /** @type {import("./wire.js").Behind} */ ({ clusters: [], contributions: [] }),
    masked: null,
  },
  measures: { who: null, by_when: null, state: /** @type {const} */ ("open"), masked: null },
  photos: { round: null, table: null, caption: "", masked: null },
};

/**
 * @template {{id: string}} Item
 * @param {Noun} noun
 * @param {string} station
 * @returns {(item: Item) => Item} makes an item whole as it travels; one that is gone, or whole, stays as it is
 */
export const wholeItem = (noun, station) => (item) => ("gone" in item ? item : { ...USUAL[noun], station, ...item });

/** @param {any} change as it travels, or whole already @returns {Change} */
export function wholeChange(change) {
  const { station, revision, since = revision - 1 } = change;
  const items = NOUNS.map((noun) => [noun, (change[noun] ?? []).map(wholeItem(noun, station))]);
  return { ...Object.fromEntries(items), station, since, revision };
}
