import { thisDevice } from "../storage/device.js";
import { createSendLock } from "./send-lock.js";
import { createSender } from "./sender.js";
import { createStoredOrders, subject, TEXTS } from "./stored-orders.js";

/**
 * @typedef {import("../net/wire.js").Accepted} Accepted
 * @typedef {import("../net/wire.js").Refused} Refused
 * @typedef {import("../net/socket.js").Live} Live
 *
 * @typedef {object} Order
 * @property {string} key
 * @property {"contribution.add"|"contribution.edit"|"contribution.withdraw"|"vote.set"|"feedback.set"} name
 * @property {any} payload
 * @property {string} station empty where it belongs to the event alone
 * @property {number} at when it was given, in ms by the phone's clock, but never before the one given earlier
 * @property {{error: string, message: string}} [refusal] why the server will not have it; it waits for its person
 *
 * @typedef {object} Outbox
 * @property {(station: string) => Order[]} of orders of a station, oldest first
 * @property {() => number} waiting how many the server has not answered
 * @property {(order?: Order) => boolean} outlivesPage whether this order, or all of them, would come through a reload
 * @property {(name: Order["name"], payload: object, station: string) => Order} put
 * @property {(key: string) => void} drop
 * @property {() => Promise<void>} flush
 * @property {string|null} putOff a sentence, where the server wants it later
 * @property {boolean} wantsWord whether it is the day's word that the server wants
 * @property {boolean} goesOn whether it then comes again by itself, or somebody has to do something
 * @property {(fn: () => void) => void} subscribe
 * @property {(fn: (order: Order, ack: Accepted) => void) => void} onAccepted
 * @property {(fn: (order: Order, refusal: Refused) => void) => void} onRefused
 * @property {(fn: (orders: Order[]) => void) => void} onSettledElsewhere another tab of this phone sent them
 */

/**
 * Orders that the phone keeps until the server has answered them: in order, through reloads and without a network.
 * @param {Live} live
 * @param {string} event
 * @param {import("../storage/device.js").Device} [device]
 * @returns {Outbox}
 */
export function createOutbox(live, event, device = thisDevice) {
  const prefix = `cafe.outbox.${event}.`;
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  /** @type {Set<(order: Order, ack: Accepted) => void>} */
  const acceptedFns = new Set();
  /** @type {Set<(order: Order, refusal: Refused) => void>} */
  const refusedFns = new Set();
  /** @type {Set<(orders: Order[]) => void>} */
  const elsewhereFns = new Set();
  const kept = createStoredOrders(prefix, tell, device);
  const turnKey = `cafe.turn.${event}`;
  const turn = createSendLock(turnKey, device);
  const sender = createSender({ live, event, next, turn, ready: kept.restored, settle, tell });

  function tell() {
    subscribers.forEach((fn) => fn());
  }

  /** @param {string} key */
  function drop(key) {
    kept.drop(key);
    tell();
  }

  /** @param {Order["name"]} name @param {object} payload @param {string} station */
  function put(name, payload, station) {
    const order = kept.add({ name, payload, station });
    tell();
    void sender.flush();
    return order;
  }

  /** What another tab of this phone put or sent. */
  function readAnew() {
    const before = kept.all();
    kept.load();
    tellSettled(before);
  }

  /** @param {Order[]} before */
  function tellSettled(before) {
    const settled = before.filter(({ key }) => !kept.all().some((other) => other.key === key));
    if (settled.length) {
      elsewhereFns.forEach((fn) => fn(settled));
    }
  }

  /** Its storage events may come late, so the storage itself is asked. @param {Order} [besides] */
  function next(besides) {
    readAnew();
    return kept.all().find((order) => !order.refusal && !(besides && subject(order) === subject(besides)));
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
    if (wanted && TEXTS.has(order.name)) {
      wanted.refusal = { error: refused.error, message: refused.message };
      kept.change(wanted);
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
    const followers = kept.all().filter(({ key, payload }) => key !== order.key && payload.id === order.payload.id);
    followers.forEach(({ key }) => kept.drop(key));
    if (followers.some((other) => other.name === "contribution.withdraw")) {
      return null;
    }
    const text = followers.reduce((known, other) => other.payload.text ?? known, order.payload.text);
    return { ...order, payload: { ...order.payload, text } };
  }

  live.onOffline(tell);
  const atFirst = kept.all();
  void kept.restored.then(() => {
    tellSettled(atFirst); // they went while the second copy was being read
    tell();
  });
  device.on("storage", (change) => {
    if (change.key?.startsWith(prefix)) {
      readAnew();
      tell();
    } else if (change.key === turnKey && !change.newValue) {
      sender.wake();
    }
  });

  return {
    of: (station) => kept.all().filter((order) => order.station === station),
    waiting: () => kept.all().filter((order) => !order.refusal).length,
    outlivesPage: (order) => (order ? [order] : kept.all()).every(kept.outlivesPage),
    put,
    drop,
    flush: sender.flush,
    get putOff() {
      return sender.putOff;
    },
    get wantsWord() {
      return sender.wantsWord;
    },
    get goesOn() {
      return sender.goesOn;
    },
    subscribe: (fn) => void subscribers.add(fn),
    onAccepted: (fn) => void acceptedFns.add(fn),
    onRefused: (fn) => void refusedFns.add(fn),
    onSettledElsewhere: (fn) => void elsewhereFns.add(fn),
  };
}
