import "./page.js";
import { createOutbox } from "../../../static/js/lib/queue/outbox.js";
import { createCafe } from "./cafe.js";
import { createLive } from "./live.js";
import { EVENT, STATION } from "./nouns.js";
import { createPhone } from "./phone.js";

/** @typedef {import("../../../static/js/lib/net/wire.js").Refused} Refused */

/** @type {(error: string, message: string, more?: object) => Refused} */
export const refusal = (error, message, more = {}) => ({ ok: false, error, message, ...more });
export const FAULT = refusal("server_error", "Bitte noch einmal senden.");
export const FULL = refusal("storage_full", "Gerade kein Platz.");
export const TOO_LONG = refusal("text_too_long", "Das ist zu lang.");
export const TOO_MANY = refusal("too_many", "Das war viel auf einmal.", { retry_after: 30 });
export const NOT_JOINED = refusal("not_joined", "Bitte scannen Sie zuerst den QR-Code.");

/**
 * A tab of a phone in a café.
 * @param {ReturnType<typeof createPhone>} [phone]
 * @param {ReturnType<typeof createCafe>} [cafe]
 */
export function open(phone = createPhone(), cafe = createCafe()) {
  const live = createLive(cafe.serve);
  const device = phone.device();
  const outbox = createOutbox(live, EVENT, device);
  /** @type {any[]} */
  const told = [];
  outbox.onAccepted(({ name, payload }) => told.push(["accepted", name, payload.id ?? payload.contribution]));
  outbox.onRefused(({ name, payload }, { error }) =>
    told.push(["refused", name, payload.id ?? payload.contribution, error]),
  );
  outbox.onSettledElsewhere((orders) => told.push(["elsewhere", ...orders.map(({ name }) => name)]));
  return {
    phone,
    cafe,
    live,
    outbox,
    told,
    device,
    /** @param {string} id @param {string} [text] */
    add: (id, text = id) => outbox.put("contribution.add", { id, text }, STATION),
    /** @param {string} id @param {string} text */
    edit: (id, text) => outbox.put("contribution.edit", { id, text }, STATION),
    /** @param {string} id */
    withdraw: (id) => outbox.put("contribution.withdraw", { id }, STATION),
    /** @param {string} contribution @param {boolean} on */
    vote: (contribution, on) => outbox.put("vote.set", { contribution, on }, STATION),
    /** Without a word, as a tab that is killed. */
    close() {
      device.tab.close();
      live.drop();
    },
    /** What was sent: names with what they are about. */
    sent: () => live.sent.map(({ name, payload }) => `${name} ${payload.id ?? payload.contribution}`),
  };
}
