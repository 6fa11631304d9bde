import { thisDevice } from "../storage/device.js";

/**
 * @typedef {object} Draft
 * @property {string} [id] of the contribution that it becomes; earlier versions gave it one when it was sent
 * @property {string} text
 * @property {import("../net/wire.js").Kind} kind
 * @property {string} language
 * @property {boolean} [chosen] for this text, and not because its person writes in it
 * @property {string|null} replyTo
 * @property {string|null} editing the contribution whose wording is being changed
 * @property {string} [was] the wording from which that began
 * @property {string} [now] the one that somebody else gave it meanwhile
 * @property {Draft|null} stash what lay in the field before that
 */

/**
 * What somebody is writing at a place; it survives reloads, and leaves nothing behind once sent.
 * @template {{text: string}} [Content=Draft]
 * @param {string} event
 * @param {string} station or another place of the event whose name can be no station's
 * @param {import("../storage/device.js").Device} [device]
 */
export function createDraft(event, station, { storage, secondCopy } = thisDevice) {
  const key = `cafe.draft.${event}.${station}`;
  const copy = secondCopy(key);
  /** @param {any} kept @returns {Content|null} another version may have left something else */
  const asDraft = (kept) => (typeof kept?.text === "string" ? kept : null);
  let serial = Number(storage.read(key)?.serial) || 0;

  /** @param {Content|null} draft */
  function copyAs(draft) {
    serial = Math.max(Date.now(), serial + 1);
    void copy.change(key, { ...draft, serial }, "relaxed"); // with every letter, so not each time to the disk itself
    return { ...draft, serial };
  }

  return {
    /** @returns {Content|null} */
    read: () => asDraft(storage.read(key)),
    /** @param {Content} draft @returns {boolean} whether it outlives this page */
    write: (draft) => storage.write(key, copyAs(draft)),
    /**
     * Notes beside the words in whose field they are. The second copy is left alone: a page that goes may not begin a
     * transaction, for browsers drop a page from their memory whose unfinished one the next page has to wait for.
     * @param {Content} draft as it was read
     * @returns {boolean} whether it outlives this page
     */
    note: (draft) => storage.write(key, draft),
    clear() {
      storage.remove(key);
      copyAs(null);
    },
    /**
     * After the browser was killed its storage is as it was up to a minute ago.
     * @returns {Promise<{draft: Content|null}|null>} what was written last, where that is not what `read` told
     */
    async newer() {
      const before = serial;
      const kept = (await copy.read())?.values.get(key);
      return kept?.serial > before && before === serial ? { draft: asDraft(kept) } : null;
    },
  };
}
