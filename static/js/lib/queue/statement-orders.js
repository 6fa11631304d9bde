/**
 * @typedef {import("../net/wire.js").Behind} Behind
 * @typedef {import("../net/wire.js").Cluster} Cluster
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("../drafts/kept-form.js").Written} Written
 * @typedef {import("../model/board.js").View} View
 */

/** @type {Behind} */
const NOTHING = { clusters: [], contributions: [] };

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Gives what was written as a statement or an open question; of a known one only what was changed.
 * @param {import("./board-orders.js").BoardOrders} orders
 * @param {string} station
 * @param {Written} written
 * @param {import("../drafts/kept-form.js").Back} back
 */
export function giveStatement(
  orders,
  station,
  { id, fresh, text, round, was, kind = "statement", behind = NOTHING, before = {} },
  back,
) {
  if (fresh) {
    void orders.give("statement.add", { id, station, round, text, kind, behind }, { back });
    return;
  }
  const changed = { ...(kind !== before.kind && { kind }), ...(!same(behind, before.behind) && { behind }) };
  void orders.give("statement.edit", { id, text, was, ...changed }, { back });
}

/**
 * What a statement rests on, as far as it is there to be seen.
 * @param {Behind|undefined} behind
 * @param {View} view
 * @returns {{clusters: Cluster[], cards: Contribution[]}}
 */
export function restsOn(behind = NOTHING, { clusters, contributions }) {
  return {
    clusters: behind.clusters.flatMap((id) => clusters.get(id) ?? []),
    cards: behind.contributions.flatMap((id) => contributions.get(id) ?? []).filter(({ state }) => state !== "hidden"),
  };
}

/**
 * With one more or one less.
 * @param {Behind|undefined} behind
 * @param {"clusters"|"contributions"} noun
 * @param {string} id
 * @returns {Behind}
 */
export function toggled(behind = NOTHING, noun, id) {
  const ids = behind[noun];
  return { ...behind, [noun]: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id] };
}
