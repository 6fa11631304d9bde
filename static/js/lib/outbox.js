import * as storage from "./storage.js";

/**
 * @typedef {import("./wire.js").Accepted} Accepted
 * @typedef {import("./wire.js").Refused} Refused
 * @typedef {import("./socket.js").Live} Live
 *
 * @typedef {object} Order
 * @property {string} key
 * @property {"contribution.add"|"contribution.edit"|"contribution.withdraw"|"vote.set"} name
 * @property {any} payload
 * @property {string} station
 * @property {number} at when it was given, in ms
 * @property {{error: string, message: string}} [refusal] why the server will not have it; it waits for its person
 *
 * @typedef {object} Outbox
 * @property {(station: string) => Order[]} of orders of a station, oldest first
 * @property {() => number} waiting how many the server has not answered
 * @property {(name: Order["name"], payload: object, station: string) => Order} put
 * @property {(key: string) => void} drop
 * @property {() => Promise<void>} flush
 * @property {(fn: () => void) => void} subscribe
 * @property {(fn: (order: Order, ack: Accepted) => void) => void} onAccepted
 * @property {(fn: (order: Order, refusal: Refused) => void) => void} onRefused
 * @property {(fn: (orders: Order[]) => void) => void} onSettledElsewhere another tab of this phone sent them
 */

/** Refusals that say nothing about the order itself: it is sent again, a little later. */
const PASSING = new Set(["server_error", "storage_full", "too_many", "too_fast", "slow_down", "busy"]);
const MOST_TRIES = 5;

/**
 * Orders that the phone keeps until the server has answered them: in order, through reloads and without a network.
 * Each lies under a key of its own, so that two tabs never overwrite each other's.
 * @param {Live} live
 * @param {string} event
 * @returns {Outbox}
 */
export function createOutbox(live, event) {
  const prefix = `cafe.outbox.${event}.`;
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  /** @type {Set<(order: Order, ack: Accepted) => void>} */
  const acceptedFns = new Set();
  /** @type {Set<(order: Order, refusal: Refused) => void>} */
  const refusedFns = new Set();
  /** @type {Set<(orders: Order[]) => void>} */
  const elsewhereFns = new Set();
  /** @type {Order[]} */
  let orders = load();
  let count = 0;
  let tries = 0;
  let sending = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @returns {Order[]} */
  function load() {
    return storage
      .keys(prefix)
      .map((key) => ({ ...storage.read(key), key }))
      .filter((order) => order.name);
  }

  function tell() {
    subscribers.forEach((fn) => fn());
  }

  /** @param {Order} order */
  function keep(order) {
    const { key, ...kept } = order;
    storage.write(key, kept);
  }

  /** @param {string} key */
  function drop(key) {
    storage.remove(key);
    orders = orders.filter((order) => order.key !== key);
    tell();
  }

  /** @param {Order["name"]} name @param {object} payload @param {string} station */
  function put(name, payload, station) {
    count += 1;
    const at = Date.now();
    const serial = String(count).padStart(4, "0");
    const key = `${prefix}${String(at).padStart(14, "0")}-${serial}-${Math.random().toString(36).slice(2, 8)}`;
    const order = { key, name, payload, station, at };
    keep(order);
    orders = [...orders, order];
    tell();
    void flush();
    return order;
  }

  /** @param {number} ms */
  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  async function flush() {
    if (sending) {
      return;
    }
    sending = true;
    clearTimeout(timer);
    try {
      for (let order = next(); order && live.online; order = next()) {
        if (!(await send(order))) {
          break;
        }
      }
    } finally {
      sending = false;
      tell();
    }
  }

  function next() {
    return orders.find((order) => !order.refusal);
  }

  /** @param {Order} order @returns {Promise<boolean>} whether the next one may go */
  async function send(order) {
    let ack;
    try {
      ack = await live.order(order.name, { ...order.payload, event });
    } catch {
      if (live.online) {
        later(2000); // too slow, yet connected; without a connection the next connect comes here
      }
      return false;
    }
    if (!ack.ok && isPassing(ack)) {
      tries += 1;
      later(1000 * (ack.retry_after ?? Math.min(2 ** tries, 30)));
      return false;
    }
    tries = 0;
    settle(order, ack);
    return true;
  }

  /** @param {Refused} ack */
  function isPassing(ack) {
    return ack.retry_after !== undefined || (PASSING.has(ack.error) && tries < MOST_TRIES);
  }

  /** @param {Order} order @param {Accepted|Refused} ack */
  function settle(order, ack) {
    if (ack.ok) {
      drop(order.key);
      acceptedFns.forEach((fn) => fn(order, ack));
      return;
    }
    const refused = /** @type {Refused} */ (ack);
    const wanted = order.name === "contribution.add" ? withoutFollowers(order) : order;
    if (wanted && (order.name === "contribution.add" || order.name === "contribution.edit")) {
      wanted.refusal = { error: refused.error, message: refused.message };
      keep(wanted);
      orders = orders.map((other) => (other.key === wanted.key ? wanted : other));
      tell();
    } else {
      drop(order.key);
    }
    refusedFns.forEach((fn) => fn(wanted || order, refused));
  }

  /**
   * What was to happen to a contribution that the server refused cannot happen: its later wording becomes its text,
   * and one taken back is forgotten.
   * @param {Order} order
   * @returns {Order|null}
   */
  function withoutFollowers(order) {
    const followers = orders.filter((other) => other !== order && other.payload.id === order.payload.id);
    followers.forEach((other) => storage.remove(other.key));
    orders = orders.filter((other) => !followers.includes(other));
    if (followers.some((other) => other.name === "contribution.withdraw")) {
      return null;
    }
    const text = followers.reduce((known, other) => other.payload.text ?? known, order.payload.text);
    return { ...order, payload: { ...order.payload, text } };
  }

  live.onOnline(() => void flush());
  live.onOffline(tell);
  window.addEventListener("storage", (change) => {
    if (change.key?.startsWith(prefix)) {
      const before = orders;
      orders = load();
      const settled = before.filter((order) => !orders.some((other) => other.key === order.key));
      if (settled.length) {
        elsewhereFns.forEach((fn) => fn(settled));
      }
      tell();
    }
  });

  return {
    of: (station) => orders.filter((order) => order.station === station),
    waiting: () => orders.filter((order) => !order.refusal).length,
    put,
    drop,
    flush,
    subscribe: (fn) => void subscribers.add(fn),
    onAccepted: (fn) => void acceptedFns.add(fn),
    onRefused: (fn) => void refusedFns.add(fn),
    onSettledElsewhere: (fn) => void elsewhereFns.add(fn),
  };
}
