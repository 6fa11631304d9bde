import { createBackoff, spread } from "./backoff.js";

/**
 * @typedef {import("./outbox.js").Order} Order
 * @typedef {import("./wire.js").Accepted} Accepted
 * @typedef {import("./wire.js").Refused} Refused
 *
 * @typedef {object} SenderParts
 * @property {import("./socket.js").Live} live
 * @property {string} event
 * @property {() => Order|undefined} next the order whose turn it is
 * @property {ReturnType<typeof import("./turn.js").createTurn>} turn
 * @property {(order: Order, ack: Accepted|Refused) => void} settle
 * @property {() => void} tell
 */

/** A fault of the server may lie in the order itself; then it must not hold up the others for ever. */
const MOST_FAULTS = 5;
const SHORTEST = 1000;
const LONGEST = 30_000;

/**
 * Sends one order after the other, each until it is answered for good.
 * @param {SenderParts} parts
 */
export function createSender({ live, event, next, turn, settle, tell }) {
  const backoff = createBackoff(SHORTEST, LONGEST);
  let faults = 0;
  let sending = false;
  let restUntil = 0;
  /** Why the server wants it later, in its own words.
   * @type {string|null} */
  let putOff = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {number} ms */
  function rest(ms) {
    restUntil = performance.now() + ms;
    clearTimeout(timer);
    timer = setTimeout(wake, ms);
  }

  function wake() {
    restUntil = 0;
    void flush();
  }

  async function flush() {
    if (sending || !live.online || performance.now() < restUntil || !next()) {
      return;
    }
    sending = true;
    clearTimeout(timer);
    try {
      while (live.online && next()) {
        if (!turn.take()) {
          rest(spread(turn.lease)); // the other tab leaves its turn long before
          return;
        }
        const order = next(); // the other tab may have sent it just now
        if (order && !(await send(order))) {
          break;
        }
      }
      turn.leave();
    } finally {
      sending = false;
      tell();
    }
  }

  /** @param {Order} order @returns {Promise<boolean>} whether the next one may go */
  async function send(order) {
    let ack;
    try {
      ack = await live.order(order.name, { ...order.payload, event });
    } catch {
      if (live.online) {
        rest(backoff.next()); // too slow, yet connected; without a connection the next connect comes here
      }
      return false;
    }
    if (!ack.ok && isPassing(ack)) {
      faults += 1;
      putOff = ack.message;
      const asked = 1000 * (Number(ack["retry_after"]) || 0);
      rest(asked ? asked + spread(SHORTEST / 2) : backoff.next());
      return false;
    }
    faults = 0;
    putOff = null;
    backoff.reset();
    settle(order, ack);
    return true;
  }

  /** Whether a refusal says nothing about the order itself: then it is sent again, later. @param {Refused} ack */
  function isPassing({ error, retry_after: later }) {
    return later !== undefined || error === "storage_full" || (error === "server_error" && faults < MOST_FAULTS);
  }

  live.onOnline(() => {
    if (!putOff) {
      restUntil = 0; // it rested because the connection was slow, and this is another one
    }
    void flush();
  });

  return {
    flush,
    /** The other tab is done, or gave way. */
    wake() {
      if (!putOff) {
        wake();
      }
    },
    get putOff() {
      return putOff;
    },
  };
}
