import { t } from "../base/page-data.js";
import { uuid } from "../base/uuid.js";
import { upload } from "../net/upload.js";
import { thisDevice } from "../storage/device.js";

/**
 * @typedef {object} Taken a photo on its way to the server
 * @property {string} id
 * @property {string} key where the browser keeps it
 * @property {Blob} file
 * @property {string} preview the address of a picture of it
 * @property {number|null} table
 * @property {number|null} round
 * @property {"waiting"|"sending"|"preparing"|"refused"} state
 * @property {number} sent 0 to 1
 * @property {boolean} kept it outlives this page
 * @property {string|null} message why it was refused
 *
 * @typedef {object} PhotoQueue
 * @property {() => Taken[]} all
 * @property {(files: Iterable<Blob>, where: {table: number|null, round: number|null}) => void} add
 * @property {(id: string) => void} again
 * @property {(id: string) => void} discard
 */

/** As facilitation/pages/photos.py takes at once. What is larger need not be sent to be refused. */
const LARGEST = 40_000_000;
const AGAIN_AFTER = 3000;

/**
 * Photos leave one after the other, each as long as it takes to be stored. Without network they wait, here and on the
 * tablet's disk, and so they do where the page is loaded anew.
 * @param {{
 *   address: string,
 *   prefix: string,
 *   live: import("../net/socket.js").Live,
 *   onChange: () => void,
 *   onStored: (taken: Taken, left: number) => void,
 *   onRefused: (taken: Taken) => void,
 * }} parts
 * @param {{device?: import("../storage/device.js").Device, send?: typeof upload}} [means]
 * @returns {PhotoQueue}
 */
export function createPhotoQueue(
  { address, prefix, live, onChange, onStored, onRefused },
  { device = thisDevice, send: hand = upload } = {},
) {
  /** @type {Taken[]} */
  let queue = [];
  let flowing = false;
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
   * @param {{id: string, key: string, file: Blob, table: number|null, round: number|null}} given
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

  async function flow() {
    if (flowing) {
      return;
    }
    flowing = true;
    try {
      for (let next = first(); next && live.online; next = first()) {
        if (!(await send(next))) {
          setTimeout(() => void flow(), AGAIN_AFTER);
          break;
        }
      }
    } finally {
      flowing = false;
    }
  }

  const first = () => queue.find(({ state }) => state === "waiting");

  /** @param {Taken} taken @returns {Promise<boolean>} whether there was an answer */
  async function send(taken) {
    const { id, file, table, round } = taken;
    const query = new URLSearchParams({ id });
    if (table !== null) {
      query.set("table", String(table));
    }
    if (round !== null) {
      query.set("round", String(round));
    }
    change(id, { state: "sending", sent: 0 });
    try {
      const ack = await hand(`${address}?${query}`, file, (sent) =>
        change(id, { sent, state: sent < 1 ? "sending" : "preparing" }),
      );
      if (!ack.ok && ack.error === "uploads_busy") {
        throw new Error("others are first");
      }
      settle(taken, ack);
      return true;
    } catch {
      change(id, { state: "waiting", sent: 0 });
      return false;
    }
  }

  /** @param {Taken} taken @param {import("../net/wire.js").Ack} ack */
  function settle(taken, ack) {
    if (ack.ok) {
      if (drop(taken.id)) {
        onStored(taken, queue.length);
      }
      return;
    }
    const { error, message } = /** @type {import("../net/wire.js").Refused} */ (ack);
    const said =
      error === "storage_full"
        ? t("photos.storage_full")
        : error === "server_error"
          ? t("photos.server_error")
          : message;
    change(taken.id, { state: "refused", message: said });
    onRefused({ ...taken, message: said });
  }

  async function restore() {
    const kept = await copy.read();
    const here = new Set(queue.map(({ id }) => id));
    for (const [key, value] of kept?.values ?? []) {
      if (value?.file instanceof Blob && !here.has(value.id)) {
        put({ ...value, key }, true);
      }
    }
    onChange();
    void flow();
  }

  live.onOnline(() => void flow());
  void restore();
  return {
    all: () => queue,
    add(files, { table, round }) {
      for (const file of files) {
        const id = uuid();
        const key = `${prefix}${String(Date.now()).padStart(14, "0")}-${id}`;
        put({ id, key, file, table, round }, false);
        void copy.add(key, { id, file, table, round }).then((kept) => {
          if (queue.some((one) => one.id === id)) {
            change(id, { kept });
          } else {
            void copy.remove(key); // stored before it was kept
          }
        });
      }
      onChange();
      void flow();
    },
    again(id) {
      change(id, { state: "waiting", message: null });
      void flow();
    },
    discard: (id) => void drop(id),
  };
}
