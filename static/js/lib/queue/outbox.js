import { uuid } from "../base/uuid.js";
import { thisDevice } from "../storage/device.js";
import { about, makesNew } from "./about.js";
import { createSendLock } from "./send-lock.js";
import { createSender } from "./sender.js";
import { createStoredOrders } from "./stored-orders.js";

/**
 * @typedef {import("../net/wire.js").Accepted} Accepted
 * @typedef {import("../net/wire.js").Refused} Refused
 * @typedef {import("../net/socket.js").Live} Live
 *
 * @typedef {import("../drafts/kept-form.js").Back} Back
 *
 * @typedef {object} Order
 * @property {string} key
 * @property {string} [id] a uuid of this order, the same however often it is sent; older versions gave none
 * @property {string} name
 * @property {any} payload
 * @property {string} station empty where it belongs to the event alone
 * @property {number} at when it was given, in ms by the phone's clock, but never before the one given earlier
 * @property {Back} [back]
 * @property {string} [after] the id of the order without which this one means nothing
 * @property {true} [tried] whether the server may have it already; said only at a place that can forget orders
 * @property {{error: string, message: string, now?: string}} [refusal] why the server will not have it, and what it has
 *   instead; it waits for its person
 *
 * @typedef {object} Outbox
 * @property {(station: string) => Order[]} of orders of a station, oldest first
 * @property {() => Order[]} all
 * @property {() => number} waiting how many the server has not answered
 * @property {(order?: Order) => boolean} outlivesPage whether this order, or all of them, would come through a reload
 * @property {(name: string, payload: object, station: string, more?: Pick<Order, "back"|"after">) => Order} put
 * @property {(key: string) => void} drop
 * @property {(id: string) => boolean} forget an order that the server cannot have yet, and that no later one builds on;
 *   false where it can no longer be forgotten
 * @property {() => Promise<void>} flush
 * @property {string|null} putOff a sentence, where the server wants it later
 * @property {boolean} wantsWord whether it is the day's word that the server wants
 * @property {boolean} goesOn whether it then comes again by itself, or somebody has to do something
 * @property {(fn: () => void) => void} subscribe
 * @property {(fn: (order: Order, ack: Accepted) => void) => void} onAccepted
 * @property {(fn: (order: Order, refusal: Refused) => void) => void} onRefused
 * @property {(fn: (orders: Order[]) => void) => void} onSettledElsewhere another tab of this phone sent them
 *
 * @typedef {import("./stored-orders.js").Kinds & {prefix: string, turn: string, forgets?: true}} Place prefix, turn:
 *   where in the browser's storage the orders lie, and whose turn it is to send them; forgets: what was tried is noted,
 *   so that the rest can be forgotten
 */

/** What is the same text in other words; a translation is another one. */
const REWORDS = /\.(add|edit|rename|reword|type_in)$/;
const TAKEN_BACK = /\.(withdraw|remove)$/;
/** A guest's rewording begins from a wording; a second one, typed before the first was answered, from that one. */
const EDIT = "contribution.edit";
const TEXTS = new Set(["contribution.add", EDIT, "feedback.set", "wording.add", "wording.edit"]);
const NAMES = new Set([...TEXTS, "contribution.withdraw", "wording.withdraw", "vote.set"]);

/**
 * What somebody orders at a phone.
 * @param {string} event
 * @returns {Place}
 */
export const onPhone = (event) => ({
  prefix: `cafe.outbox.${event}.`,
  turn: `cafe.turn.${event}`,
  known: (order) =>
    NAMES.has(order.name) &&
    (order.name === "feedback.set" || typeof (order.payload.id ?? order.payload.contribution) === "string") &&
    (typeof order.payload.text === "string" || !TEXTS.has(order.name)),
  isText: ({ name }) => TEXTS.has(name),
});

/** What takes back an order that was not answered when it was given learns from that answer what it takes back. */
const TAKES_BACK = "journal.undo";

/** Whether one means nothing without the other. @param {Order} one @param {Order} before */
const comesAfter = (one, before) => before.id !== undefined && one.after === before.id;

/** @param {Order} one @param {Order} before */
const takesBack = (one, before) => one.name === TAKES_BACK && comesAfter(one, before);

/** @param {Order} one @param {Order} other */
const aboutTheSame = (one, other) => about(one).some((id) => about(other).includes(id));

/** Whether both hold what was typed in the same place about the same thing. @param {Order} one @param {Order} other */
function fromTheSameForm({ back: one, payload }, { back: other, payload: later }) {
  const same = one?.form === other?.form && one?.written.language === other?.written.language;
  return one !== undefined && same && payload.id === later.id;
}

/**
 * Whether one order goes with another that the server refused: it was given for what that one would have made, is a
 * later wording of the same text, or means nothing without it.
 * @param {Order} refused @param {Order} later
 */
const follows = (refused, later) =>
  ((makesNew(refused) || (refused.name === EDIT && later.name === EDIT)) && refused.payload.id === later.payload.id) ||
  fromTheSameForm(refused, later) ||
  comesAfter(later, refused);

