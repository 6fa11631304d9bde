import { t } from "../base/page-data.js";
import { uuid } from "../base/uuid.js";
import { thisDevice } from "../storage/device.js";
import { about, shown } from "./optimistic.js";

/**
 * @typedef {import("../model/board.js").View} View
 * @typedef {import("./optimistic.js").Show} Show
 * @typedef {import("../net/wire.js").Ack} Ack
 * @typedef {{
 *   name: string,
 *   payload: object,
 *   show: Show,
 *   at: number,
 *   revision: number|null,
 *   key?: string,
 *   answered?: (ack: Ack) => void,
 * }} Order
 *   revision: the server's answer; the order still shows until the station's news have caught up with it.
 *   key: where the browser keeps it until then
 *
 * @typedef {object} BoardOrders
 * @property {(name: string, payload: object) => Promise<Ack>} give done at once on this screen, and by the server as
 *   soon as it can be reached, which answers then; a reload or an empty battery in between loses nothing
 * @property {(name: string, payload: object, show: Show) => Promise<Ack>} ask waits for the answer; typed text lies
 *   in its field until then. No network is a refusal too
 * @property {() => View} view
 * @property {() => {count: number, since: number|null}} unanswered
 * @property {() => Set<string>} waiting the items whose orders have not been answered for a noticeable while
 * @property {(fn: () => void) => void} subscribe
 * @property {(fn: (message: string) => void) => void} onRefused
 * @property {(fn: (ack: Ack) => void) => void} onAccepted
 */

const AGAIN_AFTER = 2000;
/** How long an answer may take before a host is told that it is still under way. */
export const SLOW_AFTER = 500;

/**
 * What a host orders. Every order may be sent twice without harm, so one that got no answer is simply sent again.
 * @param {import("../net/socket.js").Live} live
 * @param {{
 *   event: string,
 *   station: string,
 *   store: import("../model/station-store.js").StationStore,
 *   approveFirst: () => boolean,
 * }} parts
 * @param {import("../storage/device.js").Device} [device]
 * @returns {BoardOrders}
 */
export function createBoardOrders(live, { event, station, store, approveFirst }, { storage } = thisDevice) {
  const prefix = `cafe.board-orders.${event}.${station}.`;
  /** @type {Order[]} */
  let orders = storage.keys(prefix).flatMap((key) => {
    const order = storage.read(key);
    return isOrder(order) ? [kept(key, order)] : [];
  });
  let sending = false;
  let given = 0;
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  /** @type {Set<(message: string) => void>} */
  const refusedFns = new Set();
  /** @type {Set<(ack: Ack) => void>} */
  const acceptedFns = new Set();
  const tell = () => subscribers.forEach((fn) => fn());

  /** @param {Order} order */
  const isShown = ({ revision }) => revision === null || revision > store.revision;

  async function flush() {
    if (sending) {
      return;
    }
    sending = true;
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
    return orders.find(({ revision }) => revision === null);
  }

  /** @param {Order} order @returns {Promise<boolean>} whether the next one may go */
  async function send(order) {
    let ack;
    try {
      ack = await live.order(order.name, { ...order.payload, event });
    } catch {
      if (live.online) {
        setTimeout(() => void flush(), AGAIN_AFTER); // too slow, yet connected
      }
      return false;
    }
    if (!ack.ok && ack.retry_after !== undefined) {
      setTimeout(() => void flush(), 1000 * ack.retry_after);
      return false;
    }
    if (!ack.ok && ack.error === "door_expired") {
      return false; // it goes on once the link was opened again, which loads this page anew
    }
    settle(order, ack);
    return true;
  }

  /** @param {Order} order @param {Ack} ack */
  function settle(order, ack) {
    order.revision = ack.ok ? (ack.revision ?? 0) : 0;
    orders = orders.filter(isShown);
    if (order.key) {
      storage.remove(order.key);
    }
    if (ack.ok) {
      acceptedFns.forEach((fn) => fn(ack));
    } else {
      refusedFns.forEach((fn) => fn(/** @type {import("../net/wire.js").Refused} */ (ack).message));
    }
    order.answered?.(ack);
    tell();
  }

  live.onOnline(() => void flush());
  live.onOffline(tell);
  store.subscribe(() => {
    orders = orders.filter(isShown);
  });

  return {
    give(name, payload) {
      const at = Date.now();
      given += 1;
      const key = `${prefix}${String(at).padStart(15, "0")}.${String(given).padStart(6, "0")}.${uuid()}`;
      storage.write(key, { name, payload, at });
      const answer = new Promise((/** @type {(ack: Ack) => void} */ answered) => {
        orders = [...orders, { ...kept(key, { name, payload, at }), answered }];
      });
      tell();
      void flush();
      return answer;
    },
    async ask(name, payload, show) {
      try {
        const ack = await live.order(name, { ...payload, event });
        if (ack.ok) {
          const done = { name, payload, show, at: Date.now(), revision: ack.revision };
          orders = [...orders, done].filter(isShown);
          tell();
        }
        return ack;
      } catch {
        return { ok: false, error: "offline", message: t("host.text_kept") };
      }
    },
    view() {
      const view = {
        contributions: new Map(store.contributions),
        clusters: new Map(store.clusters),
        statements: new Map(store.statements),
        photos: new Map(store.photos),
        measures: new Map(store.measures),
        approveFirst: approveFirst(),
      };
      orders.forEach(({ show }) => show(view));
      return view;
    },
    waiting() {
      const late = Date.now() - SLOW_AFTER;
      const waits = orders.filter(({ revision, at }) => revision === null && (!live.online || at <= late));
      return new Set(waits.flatMap(({ payload }) => about(payload)));
    },
    unanswered() {
      const waiting = orders.filter(({ revision }) => revision === null);
      return { count: waiting.length, since: waiting[0]?.at ?? null };
    },
    subscribe: (fn) => void subscribers.add(fn),
    onRefused: (fn) => void refusedFns.add(fn),
    onAccepted: (fn) => void acceptedFns.add(fn),
  };
}

/** @param {any} order @returns {boolean} whether this can be sent; another version may have left something else */
function isOrder(order) {
  return typeof order?.name === "string" && typeof order.payload === "object" && order.payload !== null;
}

/**
 * An order as the browser keeps it.
 * @param {string} key
 * @param {{name: string, payload: object, at: number}} order
 * @returns {Order}
 */
function kept(key, { name, payload, at }) {
  return { name, payload, at, key, show: shown(name, payload), revision: null };
}
