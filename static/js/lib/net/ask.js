import { Offline } from "./socket.js";

/**
 * Asks the server over the connection that there is.
 * @param {import("./socket.js").Live} live
 * @param {string} name
 * @param {object} payload
 * @param {{timeout?: number}} [options]
 * @returns {Promise<import("./wire.js").Ack|null>} null where no answer came
 */
export async function ask(live, name, payload, options) {
  try {
    return await live.order(name, payload, options);
  } catch (failure) {
    if (failure instanceof Offline) {
      return null;
    }
    throw failure;
  }
}
