import * as storage from "./storage.js";

/** @typedef {import("./outbox.js").Order} Order */

/**
 * Orders as they lie in the browser's storage, oldest first. Each has a key of its own, so that two tabs never
 * overwrite each other's.
 * @param {string} prefix
 */
export function createKeptOrders(prefix) {
  let count = 0;
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

  load();
  return {
    all: () => orders,
    load,
    /** @param {Omit<Order, "key"|"at">} given @returns {Order} */
    add(given) {
      count += 1;
      const at = Date.now();
      const serial = `${String(at).padStart(14, "0")}-${String(count).padStart(4, "0")}`;
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
