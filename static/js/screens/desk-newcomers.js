import { render } from "../../vendor/lit-html/lit-html.js";
import { refused } from "../render/announced.js";
import { newcomersCame, newcomersWord } from "../render/desk-newcomers.js";

const PLACE = "newcomers";

/**
 * How newcomers come in, chosen at the desk, and how many came.
 * @param {{
 *   select: HTMLSelectElement,
 *   came: HTMLElement,
 *   word: HTMLElement,
 *   failure: HTMLElement,
 *   orders: ReturnType<typeof import("./desk-orders.js").createOrders>,
 *   figures: () => import("../lib/model/desk-figures.js").NewcomersFigures,
 * }} parts
 */
export function createNewcomersChoice({ select, came, word, failure, orders, figures }) {
  /** @param {object} payload */
  const send = (payload) => void orders.send(PLACE, "newcomers.set", payload);

  select.addEventListener("change", () => send({ door: select.value }));
  return {
    draw() {
      const known = figures();
      if (!orders.busy(PLACE)) {
        select.value = known.door;
      }
      render(newcomersCame(known), came);
      render(
        newcomersWord(known, orders.busy(PLACE), () => send({ door: "word", renew: true })),
        word,
      );
      render(refused(orders.refusal(PLACE)), failure);
    },
  };
}
