import * as storage from "./storage.js";

/**
 * @typedef {object} Draft
 * @property {string} text
 * @property {import("./wire.js").Kind} kind
 * @property {string} language
 * @property {string|null} replyTo
 * @property {string|null} editing the contribution whose wording is being changed
 * @property {Draft|null} stash what lay in the field before that
 */

/**
 * What somebody is writing at a station; it survives reloads, and leaves nothing behind once sent.
 * @param {string} event
 * @param {string} station
 */
export function createDraft(event, station) {
  const key = `cafe.draft.${event}.${station}`;
  return {
    /** @returns {Draft|null} */
    read() {
      const kept = storage.read(key);
      return typeof kept?.text === "string" ? kept : null; // another version may have left something else
    },
    /** @param {Draft} draft @returns {boolean} whether it outlives this page */
    write: (draft) => storage.write(key, draft),
    clear: () => storage.remove(key),
  };
}
