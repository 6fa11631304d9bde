import { thisDevice } from "../storage/device.js";
import { about } from "./about.js";
import { canBeShown, shown } from "./optimistic.js";
import { createOutbox } from "./outbox.js";
import { createReturning } from "./returning.js";
import { isOrder } from "./stored-orders.js";

/**
 * @typedef {import("../model/board.js").View} View
 * @typedef {import("../net/wire.js").Ack} Ack
 * @typedef {import("../drafts/kept-form.js").KeptForm} KeptForm
 * @typedef {import("./outbox.js").Order} Order
 *
 * @typedef {import("./returning.js").Place} Place
 *
 * @typedef {object} BoardOrders
 * @property {(name: string, payload: object, more?: Pick<Order, "back"|"after">) => Given} give done at once on this
 *   screen, and by the server as soon as it can be reached, which answers then; a reload or an empty battery in between
 *   loses nothing
 * @property {(given: Given) => boolean} takeBack undoes what was given here, also where no answer came yet: an order
 *   that was never sent is forgotten, so that it counts nowhere for a moment; to any other the undoing is kept and sent
 *   with it; false where the server would not have the order, or another tab got its answer
 * @property {(form: KeptForm, options?: Partial<Omit<Place, "form">>) => void} hold what the server will not have of
 *   this form's comes back into it, as soon as that is free
 * @property {(form: KeptForm) => import("../drafts/kept-form.js").Written[]} returned what was not accepted of this
 *   form's and waits until that is free
 * @property {() => void} bringBack a form may be free by now
 * @property {() => View} view
 * @property {() => {count: number, since: number|null, returned: number}} unanswered how many the server has not
 *   answered, since when, and how many texts that it would not have wait until their form is free
 * @property {() => string|null} putOff a sentence, where the server wants it later
 * @property {() => boolean} outlivesPage whether all that waits would come through a reload
 * @property {() => Set<string>} waiting the items whose orders have not been answered for a noticeable while
 * @property {(fn: () => void) => void} subscribe
 * @property {(fn: (message: string) => void) => void} onRefused what came back into its form says so there
 * @property {(fn: (ack: Ack) => void) => void} onAccepted
 *
 * @typedef {Promise<Ack> & {order: string, ack: Ack|null}} Given order: its id; ack: the answer, once it came
 */

/** How long an answer may take before a host is told that it is still under way. */
export const SLOW_AFTER = 500;
/** Where another tab of this board got the answer, this one cannot know it. @type {Ack} */
const ELSEWHERE = { ok: false, error: "settled_elsewhere", message: "" };
/** @type {Ack} */
const FORGOTTEN = { ok: false, error: "forgotten", message: "" };

const UNDO = "journal.undo";

/** Orders whose text is another wording of a contribution. */
const WORDINGS = new Set(["contribution.reword", "contribution.word_in_german"]);
/** Orders whose text is something else of its own, made of a contribution. */
const NAMES_ITS_CARD = new Set(["cluster.rename", "wording.word"]);

/**
 * Whether the words of an order that was refused go with the contribution that they were made of, which its author has
 * withdrawn: nobody wants them back.
 * @param {Order} order @param {(id: string) => boolean} isGone
 */
function isLost({ name, payload, refusal }, isGone) {
  const [made] = WORDINGS.has(name) ? [payload.id] : NAMES_ITS_CARD.has(name) ? [payload.contribution] : [];
  return refusal !== undefined && made !== undefined && (refusal.error === "contribution_gone" || isGone(made));
}

/**
 * What somebody orders at a board.
 * @param {string} event
 * @param {string} station
 * @returns {import("./outbox.js").Place}
 */
export const onBoard = (event, station) => ({
  prefix: `cafe.board.${event}.${station}.`,
  turn: `cafe.board-turn.${event}.${station}`,
  known: (order) => canBeShown({ at: 0, ...order }),
  isText: ({ back }) => back !== undefined,
  forgets: true,
});

/**
 * What a host orders: the outbox, and on top of it what only a board has. It shows every order as if it were done,
 * until the station's news have caught up with it.
 * @param {import("../net/socket.js").Live} live
 * @param {{
 *   event: string,
 *   station: string,
 *   store: import("../model/station-store.js").StationStore,
 *   approveFirst: () => boolean,
 *   round: () => number|null,
 * }} parts round: the running one
 * @param {import("../storage/device.js").Device} [device]
 * @returns {BoardOrders}
 */
