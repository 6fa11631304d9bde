import { uuid } from "../base/uuid.js";
import { thisDevice } from "../storage/device.js";

/**
 * @typedef {import("../net/wire.js").Ack} Ack
 *
 * @typedef {object} Written
 * @property {string} id of what is written; a new one gets its id here, so that sending it twice is harmless
 * @property {boolean} fresh the server does not know it yet
 * @property {string} text
 * @property {number|null} round
 * @property {number|null} [table] of a photo
 * @property {string|null} [was] the wording it began with; whoever saves another one changes that, and nothing else
 * @property {import("../net/wire.js").StatementKind} [kind] of a statement
 * @property {string} [language] of a translation
 * @property {import("../net/wire.js").Behind} [behind] a statement
 * @property {string} [who] of a measure
 * @property {string} [by_when] of a measure
 * @property {import("../net/wire.js").MeasureState} [state] of a measure
 * @property {{
 *   kind?: string,
 *   behind?: import("../net/wire.js").Behind,
 *   state?: string,
 * }} [before] what the item was when the form
 *   was begun; what is still so is not sent, for somebody else may have changed it
 * @property {string} [now] what somebody else has made of it meanwhile; saving again takes this one's place
 * @property {string} [message] why it was not accepted
 * @property {string} [note] a word about what stands in it
 * @property {boolean} [busy] on its way
 *
 * @typedef {object} KeptForm one open field; what is typed survives refusals, a lost network and a reload
 * @property {Written|null} written
 * @property {(from?: Partial<Written>) => void} begin id: a known item's new wording
 * @property {(values: Partial<Written>) => void} type
 * @property {() => void} end
 * @property {(order: (written: Written) => Promise<Ack>) => Promise<boolean>} send whether it was accepted
 * @property {(known: (id: string) => boolean, message: string) => void} release where what it was to change is gone,
 *   the text becomes a new item's, and the message says so
 * @property {(known: (id: string) => boolean) => void} forget where what it was to change is gone, so is the text
 */

/**
 * @param {string} key where the browser keeps it
 * @param {() => void} onChange
 * @param {import("../storage/device.js").Device} [device]
 * @returns {KeptForm}
 */
export function createKeptForm(key, onChange, { storage } = thisDevice) {
  /** @type {Written|null} */
  let written = storage.read(key);

  /** @param {Written|null} next */
  function put(next) {
    written = next;
    if (next) {
      const { busy, message, now, ...kept } = next;
      storage.write(key, kept);
    } else {
      storage.remove(key);
    }
  }

  return {
    get written() {
      return written;
    },
    begin({ id, text = "", round = null, was = text, ...more } = {}) {
      put({ ...more, id: id ?? uuid(), fresh: !id, text, round, was });
      onChange();
    },
    type(values) {
      if (written) {
        put({ ...written, ...values });
      }
    },
    end() {
      put(null);
      onChange();
    },
    async send(order) {
      if (!written || written.busy) {
        return false;
      }
      const sent = written;
      written = { ...sent, busy: true, message: undefined };
      onChange();
      const ack = await order(sent);
      if (written?.id !== sent.id) {
        return ack.ok; // closed or another one by now
      }
      if (ack.ok) {
        put(null);
      } else {
        const conflict = ack.error === "reworded" ? { was: ack.now, now: ack.now } : {};
        put({ ...written, ...conflict, busy: false, message: ack.message });
      }
      onChange();
      return ack.ok;
    },
    forget(known) {
      if (written && !written.busy && !known(written.id)) {
        put(null);
      }
    },
    release(known, message) {
      if (written && !written.fresh && !written.busy && !known(written.id)) {
        put({ ...written, id: uuid(), fresh: true, was: undefined, now: undefined, message });
      }
    },
  };
}
