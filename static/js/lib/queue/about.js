/**
 * The items an order is about, by their ids; one that names none is about itself.
 * @param {{name: string, payload: any}} order
 * @returns {string[]}
 */
export function about({ name, payload }) {
  const { id, ids, items, contribution, into, cluster } = payload;
  const read = Array.isArray(items) ? items.map((one) => one?.id) : [];
  const named = [id, contribution, into, cluster, ...(Array.isArray(ids) ? ids : []), ...read];
  const known = named.filter((one) => typeof one === "string");
  return known.length ? known : [name];
}

/**
 * Whether an order makes something new: that may be sent a second time without harm, whatever came after it.
 * @param {{name: string}} order
 */
export const makesNew = ({ name }) => name.endsWith(".add") || name === "contribution.type_in";
