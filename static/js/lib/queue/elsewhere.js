/**
 * @typedef {import("./outbox.js").Order} Order
 *
 * @typedef {object} Elsewhere
 * @property {string} title of the station
 * @property {string} href where its texts can be read, changed and sent again
 */

/**
 * The other stations at which this phone wrote what the server would not have: whoever walks on sends it from the next
 * station's page, on which nothing else tells of it.
 * @param {{all: () => Order[]}} outbox
 * @param {string} station where the phone is now
 * @param {{slug: string, short_title: string, url: string}[]} stations in the order in which they are told
 * @returns {Elsewhere[]}
 */
export function refusedElsewhere(outbox, station, stations) {
  const refused = new Set(outbox.all().flatMap((order) => (order.refusal ? [order.station] : [])));
  return stations
    .filter(({ slug }) => slug !== station && refused.has(slug))
    .map(({ short_title: title, url: href }) => ({ title, href }));
}
