import { thisDevice } from "../storage/device.js";
import { makesNew } from "./about.js";

/** @typedef {import("./outbox.js").Order} Order */

const SERIAL = /^\d{14}(?=-)/;

/**
 * @typedef {object} Kinds what lies in one queue
 * @property {(order: {name: string, payload: any}) => boolean} known whether this can be sent; another version may have
 *   left something else
 * @property {(order: Order) => boolean} isText what the server refuses comes back to its person
 */

/** So long the server surely remembers what it carried out, in ms: an hour less than `ORDER_HOURS` of bounds.py. */
const REMEMBERED = 47 * 3_600_000;

/** Whether it counts once, however often it is sent. @param {Order} order */
const isRemembered = ({ id, at }) => id !== undefined && Math.abs(Date.now() - at) < REMEMBERED;

/** Whether this looks like an order at all. @param {any} kept */
export const isOrder = (kept) =>
  typeof kept?.name === "string" && typeof kept.payload === "object" && kept.payload !== null;

/**
 * Orders as they lie in the browser's storage, oldest first. Each has a key of its own, so that two tabs never
 * overwrite each other's.
 * @param {string} prefix
 * @param {Kinds} kinds
 * @param {() => void} onCopied
 * @param {import("../storage/device.js").Device} [device]
 */
export function createStoredOrders(prefix, { known }, onCopied, { storage, secondCopy } = thisDevice) {
  /** @type {Order[]} */
  let orders = [];
  const copy = secondCopy(prefix);
  const goneFrom = `gone.${prefix}`;
  /** Keys of what is on the disk, whatever the storage says.
   * @type {Set<string>} */
  const copied = new Set();
  let lastEver = 0;

  const keys = () => storage.keys(prefix).filter((key) => SERIAL.test(key.slice(prefix.length)));
  /** @param {string} key */
  const serialOf = (key) => Number(SERIAL.exec(key.slice(prefix.length))?.[0] ?? 0);
  const lastSerial = () => serialOf(keys().pop() ?? ""); // in all tabs
  /** @param {Order} order */
  const outlivesPage = ({ key }) => storage.outlivesPage(key) || copied.has(key);

  function load() {
    orders = keys().flatMap((key) => {
      const kept = storage.read(key);
      return isOrder(kept) && known(kept)
        ? [{ station: kept.payload.station ?? "", at: serialOf(key), ...kept, key }]
        : [];
    });
  }

  /** @param {Order} order */
  function keep({ key, ...kept }) {
    storage.write(key, kept);
    return kept;
  }

  /** @param {string} key @param {boolean} done */
  function noteCopied(key, done) {
    if (done) {
      copied.add(key);
      onCopied();
    }
  }

  const goneKeys = () => storage.keys(goneFrom).map((key) => key.slice("gone.".length));

  /** Room may have come free. */
  function keepWhatIsNot() {
    orders.filter(({ key }) => !storage.outlivesPage(key)).forEach(keep);
  }

  /**
   * The second copy loses it a moment later. A page that is left in between says here that it was to go, else the next
   * one would send it again.
   * @param {string} key
   */
  async function remove(key) {
    storage.remove(key);
    storage.write(`gone.${key}`, true);
    await copy.remove(key);
    storage.remove(`gone.${key}`);
  }

  /**
   * After the browser was killed its storage is as it was up to a minute ago: what was added since is missing, and what
   * was answered since is there again. It may be sent a second time where that is harmless: where the server remembers
   * the order, and where it makes something new. Else an old wording or a dot would undo a later one.
   */
  async function restore() {
    const here = new Set(keys());
    const left = goneKeys();
    const second = await copy.read();
    const gone = new Set([...left, ...goneKeys()]); // another tab may have had an answer while this one was reading
    lastEver = Math.max(lastEver, serialOf(second?.highest ?? ""));
    gone.forEach((key) => void remove(key));
    for (const [key, value] of second?.values ?? []) {
      if (gone.has(key)) {
        continue;
      }
      copied.add(key);
      if (!here.has(key) && storage.read(key) === null) {
        storage.write(key, value);
      }
    }
    for (const order of orders) {
      const { key } = order;
      const answered = second && !second.values.has(key) && key <= second.highest;
      if (here.has(key) && answered && !makesNew(order) && !isRemembered(order)) {
        storage.remove(key);
      }
    }
    load();
  }

  load();
  return {
    restored: restore(),
    all: () => orders,
    load,
    outlivesPage,
    /** A clock that was put back must not put what is written now before what was written earlier.
     * @param {Omit<Order, "key"|"at">} given @returns {Order} */
    add(given) {
      const at = Math.max(Date.now(), lastSerial() + 1, lastEver + 1);
      lastEver = at;
      const serial = String(at).padStart(14, "0");
      const order = { ...given, at, key: `${prefix}${serial}-${Math.random().toString(36).slice(2, 8)}` };
      void copy.add(order.key, keep(order)).then((done) => noteCopied(order.key, done));
      orders = [...orders, order];
      keepWhatIsNot();
      return order;
    },
    /** @param {Order} order */
    change(order) {
      void copy.change(order.key, keep(order));
      orders = orders.map((other) => (other.key === order.key ? order : other));
    },
    /** @param {string} key */
    drop(key) {
      void remove(key);
      orders = orders.filter((order) => order.key !== key);
      keepWhatIsNot();
    },
  };
}
