import { wholeItem } from "../net/usual.js";

/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("./outbox.js").Order} Order
 *
 * @typedef {"sending"|"offline"|"unkept"|"later"} Transit unkept: lost with this page; later: the server asked to wait
 *
 * @typedef {object} View what this phone shows of a station: the public items, its own, and what is still on its way
 * @property {Map<string, Contribution>} items
 * @property {Set<string>} own
 * @property {Transit} reach how far an order gets at the moment
 * @property {Map<string, Transit|"withdrawing">} transit
 * @property {Order[]} refused
 * @property {Contribution[]} hidden one's own that a host has hidden
 *
 * @typedef {object} Own
 * @property {(contributions: Contribution[], revision?: number) => void} confirm what the server says is mine
 * @property {(id: string) => boolean} has
 * @property {(id: string) => boolean} isCovered others read it covered, and how it reads by now is not known
 * @property {() => View} view
 */

/**
 * @param {{
 *   outbox: import("./outbox.js").Outbox,
 *   store: import("../model/station-store.js").StationStore,
 *   live: {online: boolean},
 *   station: string,
 * }} parts
 * @param {{
 *   mine: Contribution[],
 *   blank: (order: Order) => Contribution,
 * }} options blank: an unsent order as a contribution
 * @returns {Own}
 */
export function createOwn({ outbox, store, live, station }, { mine, blank }) {
  const byId = (/** @type {Contribution[]} */ some) =>
    new Map(some.map(wholeItem("contributions", station)).map((one) => [one.id, one]));
  let known = byId(mine);
  /** @type {Set<string>} */
  const withdrawn = new Set();

  outbox.onAccepted((order, ack) => {
    if (order.station !== station) {
      return;
    }
    const { id } = order.payload;
    if (order.name === "contribution.withdraw") {
      withdrawn.add(id);
      known.delete(id);
    } else if (order.name === "contribution.add" && ack.state !== "withdrawn") {
      known.set(id, { ...blank(order), state: ack.state, revision: ack.revision });
    } else if (order.name === "contribution.edit") {
      const before = newest(id);
      if (before) {
        known.set(id, { ...before, text: order.payload.text, edited: true, state: ack.state, revision: ack.revision });
      }
    }
  });

  /** @param {string} id */
  function newest(id) {
    const own = known.get(id);
    const shared = store.contributions.get(id);
    return own && (!shared || own.revision > shared.revision) ? own : shared;
  }

  /** @param {View} view */
  function putOwn(view) {
    for (const [id, own] of known) {
      const shared = store.contributions.get(id);
      view.own.add(id);
      if (shared && shared.revision >= own.revision) {
        const { text, author } = own;
        if (readsAs(own, shared)) {
          view.items.set(id, { ...shared, text, author });
        }
        continue;
      }
      if (own.state === "hidden") {
        view.hidden.push(own);
        view.items.delete(id);
      } else if (own.state === "pending" || own.revision > store.revision || !(store.isWhole || store.isGone(id))) {
        view.items.set(id, own); // while others' older ones are not read yet, one's own are known nevertheless
      }
    }
  }

  /** @param {View} view @param {Order} order */
  function putOrder({ items, own, transit, refused, reach }, order) {
    const { id, text } = order.payload;
    const far = reach === "offline" && !outbox.outlivesPage(order) ? "unkept" : reach;
    if (order.name.startsWith("wording.")) {
      return; // it stands at the contribution that it words
    }
    if (order.refusal) {
      refused.push(order);
    } else if (order.name === "contribution.add" && !items.has(id)) {
      items.set(id, blank(order));
      own.add(id);
      transit.set(id, far);
    } else if (order.name === "contribution.edit" && items.has(id)) {
      items.set(id, { .../** @type {Contribution} */ (items.get(id)), text });
      transit.set(id, far);
    } else if (order.name === "contribution.withdraw" && reach === "sending") {
      items.delete(id);
    } else if (order.name === "contribution.withdraw") {
      transit.set(id, "withdrawing"); // others still see it
    }
  }

  return {
    confirm(contributions, revision = 0) {
      const fresher = [...known.values()].filter((one) => one.revision > revision);
      known = new Map([...byId(contributions), ...byId(fresher)]);
      withdrawn.forEach((id) => known.delete(id));
    },
    has: (id) => known.has(id),
    isCovered(id) {
      const [own, shared] = [known.get(id), store.contributions.get(id)];
      return Boolean(own && shared?.masked && shared.revision > own.revision && !readsAs(own, shared));
    },
    view() {
      const reach = !live.online || !outbox.goesOn ? "offline" : outbox.putOff ? "later" : "sending";
      const items = new Map(store.contributions);
      /** @type {View} */
      const view = { items, own: new Set(), transit: new Map(), refused: [], hidden: [], reach };
      putOwn(view);
      outbox.of(station).forEach((order) => putOrder(view, order));
      withdrawn.forEach((id) => view.items.delete(id));
      return view;
    },
  };
}

/**
 * Whether one's own words are those which others read with contact data covered.
 * @param {Contribution} own as typed
 * @param {Contribution} shared as everybody gets it
 */
function readsAs(own, shared) {
  return shared.masked !== null && (own.masked === shared.masked || own.revision === shared.revision);
}
