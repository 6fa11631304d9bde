import { thisDevice } from "../storage/device.js";

/**
 * @typedef {object} Reads in which languages the phone's person reads what others wrote
 * @property {string} first that they write in; what others say is shown in it
 * @property {string[]} also those that they understand besides
 * @property {() => string[]} all
 * @property {boolean} inFirst whether all that was worded in the first one is shown so, or as it was written
 * @property {(language: string, on: boolean) => void} understand
 * @property {(on: boolean) => void} showInFirst
 * @property {(fn: () => void) => void} subscribe
 */

/** So many besides the first: the server tells eight (`LANGUAGES_READ` in bounds.py). */
export const MOST = 7;

/**
 * Kept on the phone alone: nobody else is told which languages somebody understands.
 * @param {string} place under which this person's own lies in the phone
 * @param {{current: {language: string}, subscribe: (fn: () => void) => void}} person
 * @param {import("../storage/device.js").Device} [device]
 * @returns {Reads}
 */
export function createReads(place, person, { storage } = thisDevice) {
  const key = `cafe.reads.${place}`;
  const kept = storage.read(key);
  /** @type {string[]} */
  let also = (Array.isArray(kept?.also) ? kept.also : []).filter(
    (/** @type {unknown} */ one) => typeof one === "string",
  );
  let inFirst = kept?.in_first !== false;
  /** @type {Set<() => void>} */
  const fns = new Set();

  function keep() {
    storage.write(key, { also, in_first: inFirst });
    fns.forEach((fn) => fn());
  }

  person.subscribe(() => fns.forEach((fn) => fn()));
  const besides = () => also.filter((one) => one !== person.current.language).slice(0, MOST);

  return {
    get first() {
      return person.current.language;
    },
    get also() {
      return besides();
    },
    all: () => [person.current.language, ...besides()],
    get inFirst() {
      return inFirst;
    },
    understand(language, on) {
      also = on ? [...also.filter((one) => one !== language), language] : also.filter((one) => one !== language);
      keep();
    },
    showInFirst(on) {
      inFirst = on;
      keep();
    },
    subscribe: (fn) => void fns.add(fn),
  };
}
