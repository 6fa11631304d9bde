import { wording } from "./measure-orders.js";

/** All texts of an item, one below the other: what a host reads. @type {Record<string, (item: any) => string>} */
const LINES = {
  cluster: ({ title }) => title,
  statement: ({ text, translations }) => [text, ...inOrder(translations)].join("\n"),
  measure: wording,
  photo: ({ caption }) => caption,
};

/**
 * Lets contact data be shown in what a host wrote, as it reads on this screen; null where there is none to show.
 * @param {import("./board-orders.js").BoardOrders} orders
 * @param {string} noun
 * @param {string} id
 */
export function giveConfirmed(orders, noun, id) {
  const items = /** @type {any} */ (orders.view())[`${noun}s`];
  const item = items?.get(id);
  const lines = LINES[noun];
  return item?.masked && lines ? orders.give(`${noun}.confirm_contact`, { id, was: lines(item) }) : null;
}

/** @param {Record<string, string>} translations in the order of their languages' codes */
function inOrder(translations) {
  return Object.keys(translations)
    .sort()
    .map((code) => translations[code] ?? "");
}
