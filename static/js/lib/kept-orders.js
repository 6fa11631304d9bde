import * as storage from "./storage.js";

/** @typedef {import("./outbox.js").Order} Order */

/**
 * Orders as they lie in the browser's storage, oldest first. Each has a key of its own, so that two tabs never
 * overwrite each other's.
 * @param {string} prefix
 */
export function createKeptOrders(prefix) {
  /** @type {Order[]} */
  let orders = [];

  function load() {
    orders = storage
      .keys(prefix)
      .map((key) => ({ ...storage.read(key), key }))
      .filter((order) => order.name);
  }

  /** @param {Order} order */
  function keep({ key, ...kept }) {
    storage.write(key, kept);
  }

  /** In all tabs. A clock that was put back must not put what is written now before what was written earlier. */
  function lastSerial() {
    return Number(storage.keys(prefix).at(-1)?.slice(prefix.length, prefix.length + 14) ?? 0);
  }

  load();
  return {
    all: () => orders,
    load,
    /** @param {Omit<Order, "key"|"at">} given @returns {Order} */
    add(given) {
      const at = Math.max(Date.now(), lastSerial() + 1);
      const serial = String(at).padStart(14, "0");
      const order = { ...given, at, key: `${prefix}${serial}-${Math.random().toString(36).slice(2, 8)}` };
      keep(order);
      orders = [...orders, order];
      return order;
    },
    /** @param {Order} order */
    change(order) {
      keep(order);
      orders = orders.map((other) => (other.key === order.key ? order : other));
    },
    /** @param {string} key */
    drop(key) {
      storage.remove(key);
      orders = orders.filter((order) => order.key !== key);
    },
  };
}