/** @param {Order} order with the text of the later ones @param {Order[]} followers @returns {Order} */
function reworded(order, followers) {
  const text = followers.reduce((known, { payload }) => payload.text ?? known, order.payload.text);
  const { back } = order;
  const last = followers
    .flatMap((other) => (REWORDS.test(other.name) || other.name === order.name ? (other.back ?? []) : []))
    .pop();
  return {
    ...order,
    payload: { ...order.payload, ...(text !== undefined && { text }) },
    ...(back && { back: { ...back, written: last ? { ...last.written, ...begun(back.written) } : back.written } }),
  };
}

/** What a later wording cannot know of how the form began. @param {import("../drafts/kept-form.js").Written} written */
const begun = ({ id, fresh, was, before, round }) => ({ id, fresh, was, round, ...(before && { before }) });

/**
 * Orders that the browser keeps until the server has answered them: in order, through reloads and without a network.
 * @param {Live} live
 * @param {string} event
 * @param {import("../storage/device.js").Device} [device]
 * @param {Place} [place]
 * @returns {Outbox}
 */
export function createOutbox(live, event, device = thisDevice, place = onPhone(event)) {
  const { prefix, turn: turnKey, isText, forgets } = place;
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  /** @type {Set<(order: Order, ack: Accepted) => void>} */
  const acceptedFns = new Set();
  /** @type {Set<(order: Order, refusal: Refused) => void>} */
  const refusedFns = new Set();
  /** @type {Set<(orders: Order[]) => void>} */
  const elsewhereFns = new Set();
  const kept = createStoredOrders(prefix, place, tell, device);
  const turn = createSendLock(turnKey, device);
  /** @param {Order} order */
  function hand(order) {
    const { name, payload, id } = order;
    if (forgets && !order.tried) {
      kept.change({ ...order, tried: true });
    }
    return live.order(name, { ...payload, event, ...(id && { order: id }) });
  }
  const sender = createSender({ live, hand, next, turn, ready: kept.restored, settle, tell });

  function tell() {
    subscribers.forEach((fn) => fn());
  }

  /** @param {string} key */
  function drop(key) {
    kept.drop(key);
    tell();
  }

  /** @param {string} id */
  function forget(id) {
    readAnew(); // another tab may have tried it
    const order = kept.all().find((other) => other.id === id);
    const builds = (/** @type {Order} */ later) =>
      order && later.key > order.key && (aboutTheSame(later, order) || comesAfter(later, order));
    if (!forgets || !order || order.tried || order.refusal || kept.all().some(builds)) {
      return false;
    }
    drop(order.key);
    return true;
  }

  /**
   * @param {string} name
   * @param {object} payload
   * @param {string} station
   * @param {Pick<Order, "back"|"after">} [more]
   */
  function put(name, payload, station, more = {}) {
    const order = kept.add({ id: uuid(), name, payload, station, ...more });
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
    /** @param {Order} order */
    const needs = (order) => besides !== undefined && (aboutTheSame(order, besides) || comesAfter(order, besides));
    return kept.all().find((order) => !order.refusal && !needs(order));
  }

  /** @param {Order} order @param {Accepted|Refused} ack */
  function settle(order, ack) {
    if (ack.ok) {
      tellWhatTakesBack(order, ack);
      kept.drop(order.key);
      if (order.name === "contribution.withdraw") {
        forgetWordings(order.payload.id);
      }
      acceptedFns.forEach((fn) => fn(order, ack));
      tell();
      return;
    }
    const { error, message, now } = /** @type {Refused} */ (ack);
    const wanted = isText(order) ? withoutFollowers(order) : order;
    if (wanted && isText(order)) {
      wanted.refusal = { error, message, ...(now !== undefined && { now }) };
      kept.change(wanted);
      tell();
    } else {
      kept
        .all()
        .filter((other) => takesBack(other, order))
        .forEach(({ key }) => kept.drop(key));
      drop(order.key);
    }
    refusedFns.forEach((fn) => fn(wanted || order, /** @type {Refused} */ (ack)));
  }

  /** @param {Order} order @param {Accepted} ack */
  function tellWhatTakesBack(order, { revision }) {
    readAnew(); // it may have been given in another tab
    for (const later of kept.all().filter((other) => takesBack(other, order))) {
      kept.change({ ...later, payload: { ...later.payload, revision } });
    }
  }

  /** Of what is withdrawn nothing is kept but what its author typed last. @param {string} id */
  function forgetWordings(id) {
    for (const order of kept.all()) {
      if (order.name === EDIT && order.payload.id === id && order.refusal) {
        const { now, ...refusal } = order.refusal;
        kept.change({ ...order, payload: { ...order.payload, was: "" }, refusal });
      }
    }
  }

  /**
   * What was to happen to something that the server refused cannot happen: its later wording becomes its text, and one
   * taken back is forgotten.
   * @param {Order} order
   * @returns {Order|null}
   */
  function withoutFollowers(order) {
    const later = kept.all().filter((other) => other.key > order.key);
    const followers = later.filter((other) => follows(order, other));
    followers.forEach(({ key }) => kept.drop(key));
    const nobodys = order.back ? later : followers;
    return nobodys.some(({ name, payload }) => TAKEN_BACK.test(name) && payload.id === order.payload.id)
      ? null
      : reworded(order, followers);
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
    all: () => kept.all(),
    of: (station) => kept.all().filter((order) => order.station === station),
    waiting: () => kept.all().filter((order) => !order.refusal).length,
    outlivesPage: (order) => (order ? [order] : kept.all()).every(kept.outlivesPage),
    put,
    drop,
    forget,
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
