import { t } from "../base/page-data.js";
import { uuid } from "../base/uuid.js";
import { thisDevice } from "../storage/device.js";

/**
 * @typedef {object} Written
 * @property {string} id of what is written; a new one gets its id here, so that sending it twice is harmless
 * @property {boolean} fresh the server does not know it yet
 * @property {string} text
 * @property {number|null} round
 * @property {number|null} [table] of a photo
 * @property {string|null} [was] the wording it began with; whoever saves another one changes that, and nothing else
 * @property {import("../net/wire.js").StatementKind} [kind] of a statement
 * @property {string} [language] of a translation
 * @property {string} [read] the text that is said in it
 * @property {Record<string, {text: string, was?: string|null}>} [others] what was typed in other languages of a
 *   translation, by their codes
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
 * @property {string[]} [cards] that go into a new theme
 * @property {Record<string, any>} [card] what else belongs to a card from paper
 * @property {{id: string, text: string}} [from] what was proposed, and the contribution whose words these are
 *
 * @typedef {object} Back where a text goes that the server will not have
 * @property {string} form the key of the form it was typed in
 * @property {Written} written what stood in it
 *
 * @typedef {object} KeptForm one open field; what is typed survives refusals, a lost network and a reload
 * @property {string} key where the browser keeps it
 * @property {Written|null} written
 * @property {boolean} settled both copies were read; before that nobody knows whether anything stands there
 * @property {(from?: Partial<Written>) => boolean} begin id: a known item's new wording. Whether it was begun: changed
 *   words that stand there stay, and say that they are not saved
 * @property {(values: Partial<Written>) => void} type
 * @property {() => void} end
 * @property {(order: (written: Written, back: Back) => void) => boolean} give the queue has it before the field is
 *   emptied; back: where it returns to if it is not accepted. Whether there was anything to give
 * @property {(written: Written) => void} take what was not accepted comes back
 * @property {(message: string) => void} refuse what stands there stays there, with the reason
 * @property {(fn: () => void) => void} whenFree called when nothing stands there any more, and when it is settled
 * @property {(known: (id: string) => boolean, message: string) => void} release where what it was to change is gone,
 *   the text becomes a new item's, and the message says so; a text that nobody has changed goes with the item
 * @property {(known: (id: string) => boolean) => void} unpropose where the contribution is gone whose words were
 *   proposed, they are proposed no more; what was typed in their place stays
 * @property {(known: (id: string) => boolean) => void} forget where what it was to change is gone, so is the text
 */

/**
 * @param {string} key where the browser keeps it
 * @param {() => void} onChange
 * @param {import("../storage/device.js").Device} [device]
 * @returns {KeptForm}
 */
export function createKeptForm(key, onChange, { storage, secondCopy } = thisDevice) {
  const copy = secondCopy(key);
  /** @param {any} kept @returns {Written|null} */
  const asWritten = ({ serial: _, ...kept }) => (typeof kept.id === "string" ? /** @type {Written} */ (kept) : null);
  const first = storage.read(key);
  /** @type {Written|null} */
  let written = first && asWritten(first);
  let serial = Number(first?.serial) || 0;
  let settled = false;
  /** @type {() => void} */
  let free = () => {};

  /** @param {Written|null} next */
  function put(next) {
    written = next;
    serial = Math.max(Date.now(), serial + 1);
    if (next) {
      const { message, ...kept } = next; // which is told anew where it is still so
      storage.write(key, { ...kept, serial });
      void copy.change(key, { ...kept, serial }, "relaxed");
    } else {
      storage.remove(key);
      void copy.change(key, { serial }, "relaxed");
    }
  }

  /** After the browser was killed its storage is as it was up to a minute ago. */
  async function renew() {
    const before = serial;
    const kept = (await copy.read())?.values.get(key);
    settled = true;
    if (kept?.serial > before && before === serial) {
      ({ serial } = kept);
      written = asWritten(kept);
      onChange();
    }
    free();
  }

  void renew();

  function leave() {
    put(null);
    onChange();
    free();
  }

  return {
    key,
    get written() {
      return written;
    },
    get settled() {
      return settled;
    },
    begin({ id, text = "", round = null, was = text, ...more } = {}) {
      const mayBegin = !written || isAsBegun(written);
      put(
        written && !mayBegin
          ? { ...written, message: written.message ?? t("form.unsaved") }
          : { ...more, id: id ?? uuid(), fresh: !id, text, round, was },
      );
      onChange();
      return mayBegin;
    },
    type(values) {
      if (written) {
        put({ ...written, ...values });
      }
    },
    end: leave,
    give(order) {
      if (!written) {
        return false;
      }
      const { message, now, note, ...given } = written;
      order(given, { form: key, written: given });
      leave();
      return true;
    },
    take(next) {
      put(next);
      onChange();
    },
    refuse(message) {
      if (written) {
        put({ ...written, message });
        onChange();
      }
    },
    whenFree(fn) {
      free = fn;
    },
    forget(known) {
      if (written && !known(written.id)) {
        put(null);
      }
    },
    unpropose(known) {
      if (written?.from && !known(written.from.id)) {
        const { from, ...rest } = written;
        put({ ...rest, text: rest.text === from.text ? "" : rest.text });
      }
    },
    release(known, message) {
      if (written && !written.fresh && !known(written.id) && isAsBegun(written)) {
        put(null);
      } else if (written && !written.fresh && !known(written.id)) {
        put({ ...written, id: uuid(), fresh: true, was: undefined, now: undefined, message });
      }
    },
  };
}

/** Whether its words are those which it began with, and so nobody's who types here. @param {Written} written */
function isAsBegun({ fresh, text, who = "", by_when: byWhen = "", was, others = {} }) {
  const words = [text, who, byWhen];
  const isEmpty = fresh && words.every((one) => !one.trim());
  const isSame = (was ?? "") === (who || byWhen ? null : text) || was === words.join("\n");
  return (isEmpty || isSame) && !Object.keys(others).length;
}
