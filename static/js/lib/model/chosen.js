import { LOCKED } from "./reading.js";

/**
 * How the selected cards read when somebody selected them. Their authors may change them until they are answered
 * together, and only what waits in the inbox holds still meanwhile.
 *
 * @typedef {import("./as-read.js").Read} Read
 * @typedef {Map<string, {text: string}>} Texts
 */

/** @param {{now: () => number}} parts now: in ms, by a clock that only goes on */
export function createChosen({ now }) {
  /** since: when its other wording was shown. @type {Map<string, {text: string, since: number}>} */
  let known = new Map();

  return {
    /** @param {Iterable<string>} ids all that are selected now @param {Texts} texts as they are drawn now */
    update(ids, texts) {
      const before = known;
      known = new Map();
      for (const id of ids) {
        const text = texts.get(id)?.text;
        if (text !== undefined) {
          known.set(id, before.get(id) ?? { text, since: -Infinity });
        }
      }
    },
    /** Whether it reads as it did when it was selected; so does what nobody selected. @param {Read} read */
    reads: ({ id, was }) => (known.get(id)?.text ?? was) === was,
    /** Its other wording is shown from now on. @param {Iterable<string>} ids @param {Texts} texts */
    renew(ids, texts) {
      for (const id of ids) {
        const text = texts.get(id)?.text;
        if (text !== undefined && known.has(id)) {
          known.set(id, { text, since: now() });
        }
      }
    },
    /** Whether a finger can have meant its wording: that was not shown just now. @param {string} id */
    isMeant: (id) => now() - (known.get(id)?.since ?? -Infinity) >= LOCKED,
  };
}
