import { t } from "../lib/base/page-data.js";
import { ask } from "../lib/net/ask.js";

/**
 * @typedef {import("../lib/net/socket.js").Live} Live
 * @typedef {import("../lib/net/wire.js").Accepted} Accepted
 */

/**
 * The desk's orders, with one sentence a place about what was not followed. The sentence goes with the next order
 * there.
 * @param {Live} live
 * @param {{event: string, onAck: (ack: Accepted) => void, onChange: () => void}} parts
 */
export function createOrders(live, { event, onAck, onChange }) {
  /** @type {Map<string, string>} */
  const refusals = new Map();
  /** @type {Set<string>} */
  const sending = new Set();

  return {
    /** @param {string} place */
    refusal: (place) => refusals.get(place) ?? "",
    /** @param {string} place @param {string} sentence */
    refuse(place, sentence) {
      refusals.set(place, sentence);
      onChange();
    },
    /** @param {string} place */
    busy: (place) => sending.has(place),
    get pending() {
      return sending.size > 0;
    },
    /**
     * @param {string} place where its sentence stands
     * @param {string} name
     * @param {object} payload
     * @returns {Promise<boolean>} whether it was followed
     */
    async send(place, name, payload) {
      refusals.delete(place);
      sending.add(place);
      onChange();
      try {
        const ack = await ask(live, name, { event, ...payload });
        if (ack?.ok) {
          onAck(ack);
          return true;
        }
        refusals.set(place, ack?.message ?? t("desk.no_answer"));
        return false;
      } finally {
        sending.delete(place);
        onChange();
      }
    },
  };
}
