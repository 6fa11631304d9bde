import { t } from "../base/page-data.js";
import { uuid } from "../base/uuid.js";
import { upload } from "../net/upload.js";
import { thisDevice } from "../storage/device.js";
import { createSender, isPassing } from "./sender.js";

/**
 * @typedef {object} Taken a photo on its way to the server
 * @property {string} id
 * @property {string} order its upload's, the same at every sending
 * @property {string} key where the browser keeps it
 * @property {Blob} file
 * @property {string} preview the address of a picture of it
 * @property {number|null} table
 * @property {number|null} round
 * @property {"waiting"|"sending"|"preparing"|"refused"} state
 * @property {number} sent 0 to 1
 * @property {boolean} kept it outlives this page
 * @property {string|null} message why it was refused, or is wanted later
 *
 * @typedef {object} PhotoQueue
 * @property {() => Taken[]} all
 * @property {(files: Iterable<Blob>, where: {table: number|null, round: number|null}) => void} add
 * @property {(id: string) => void} again
 * @property {(id: string) => void} discard
 */

/** As facilitation/bounds.py says. What is larger need not be sent to be refused. */
const LARGEST = 40_000_000;

/**
 * Photos leave one after the other by the rules of the outbox, each as long as it takes to be stored. Without network
 * they wait, here and on the tablet's disk, and so they do where the page is loaded anew. They differ in what they
 * carry: too large for the storage by keys, they lie in the second copy alone.
 * @param {{
 *   address: string,
 *   prefix: string,
 *   live: import("../net/socket.js").Live,
 *   onChange: () => void,
 *   onStored: (taken: Taken, left: number) => void,
 *   onRefused: (taken: Taken) => void,
 * }} parts onRefused: also where it is only wanted later
 * @param {{device?: import("../storage/device.js").Device, send?: typeof upload}} [means]
 * @returns {PhotoQueue}
 */
export function createPhotoQueue(
  { address, prefix, live, onChange, onStored, onRefused },
  { device = thisDevice, send: hand = upload } = {},
) {
  /** @type {Taken[]} */
  let queue = [];
  let last = 0;
  const copy = device.secondCopy(prefix);

  /** @param {string} id @param {Partial<Taken>} values */
  function change(id, values) {
    queue = queue.map((one) => (one.id === id ? { ...one, ...values } : one));
    onChange();
  }

  /** @param {string} id */
  function drop(id) {
    const gone = queue.find((one) => one.id === id);
    if (gone) {
      void copy.remove(gone.key);
      URL.revokeObjectURL(gone.preview);
      queue = queue.filter((one) => one.id !== id);
      onChange();
    }
    return gone;
  }

  /**
   * @param {{id: string, order: string, key: string, file: Blob, table: number|null, round: number|null}} given
   * @param {boolean} kept
   */
  function put(given, kept) {
    const large = given.file.size > LARGEST;
    queue = [
      ...queue,
      {
        ...given,
        kept,
        preview: URL.createObjectURL(given.file),
        state: large ? "refused" : "waiting",
        sent: 0,
        message: large ? t("photos.too_large") : null,
      },
    ];
  }

  /** @param {Taken} [besides] */
  const next = (besides) => queue.find(({ id, state }) => state === "waiting" && id !== besides?.id);

  /** @param {Taken} taken @returns {Promise<import("../net/wire.js").Ack>} */
  async function carry(taken) {
    const { id, order, file, table, round } = taken;
    const query = new URLSearchParams({ id, order });
    if (table !== null) {
      query.set("table", String(table));
    }
    if (round !== null) {
      query.set("round", String(round));
    }
    change(id, { state: "sending", sent: 0 });
    try {
      /** @type {import("../net/wire.js").Accepted|import("../net/wire.js").Refused} */
      const ack = await hand(`${address}?${query}`, file, (sent) =>
        change(id, { sent, state: sent < 1 ? "sending" : "preparing" }),
      );
      if (isPassing(ack)) {
        putOff(taken, sentence(ack));
      }
      return ack;
    } catch (failure) {
      change(id, { state: "waiting", sent: 0 });
      throw failure;
    }
  }

  /** It waits, and says why; aloud only once. @param {Taken} taken @param {string} message */
  function putOff(taken, message) {
    change(taken.id, { state: "waiting", sent: 0, message });
    if (taken.message !== message) {
      onRefused({ ...taken, message });
    }
  }

  /** @param {import("../net/wire.js").Refused} refusal */
  function sentence({ error, message }) {
    const own = { storage_full: "photos.storage_full", server_error: "photos.server_error" }[error];
    return own ? t(own) : message;
  }

  /** @param {Taken} taken @param {import("../net/wire.js").Ack} ack */
  function settle(taken, ack) {
    if (ack.ok) {
      if (drop(taken.id)) {
        onStored(taken, queue.length);
      }
      return;
    }
    const message = sentence(/** @type {import("../net/wire.js").Refused} */ (ack));
    change(taken.id, { state: "refused", message });
    onRefused({ ...taken, message });
  }

  async function restore() {
    const kept = await copy.read();
    const here = new Set(queue.map(({ id }) => id));
    for (const [key, value] of kept?.values ?? []) {
      if (value?.file instanceof Blob && !here.has(value.id)) {
        put({ order: uuid(), ...value, key }, true); // an earlier version kept none
      }
    }
    onChange();
  }

  // Each photo's order counts once; two tabs may send it without harm, and it takes longer than a turn lasts.
  const turn = { lease: 0, take: () => true, leave: () => {} };
  const sender = createSender({ live, hand: carry, next, turn, ready: restore(), settle, tell: onChange });
  return {
    all: () => queue,
    add(files, { table, round }) {
      for (const file of files) {
        const [id, order] = [uuid(), uuid()];
        last = Math.max(Date.now(), last + 1);
        const key = `${prefix}${String(last).padStart(14, "0")}-${id}`;
        put({ id, order, key, file, table, round }, false);
        void copy.add(key, { id, order, file, table, round }).then((kept) => {
          if (queue.some((one) => one.id === id)) {
            change(id, { kept });
          } else {
            void copy.remove(key); // stored before it was kept
          }
        });
      }
      onChange();
      void sender.flush();
    },
    again(id) {
      change(id, { state: "waiting", message: null });
      void sender.flush();
    },
    discard: (id) => void drop(id),
  };
}
