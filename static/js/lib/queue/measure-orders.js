/**
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
 * Gives what was written as a measure; of a known one its wording, and its state where that was changed.
 * @param {import("./board-orders.js").BoardOrders} orders
 * @param {string} station
 * @param {Written} written text: what is to be done
 * @param {import("../drafts/kept-form.js").Back} back
 */
export function giveMeasure(
  orders,
  station,
  { id, fresh, text, was, who = "", by_when: byWhen = "", state = "open", before = {} },
  back,
) {
  const said = { what: text, who: who || null, by_when: byWhen || null };
  if (fresh) {
    void orders.give("measure.add", { id, station, ...said, state }, { back });
    return;
  }
  const { order: after } = orders.give("measure.edit", { id, ...said, was }, { back });
  if (state !== before.state) {
    void orders.give("measure.set_state", { id, state }, { after }); // means nothing beside a wording that was refused
  }
}
