import { t } from "./page.js";

/**
 * @typedef {import("./board.js").View} View
 * @typedef {import("./wire.js").Ack} Ack
 * @typedef {import("./wire.js").Contribution} Contribution
 * @typedef {(view: View) => void} Show makes a view look as if the order were done
 * @typedef {{name: string, payload: object, show: Show, at: number, revision: number|null, answered?: (ack: Ack) => void}} Order
 *   revision: the server's answer; the order still shows until the station's news have caught up with it
 *
 * @typedef {object} BoardOrders
 * @property {(name: string, payload: object, show: Show) => Promise<Ack>} give done at once on this screen, and by the
 *   server as soon as it can be reached, which answers then
 * @property {(name: string, payload: object, show: Show) => Promise<Ack>} ask waits for the answer; typed text lies
 *   in its field until then. No network is a refusal too
 * @property {() => View} view
 * @property {() => {count: number, since: number|null}} unanswered
 * @property {(fn: () => void) => void} subscribe
 * @property {(fn: (message: string) => void) => void} onRefused
 * @property {(fn: (ack: Ack) => void) => void} onAccepted
 */

const AGAIN_AFTER = 2000;

/**
 * What a host orders. Every order may be sent twice without harm, so one that got no answer is simply sent again.
 * @param {import("./socket.js").Live} live
 * @param {{event: string, store: import("./station-store.js").StationStore, approveFirst: () => boolean}} parts
 * @returns {BoardOrders}
 */
export function createBoardOrders(live, { event, store, approveFirst }) {
  /** @type {Order[]} */
  let orders = [];
  let sending = false;
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
    if (!ack.ok && ack["retry_after"] !== undefined) {
      setTimeout(() => void flush(), 1000 * ack["retry_after"]);
      return false;
    }
    settle(order, ack);
    return true;
  }

  /** @param {Order} order @param {Ack} ack */
  function settle(order, ack) {
    order.revision = ack.ok ? (ack["revision"] ?? 0) : 0;
    orders = orders.filter(isShown);
    if (ack.ok) {
      acceptedFns.forEach((fn) => fn(ack));
    } else {
      refusedFns.forEach((fn) => fn(/** @type {import("./wire.js").Refused} */ (ack).message));
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
    give(name, payload, show) {
      const answer = new Promise((/** @type {(ack: Ack) => void} */ answered) => {
        orders = [...orders, { name, payload, show, at: Date.now(), revision: null, answered }];
      });
      tell();
      void flush();
      return answer;
    },
    async ask(name, payload, show) {
      try {
        const ack = await live.order(name, { ...payload, event });
        if (ack.ok) {
          const done = { name, payload, show, at: Date.now(), revision: ack["revision"] };
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
        measures: new Map(store.measures),
        approveFirst: approveFirst(),
      };
      orders.forEach(({ show }) => show(view));
      return view;
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

/**
 * Shows contributions with other values.
 * @param {string[]} ids
 * @param {Partial<Contribution>} values
 * @returns {Show}
 */
export function changed(ids, values) {
  return ({ contributions }) => {
    for (const id of ids) {
      const known = contributions.get(id);
      if (known) {
        contributions.set(id, { ...known, ...values });
      }
    }
  };
}