export function createBoardOrders(live, { event, station, store, approveFirst, round }, device = thisDevice) {
  const outbox = createOutbox(live, event, device, onBoard(event, station));
  const returning = createReturning(outbox);
  /** Answered, but the station's news have not caught up with them.
   * @type {{order: Order, revision: number}[]} */
  let late = [];
  /** @type {Map<string, (ack: Ack) => void>} */
  const answers = new Map();
  /** @type {Set<(message: string) => void>} */
  const refusedFns = new Set();
  /** @type {Set<(ack: Ack) => void>} */
  const acceptedFns = new Set();

  /** @param {{revision: number}} answered */
  const isLate = ({ revision }) => revision > store.revision;
  const returned = () => outbox.all().filter(({ refusal }) => refusal);
  const pending = () => outbox.all().filter(({ refusal }) => !refusal);

  /** @param {string} key @param {Ack} ack */
  function answer(key, ack) {
    answers.get(key)?.(ack);
    answers.delete(key);
  }

  /** @type {BoardOrders["give"]} */
  function give(name, payload, more) {
    const { key, id = "" } = outbox.put(name, payload, station, more);
    /** @type {(ack: Ack) => void} */
    let answered = () => {};
    const promise = new Promise((/** @type {(ack: Ack) => void} */ resolve) => {
      answered = resolve;
    });
    /** @type {Given} */
    const given = Object.assign(promise, { order: id, ack: null });
    answers.set(key, (ack) => {
      given.ack = ack;
      answered(ack);
    });
    return given;
  }

  outbox.onAccepted((order, ack) => {
    late = [...late, { order, revision: ack.revision ?? 0 }].filter(isLate);
    acceptedFns.forEach((fn) => fn(ack));
    answer(order.key, ack);
  });
  /**
   * What had been refused before this page was loaded: the station as it was read since then has what that was made of,
   * or it is gone. What is refused later may be made of a card of which the news has not come yet.
   */
  const before = new Set(returned().map(({ key }) => key));
  function forgetLost() {
    const lacks = (/** @type {string} */ id) => store.isWhole && !store.contributions.has(id);
    const lost = outbox
      .all()
      .filter((order) => isLost(order, (id) => store.isGone(id) || (before.has(order.key) && lacks(id))));
    lost.forEach(({ key }) => outbox.drop(key));
  }

  outbox.onRefused((order, refusal) => {
    forgetLost();
    if (!returning.take(order)) {
      refusedFns.forEach((fn) => fn(refusal.message));
    }
    answer(order.key, refusal);
    const still = new Set(outbox.all().map(({ key }) => key));
    [...answers.keys()].filter((key) => !still.has(key)).forEach((key) => answer(key, refusal)); // what went with it
  });
  outbox.onSettledElsewhere((orders) => orders.forEach(({ key }) => answer(key, ELSEWHERE)));
  store.subscribe(() => {
    late = late.filter(isLate);
    forgetLost();
  });
  takeOver(outbox, device, { event, station });

  return {
    give,
    takeBack({ order, ack }) {
      const waiting = outbox.all().find(({ id }) => id === order);
      if (!ack && waiting && outbox.forget(order)) {
        answer(waiting.key, FORGOTTEN);
        return true;
      }
      if (!ack) {
        void give(UNDO, { station }, { after: order });
      } else if (ack.ok) {
        void give(UNDO, { station, revision: ack.revision });
      }
      return !ack || ack.ok;
    },
    hold: returning.hold,
    returned: returning.returned,
    bringBack: () => void returning.bringBack(),
    view() {
      const view = {
        contributions: new Map(store.contributions),
        clusters: new Map(store.clusters),
        statements: new Map(store.statements),
        photos: new Map(store.photos),
        measures: new Map(store.measures),
        approveFirst: approveFirst(),
      };
      const orders = [...late.map(({ order }) => order), ...pending()];
      const takenBack = new Set(orders.flatMap(({ name, after }) => (name === UNDO && after ? [after] : [])));
      const standing = orders.filter(({ id }) => !id || !takenBack.has(id));
      standing.forEach((order) => shown(order, round())(view));
      return view;
    },
    waiting() {
      const noticeable = Date.now() - SLOW_AFTER;
      const waits = pending().filter(({ at }) => !live.online || at <= noticeable);
      return new Set(waits.flatMap(about));
    },
    unanswered() {
      const waiting = pending();
      return {
        count: waiting.length,
        since: waiting[0]?.at ?? null,
        returned: outbox.all().length - waiting.length,
      };
    },
    putOff: () => outbox.putOff,
    outlivesPage: () => outbox.outlivesPage(),
    subscribe: outbox.subscribe,
    onRefused: (fn) => void refusedFns.add(fn),
    onAccepted: (fn) => void acceptedFns.add(fn),
  };
}

/**
 * What an older page's own queue left in this tablet.
 * @param {import("./outbox.js").Outbox} outbox
 * @param {import("../storage/device.js").Device} device
 * @param {{event: string, station: string}} place
 */
function takeOver(outbox, { storage }, { event, station }) {
  for (const key of storage.keys(`cafe.board-orders.${event}.${station}.`)) {
    const order = storage.read(key);
    if (isOrder(order)) {
      outbox.put(order.name, order.payload, station);
    }
    storage.remove(key);
  }
}
