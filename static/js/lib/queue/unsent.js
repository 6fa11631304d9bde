import { thisDevice } from "../storage/device.js";
import { isOf } from "../storage/event-keys.js";

/**
 * How many orders of guests this phone keeps of an event, whoever gave them: those that lie only in the second copy,
 * because the browser's storage was full or forgot them, too.
 * @param {string} event
 * @param {import("../storage/device.js").Device} [device]
 * @returns {Promise<number>}
 */
export async function unsent(event, { storage, secondCopy } = thisDevice) {
  const prefix = `cafe.outbox.${event}`;
  const second = await secondCopy(prefix).read();
  const kept = new Set([...storage.keys(prefix), ...(second?.values.keys() ?? [])].filter(isOf(event)));
  for (const key of storage.keys(`gone.${prefix}`)) {
    kept.delete(key.slice("gone.".length)); // it was sent; the second copy only did not hear of it
  }
  return kept.size;
}
