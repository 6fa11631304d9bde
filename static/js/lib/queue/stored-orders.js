import { thisDevice } from "../storage/device.js";

/** @typedef {import("./outbox.js").Order} Order */

/** What the server refuses comes back to its person. */
export const TEXTS = new Set(["contribution.add", "contribution.edit", "feedback.set"]);
const NAMES = new Set([...TEXTS, "contribution.withdraw", "vote.set"]);
const SERIAL = /^\d{14}(?=-)/;

/**
 * What an order is about: a contribution's id, or the one answer to the survey.
 * @param {{name: string, payload: any}} order
 * @returns {string}
 */
export const subject = ({ name, payload }) => (name === "feedback.set" ? name : (payload.id ?? payload.contribution));

/** @param {any} kept @returns {boolean} whether this can be sent; another version may have left something else */
function isOrder(kept) {
  return (
    NAMES.has(kept?.name) &&
    typeof kept.payload === "object" &&
    kept.payload !== null &&
    typeof subject(kept) === "string" &&
    (typeof kept.payload.text === "string" || !TEXTS.has(kept.name))
  );
}

/**
 * Orders as they lie in the browser's storage, oldest first. Each has a key of its own, so that two tabs never
 * overwrite each other's.
 * @param {string} prefix
 * @param {() => void} onCopied
 * @param {import("../storage/device.js").Device} [device]
 */
export function createStoredOrders(prefix, onCopied, { storage, secondCopy } = thisDevice) {
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
  const lastSerial = () => serialOf(keys().at(-1) ?? ""); // in all tabs
  /** @param {Order} order */
  const outlivesPage = ({ key }) => storage.outlivesPage(key) || copied.has(key);

  function load() {
    orders = keys().flatMap((key) => {
      const kept = storage.read(key);
      return isOrder(kept) ? [{ station: kept.payload.station ?? "", at: serialOf(key), ...kept, key }] : [];
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
   * was answered since is there again. Only new contributions may be sent a second time without harm: an old wording or
   * a dot would undo a later one.
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
    for (const { key, name } of orders) {
      const answered = second && !second.values.has(key) && key <= second.highest;
      if (here.has(key) && answered && name !== "contribution.add") {
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
