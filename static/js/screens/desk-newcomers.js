import { render } from "../../vendor/lit-html/lit-html.js";
import { refused } from "../render/announced.js";
import { newcomersCame, newcomersRush, newcomersWord } from "../render/desk-newcomers.js";

const PLACE = "newcomers";

/**
 * How newcomers come in, chosen at the desk, and how many came.
 * @param {{
 *   select: HTMLSelectElement,
 *   came: HTMLElement,
 *   word: HTMLElement,
 *   rush: HTMLElement,
 *   failure: HTMLElement,
 *   orders: ReturnType<typeof import("../lib/queue/desk-orders.js").createOrders>,
 *   timeOf: (moment: string) => string,
 *   figures: () => import("../lib/model/desk-figures.js").NewcomersFigures,
 * }} parts
 */
export function createNewcomersChoice({ select, came, word, rush, failure, orders, timeOf, figures }) {
  /** @param {object} payload */
  const send = (payload) => void orders.send(PLACE, "newcomers.set", payload);

  select.addEventListener("change", () => send({ door: select.value }));
  return {
    draw() {
      const known = figures();
      select.value = orders.wanted("newcomers.set")?.door ?? known.door;
      render(newcomersCame(known), came);
      render(
        newcomersWord(known, orders.busy(PLACE), () => send({ door: "word", renew: true })),
        word,
      );
      render(
        newcomersRush(
          known,
          timeOf,
          orders.busy(PLACE),
          (on) => void orders.send(PLACE, "newcomers.leave_out", { on }),
        ),
        rush,
      );
      render(refused(orders.refusal(PLACE)), failure);
    },
  };
}
