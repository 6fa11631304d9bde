import { t } from "../base/page-data.js";
import { uuid } from "../base/uuid.js";
import { ask } from "../net/ask.js";
import { thisDevice } from "../storage/device.js";
import { createOutbox } from "./outbox.js";
import { createReturning } from "./returning.js";

/**
 * @typedef {import("../net/socket.js").Live} Live
 * @typedef {import("../net/wire.js").Accepted} Accepted
 * @typedef {import("./outbox.js").Order} Order
 */

/** What is right only now: ten minutes later it would end another round, or tell the hall what is over. */
const AT_ONCE = new Set(["round.start", "round.extend", "round.end", "round.resume", "event.announce"]);
/** So long it may take until such an order has left and is answered. */
const PATIENCE = 10_000;

/**
 * What somebody orders at the desk. An order's `station` is the place where its sentence stands.
 * @param {string} event
 * @returns {import("./outbox.js").Place}
 */
export const onDesk = (event) => ({
  prefix: `cafe.desk.${event}.`,
  turn: `cafe.desk-turn.${event}`,
  known: () => true,
  isText: ({ back }) => back !== undefined,
});

/**
 * The desk's orders, with one sentence a place about what was not followed. The sentence goes with the next order
 * there. Clocks and announcements are sent within ten seconds or given back, never later; all else is kept and
 * delivered.
 * @param {Live} live
 * @param {{event: string, onAck: (ack: Accepted) => void, onChange: () => void}} parts
 * @param {import("../storage/device.js").Device} [device]
 */
export function createOrders(live, { event, onAck, onChange }, device = thisDevice) {
  const outbox = createOutbox(live, event, device, onDesk(event));
  const returning = createReturning(outbox);
  /** @type {Map<string, string>} */
  const refusals = new Map();
  /** @type {Set<string>} */
  const sending = new Set();
  /** @type {Map<string, (done: boolean) => void>} */
  const answers = new Map();
  /** @type {Set<() => void>} */
  const waiting = new Set();

  const pending = () => outbox.all().filter(({ refusal }) => !refusal);

  /** @param {string} key @param {boolean} done */
  function answer(key, done) {
    answers.get(key)?.(done);
    answers.delete(key);
  }

  /** @returns {Promise<boolean>} whether there is a connection, at once or soon enough */
  function connected() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(false), PATIENCE);
      const end = (/** @type {boolean} */ done) => {
        clearTimeout(timer);
        waiting.delete(found);
        resolve(done);
      };
      const found = () => end(true);
      if (live.online) {
        end(true);
      } else {
        waiting.add(found);
      }
    });
  }

  /**
   * It leaves once: whether a first one without an answer arrived, nobody knows here.
   * @param {string} place @param {string} name @param {object} payload
   */
  async function sendNow(place, name, payload) {
    const until = performance.now() + PATIENCE;
    sending.add(place);
    onChange();
    try {
      if (!(await connected())) {
        refusals.set(place, t("desk.not_sent"));
        return false;
      }
      const timeout = Math.max(1, until - performance.now());
      const ack = await ask(live, name, { ...payload, event, order: uuid() }, { timeout });
      if (ack?.ok) {
        onAck(ack);
        return true;
      }
      refusals.set(place, ack?.message ?? t("desk.no_answer"));
      return false;
    } finally {
      sending.delete(place);
      onChange();
    }
  }

  outbox.onAccepted((order, ack) => {
    onAck(ack);
    answer(order.key, true);
  });
  outbox.onRefused((order, { message }) => {
    if (!returning.take(order)) {
      refusals.set(order.station, message);
    }
    answer(order.key, false);
    const still = new Set(outbox.all().map(({ key }) => key));
    [...answers.keys()].filter((key) => !still.has(key)).forEach((key) => answer(key, false)); // what went with it
  });
  outbox.onSettledElsewhere((orders) => orders.forEach(({ key }) => answer(key, false)));
  outbox.subscribe(onChange);
  live.onOnline(() => [...waiting].forEach((found) => found()));

  return {
    /** @param {string} place */
    refusal: (place) => refusals.get(place) ?? "",
    /** @param {string} place @param {string} sentence */
    refuse(place, sentence) {
      refusals.set(place, sentence);
      onChange();
    },
    /** @param {string} place */
    busy: (place) => sending.has(place) || pending().some(({ station }) => station === place),
    /** @param {string} place @returns {Order[]} what waits there, oldest first */
    of: (place) => pending().filter(({ station }) => station === place),
    /** What was ordered last under this name and is not answered. @param {string} name @returns {any} */
    wanted: (name) =>
      pending()
        .filter((order) => order.name === name)
        .pop()?.payload,
    unanswered: () => ({
      count: pending().length + sending.size,
      returned: outbox.all().length - pending().length,
    }),
    /** @returns {string|null} a sentence, where the server wants it later */
    putOff: () => outbox.putOff,
    outlivesPage: () => outbox.outlivesPage(),
    hold: returning.hold,
    returned: returning.returned,
    bringBack: () => void returning.bringBack(),
    /**
     * @param {string} place where its sentence stands
     * @param {string} name
     * @param {object} payload
     * @param {Pick<Order, "back">} [more]
     * @returns {Promise<boolean>} whether it was followed; of one that waits it may take until there is a network
     */
    send(place, name, payload, more) {
      refusals.delete(place);
      if (AT_ONCE.has(name)) {
        return sendNow(place, name, payload);
      }
      const { key } = outbox.put(name, payload, place, more);
      return new Promise((done) => answers.set(key, done));
    },
  };
}
