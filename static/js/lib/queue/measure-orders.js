import { next } from "../model/arranging.js";

/**
 * @typedef {import("../net/wire.js").Ack} Ack
 * @typedef {import("../net/wire.js").Measure} Measure
 * @typedef {import("../drafts/kept-form.js").Written} Written
 */

/** @type {readonly import("../net/wire.js").MeasureState[]} */
export const STATES = ["open", "agreed", "done"];

/** What two hosts may word differently, a line each. @param {Measure} measure */
export function wording({ what, who, by_when: byWhen }) {
  return [what, who ?? "", byWhen ?? ""].join("\n");
}

/**
 * Saves what was written as a measure; of a known one its wording, and its state where that was changed.
 * @param {import("./board-orders.js").BoardOrders} orders
 * @param {string} station
 * @param {Written} written text: what is to be done
 * @returns {Promise<Ack>}
 */
export async function saveMeasure(
  orders,
  station,
  { id, fresh, text, was, who = "", by_when: byWhen = "", state = "open", before = {} },
) {
  const said = { what: text, who: who || null, by_when: byWhen || null };
  /** @param {import("../model/board.js").View} view */
  const show = ({ measures }) => {
    const known = measures.get(id) ?? { id, station, position: next(measures.values()), revision: 0 };
    measures.set(id, { ...known, ...said, what: text.trim(), state });
  };
  if (fresh) {
    return orders.ask("measure.add", { id, station, ...said, state }, show);
  }
  const ack = await orders.ask("measure.edit", { id, ...said, was }, show);
  return ack.ok && state !== before.state ? orders.ask("measure.set_state", { id, state }, show) : ack;
}
