/** @typedef {import("./outbox.js").Order} Order */

const WRITES = new Set(["contribution.add", "contribution.edit", "wording.add", "wording.edit"]);

/**
 * Contributions and what one says for others that the server does not have as they read here, each once.
 * @param {Order[]} orders
 */
function texts(orders) {
  const open = orders.filter(({ refusal }) => !refusal);
  const withdrawn = new Set(open.flatMap(({ name, payload }) => (/\.withdraw$/.test(name) ? payload.id : [])));
  const written = open.filter(({ name, payload }) => WRITES.has(name) && !withdrawn.has(payload.id));
  return [...new Map(written.map(({ payload, station }) => [payload.id, station])).values()];
}

/**
 * How many texts wait on this phone: reworded before it was sent it is one, withdrawn it is none, and dots are
 * none either.
 * @param {{all: () => Order[]}} outbox
 */
export const waitingTexts = (outbox) => texts(outbox.all()).length;

/**
 * @typedef {object} WaitingElsewhere
 * @property {string} title of the station
 * @property {string} href
 * @property {number} n
 *
 * The other stations for which texts wait on this phone.
 * @param {{all: () => Order[]}} outbox
 * @param {string} station where the phone is now
 * @param {{slug: string, short_title: string, url: string}[]} stations
 * @returns {WaitingElsewhere[]}
 */
export function waitingElsewhere(outbox, station, stations) {
  const waiting = texts(outbox.all());
  return stations
    .filter(({ slug }) => slug !== station)
    .map(({ slug, short_title: title, url: href }) => ({ title, href, n: waiting.filter((at) => at === slug).length }))
    .filter(({ n }) => n > 0);
}
