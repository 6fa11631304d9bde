/**
 * Under which keys a browser keeps what belongs to an event: `cafe.<kind>.<event>`, and what follows that is a place
 * there or, behind a ~, whose it is (`lib/page/person.js`). Several events share a browser, so each key says which one
 * it is about; a test finds a kind that is missing here.
 */
export const KINDS = [
  ...["draft", "outbox", "turn", "feedback", "me", "clock", "seat", "read", "reads", "saying", "said"],
  ...["board", "board-turn", "board-orders", "paper", "paper-photo", "translation", "measure", "statement", "told"],
  ...["wording", "german", "photo", "photos", "guide", "cluster", "themes-left", "suggested-open", "theme-titles"],
  ...["desk", "desk-turn", "comment", "edit", "report", "deck", "deck.clocks", "deck.notes"],
];
/** What stands before the key that it is about: `stored-orders.js` and `indexed-db.js`. */
export const BEFORE = ["", "gone.", "highest."];

/** @param {string} event @returns {string[]} what every key of this event begins with, or is */
export const beginnings = (event) => BEFORE.flatMap((mark) => KINDS.map((kind) => `${mark}cafe.${kind}.${event}`));

/**
 * @param {string} begin one of `beginnings`
 * @returns {string[]} what may follow it; where an event is called as a kind goes on ("clocks"), what a dot follows is
 *   that kind's, of another event
 */
export const followers = (begin) => (KINDS.some((kind) => begin.endsWith(`cafe.${kind}`)) ? ["~"] : [".", "~"]);

/**
 * @param {string} event
 * @returns {(key: string) => boolean} whether something belongs to this event, and not to one whose name is longer
 */
export function isOf(event) {
  const known = beginnings(event);
  return (key) =>
    known.some((begin) => key.startsWith(begin) && ["", ...followers(begin)].includes(key.charAt(begin.length)));
}
