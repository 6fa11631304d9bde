import { t } from "../../lib/base/page-data.js";
import { asRead } from "../../lib/model/as-read.js";

/**
 * @typedef {import("../../lib/model/as-read.js").Read} Read
 * @typedef {import("../../lib/net/wire.js").Ack} Ack
 */

/**
 * Orders that make something public, and say which text was read here.
 * @param {object} parts
 * @param {import("../../lib/queue/board-orders.js").BoardOrders} parts.orders
 * @param {ReturnType<typeof import("../../lib/model/held.js").createHeld>} parts.held
 * @param {ReturnType<typeof import("../../lib/model/chosen.js").createChosen>} parts.readAs
 * @param {ReturnType<typeof import("./steady.js").createSteady>} parts.steady
 * @param {(text: string) => void} parts.say
 * @param {() => void} parts.draw
 */
export function createReadOrders({ orders, held, readAs, steady, say, draw }) {
  /**
   * What was read of cards; what reads differently by now is shown first.
   * @param {string[]} ids
   * @returns {Read[]} empty where there is nothing to be done
   */
  function of(ids) {
    if (ids.length === 1 && !steady.has(/** @type {string} */ (ids[0]))) {
      return [];
    }
    const { contributions } = orders.view();
    const { read, newer } = held.asRead(ids);
    const known = new Set([...read.map(({ id }) => id), ...newer]);
    const others = ids.filter((id) => !known.has(id)).map((id) => ({ id, was: contributions.get(id)?.text ?? "" }));
    const asMeant = [...read, ...others.filter(readAs.reads)].filter(({ id }) => readAs.isMeant(id));
    const changed = [...newer, ...others.filter((one) => !readAs.reads(one)).map(({ id }) => id)];
    if (changed.length) {
      held.renew(newer);
      readAs.renew(changed, contributions);
      draw();
      say(t("board.said_newer", { n: changed.length }));
    }
    return asMeant;
  }

  /**
   * One order for all that were read; where some are not as they were read, the others are ordered without them.
   * @param {string} name @param {Read[]} read
   * @returns {Promise<Ack>[]}
   */
  function give(name, read) {
    return asRead(read).map(async (payload) => {
      const ack = await orders.give(name, payload);
      const otherwise = new Set(ack.ok ? [] : (ack.ids ?? []));
      const rest = read.filter(({ id }) => !otherwise.has(id));
      const again = otherwise.size > 0 && "items" in payload && rest.length > 0;
      return again ? /** @type {Promise<Ack>} */ (give(name, rest)[0]) : ack;
    });
  }

  return { of, give };
}
