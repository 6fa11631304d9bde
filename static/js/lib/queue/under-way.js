/**
 * @typedef {import("./outbox.js").Order} Order
 *
 * @typedef {"sending"|"offline"|"unkept"|"later"} Reach how far an order gets at the moment
 *
 * @typedef {object} UnderWay what lies in a phone's queue of one's own contributions, at all stations
 * @property {Order[]} written new ones, oldest first, also those that the server would not have
 * @property {Order[]} worded what one said for others in another language, oldest first
 * @property {Order[]} refused wordings of others that it would not have
 * @property {Map<string, Order[]>} about what is still to happen to one that it has, by that one's id
 */

/**
 * Parts what a phone has not sent yet by what it is about.
 * @param {Order[]} orders
 * @returns {UnderWay}
 */
export function underWay(orders) {
  /** @type {UnderWay} */
  const parts = { written: [], worded: [], refused: [], about: new Map() };
  for (const order of orders) {
    const { id, contribution = id } = order.payload;
    if (order.name === "contribution.add") {
      parts.written.push(order);
    } else if (order.refusal) {
      parts.refused.push(order);
    } else if (order.name === "wording.add" || order.name === "wording.edit") {
      parts.worded.push(order);
    } else if (contribution && !order.name.startsWith("wording.")) {
      parts.about.set(contribution, [...(parts.about.get(contribution) || []), order]);
    }
  }
  const withdrawn = new Set(orders.filter(({ name }) => name.endsWith(".withdraw")).map(({ payload }) => payload.id));
  parts.written = parts.written.filter(({ payload }) => !withdrawn.has(payload.id));
  parts.worded = parts.worded.filter(({ payload }) => !withdrawn.has(payload.id));
  return parts;
}

/**
 * The text that a new one will have, as it was last typed.
 * @param {Order} order
 * @param {UnderWay} parts
 * @returns {string}
 */
export function lastText({ payload }, { about }) {
  const wordings = (about.get(payload.id) || []).filter(({ name }) => name === "contribution.edit");
  return wordings.reduce((_, later) => later.payload.text, payload.text);
}
