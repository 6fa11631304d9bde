import { t } from "../../lib/base/page-data.js";
import { giveConfirmed } from "../../lib/queue/contact-orders.js";

/**
 * Lets contact data be shown in what hosts wrote, wherever it stands on the board (`render/contact-note.js`).
 * @param {{
 *   orders: import("../../lib/queue/board-orders.js").BoardOrders,
 *   undo: import("./undo.js").Undo,
 *   say: (text: string) => void,
 * }} parts
 */
export function hearContacts({ orders, undo, say }) {
  document.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element && target.closest("[data-confirm-contact]");
    if (!(pressed instanceof HTMLElement)) {
      return;
    }
    const { confirmContact: noun = "", of = "" } = pressed.dataset;
    const given = giveConfirmed(orders, noun, of);
    if (given) {
      undo.offer(t("board.said_contact"), [given]);
      say(t("board.said_contact"));
    }
  });
}
