import { Offline } from "../../../static/js/lib/net/socket.js";

/**
 * A connection to a server that the test plays.
 *
 * @typedef {import("../../../static/js/lib/net/wire.js").Ack} Ack
 * @typedef {Ack|typeof CUT|null} Answer null: none comes
 * @typedef {(name: string, payload: any) => Answer|Promise<Answer>} Serve
 */

/** The server did it, but its answer is lost with the connection. */
export const CUT = Symbol("cut");

/** @param {Serve} serve */
export function createLive(serve) {
  let online = false;
  /** @type {Set<(failure: Error) => void>} */
  const waiting = new Set();
  /** @type {((absence: number) => void)[]} */
  const onlineFns = [];
  /** @type {(() => void)[]} */
  const offlineFns = [];
  /** @type {(() => void)[]} */
  const wakeFns = [];
  /** @type {((refusal: any) => void)[]} */
  const refusedFns = [];
  /** @type {Map<string, (payload: any) => void>} */
  const newsFns = new Map();

  const live = {
    serve,
    /** Everything that left, whether it was answered or not.
     * @type {{name: string, payload: any}[]} */
    sent: [],
    get online() {
      return online;
    },
    /** @param {string} name @param {object} payload @param {{timeout?: number}} [options] @returns {Promise<Ack>} */
    order(name, payload, { timeout = 8000 } = {}) {
      if (!online) {
        return Promise.reject(new Offline(name));
      }
      live.sent.push({ name, payload: structuredClone(payload) });
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => lose(), timeout);
        const lose = () => {
          clearTimeout(timer);
          if (waiting.delete(lose)) {
            reject(new Offline(name));
          }
        };
        waiting.add(lose);
        void answer(name, structuredClone(payload)).then((ack) => {
          if (ack === CUT) {
            live.drop();
          } else if (ack !== null && waiting.delete(lose)) {
            clearTimeout(timer);
            resolve(ack);
            if (!ack.ok) {
              refusedFns.forEach((fn) => fn(ack));
            }
          }
        });
      });
    },
    on: (/** @type {string} */ name, /** @type {(payload: any) => void} */ fn) => void newsFns.set(name, fn),
    onOnline: (/** @type {(absence: number) => void} */ fn) => void onlineFns.push(fn),
    onOffline: (/** @type {() => void} */ fn) => void offlineFns.push(fn),
    onRefused: (/** @type {(refusal: any) => void} */ fn) => void refusedFns.push(fn),
    onWake: (/** @type {() => void} */ fn) => void wakeFns.push(fn),
    /** @param {number} [absence] in ms */
    connect(absence = 0) {
      online = true;
      onlineFns.forEach((fn) => fn(absence));
      return live;
    },
    drop() {
      online = false;
      [...waiting].forEach((lose) => lose(new Offline()));
      offlineFns.forEach((fn) => fn());
    },
    wake: () => wakeFns.forEach((fn) => fn()),
    /** @param {string} name @param {unknown} payload what the server tells everybody */
    hear: (name, payload) => newsFns.get(name)?.(structuredClone(payload)),
    /** @param {string} name @returns {any[]} what was sent under this name */
    payloads: (name) => live.sent.filter((one) => one.name === name).map(({ payload }) => payload),
  };

  /** @param {string} name @param {any} payload */
  async function answer(name, payload) {
    return await live.serve(name, payload);
  }

  return live;
}
