import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { more } from "../../render/more.js";

/** @typedef {import("../../lib/net/wire.js").Contribution} Contribution */

/**
 * The dialog with what is done more rarely with one card. Escape closes it; the browser brings the focus back.
 * @param {{
 *   orders: import("../../lib/queue/board-orders.js").BoardOrders,
 *   done: (sentence: string, answers: Promise<import("../../lib/net/wire.js").Ack>[]) => void,
 * }} parts
 */
export function createMore({ orders, done }) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-more]"));

  return {
    /** @param {Contribution} contribution */
    open(contribution) {
      const { id } = contribution;
      const actions = {
        /** @param {number} hands */
        count(hands) {
          dialog.close();
          done(t("more.said_counted", { n: hands }), [orders.give("contribution.count_hands", { id, by_hand: hands })]);
        },
        /** @param {boolean} on */
        pause(on) {
          dialog.close();
          done(t(on ? "more.said_paused" : "more.said_goes_on"), [
            orders.give("contribution.pause_author", { id, on }),
          ]);
        },
        close: () => dialog.close(),
      };
      render(more(contribution, actions), dialog);
      dialog.showModal();
    },
  };
}
