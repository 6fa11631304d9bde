import { t } from "../base/page-data.js";
import { createBackoff, spread } from "../net/backoff.js";

/**
 * @typedef {import("../net/wire.js").Accepted} Accepted
 * @typedef {import("../net/wire.js").Refused} Refused
 */

/**
 * @template One an order, or a photo
 * @typedef {object} SenderParts
 * @property {Pick<import("../net/socket.js").Live, "online"|"onOnline">} live
 * @property {(one: One) => Promise<Accepted|Refused>} hand brings it to the server; rejected where no answer came
 * @property {(besides?: One) => One|undefined} next the order whose turn it is; besides: the first that is about
 *   something else than this one
 * @property {ReturnType<typeof import("./send-lock.js").createSendLock>} turn
 * @property {Promise<void>} ready when all that was kept is known
 * @property {(order: One, ack: Accepted|Refused) => void} settle
 * @property {() => void} tell
 */

/** A fault of the server may lie in the order itself; from here on another order is tried, to tell. */
const MANY_FAULTS = 5;
const SHORTEST = 1000;
const LONGEST = 30_000;
/** They say nothing about the order itself: it is sent again, as often as it takes. */
const PASSING = new Set([
  ...["storage_full", "server_error", "not_joined", "no_cookies", "door_expired", "door_closed", "word_wanted"],
  "event_locked", // where the server's clock is wrong, it opens again
  ...["uploads_busy", "too_slow"], // of photos
]);
/** Their person has to do something before it goes on. */
const NEEDS_SOMEBODY = new Set(["not_joined", "no_cookies", "door_expired", "word_wanted"]);

/** @param {Accepted|Refused} ack @returns {ack is Refused} */
export const isPassing = (ack) => !ack.ok && (ack.retry_after !== undefined || PASSING.has(ack.error));

/**
 * Sends one order after the other, each until it is answered for good.
 * @template One
 * @param {SenderParts<One>} parts
 */
export function createSender({ live, hand, next, turn, ready, settle, tell }) {
  const backoff = createBackoff(SHORTEST, LONGEST);
  let faults = 0;
  let allKnown = false;
  let sending = false;
  let restUntil = 0;
  /** Why the server wants it later.
   * @type {Refused|null} */
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
    if (sending || !allKnown || !live.online || performance.now() < restUntil || !next()) {
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

  /** @param {One} order @returns {Promise<boolean>} whether the next one may go */
  async function send(order) {
    const ack = await answerTo(order);
    if (!ack) {
      return false;
    }
    if (!isPassing(ack)) {
      goOn(order, ack);
      return true;
    }
    faults += Number(ack.error === "server_error");
    return (faults >= MANY_FAULTS && (await provesFaulty(order, ack))) || later(ack);
  }

  /** @param {One} order */
  async function answerTo(order) {
    try {
      return await hand(order);
    } catch {
      if (live.online) {
        rest(backoff.next()); // too slow, yet connected; without a connection the next connect comes here
      }
      return null;
    }
  }

  /** @param {One} order @param {Accepted|Refused} ack */
  function goOn(order, ack) {
    faults = 0;
    putOff = null;
    backoff.reset();
    settle(order, ack);
  }

  /** It must not hold up the others for ever, where they can be stored. @param {One} order @param {Refused} fault */
  async function provesFaulty(order, fault) {
    const other = next(order);
    const ack = other && (await answerTo(other));
    if (!other || !ack || isPassing(ack)) {
      return false;
    }
    goOn(other, ack);
    const again = await answerTo(order); // the server may have been mended between the two
    if (!again || (isPassing(again) && again.error !== fault.error)) {
      return false;
    }
    settle(order, again);
    return true;
  }

  /** @param {Refused} ack @returns {false} */
  function later(ack) {
    putOff = ack;
    const asked = 1000 * (Number(ack.retry_after) || 0);
    rest(asked ? asked + spread(SHORTEST / 2) : backoff.next());
    return false;
  }

  live.onOnline(() => {
    if (!putOff?.retry_after) {
      restUntil = 0; // this is another connection, perhaps another server
    }
    void flush();
  });
  void ready.then(() => {
    allKnown = true;
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
    /** @returns {string|null} */
    get putOff() {
      return putOff && (putOff.error === "server_error" ? t("composer.fault") : putOff.message);
    },
    /** Whether it waits for the day's word. */
    get wantsWord() {
      return putOff?.error === "word_wanted";
    },
    /** Whether it goes on without anybody's doing. */
    get goesOn() {
      return !putOff || !NEEDS_SOMEBODY.has(putOff.error);
    },
  };
}
