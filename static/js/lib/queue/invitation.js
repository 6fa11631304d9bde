import { thisDevice } from "../storage/device.js";

/** @param {string} event */
const key = (event) => `cafe.feedback.${event}`;

/**
 * The server has this phone's answers to the survey. Other tabs hear of it, each time anew.
 * @param {string} event
 * @param {import("../storage/device.js").Device} [device]
 */
export const noteGiven = (event, { storage } = thisDevice) => void storage.write(key(event), Date.now());

/**
 * @param {string} event
 * @param {() => void} fn called where another tab of this phone has just answered
 * @param {import("../storage/device.js").Device} [device]
 */
export function onGivenElsewhere(event, fn, device = thisDevice) {
  device.on("storage", (change) => change.key === key(event) && fn());
}

/**
 * How a phone at a station is led to the survey; null where there is nothing to say.
 * @param {import("../net/wire.js").EventState["feedback"]["state"]} state
 * @param {{outbox: import("./outbox.js").Outbox, event: string, href: string}} parts
 * @param {import("../storage/device.js").Device} [device]
 * @returns {{state: "invite"|"given"|"late", href: string}|null}
 */
export function invitation(state, { outbox, event, href }, { storage } = thisDevice) {
  const orders = outbox.of("");
  if (orders.some(({ refusal }) => refusal)) {
    return { state: "late", href };
  }
  if (state !== "open") {
    return null;
  }
  return { state: orders.length || storage.read(key(event)) ? "given" : "invite", href };
}
