import { t } from "../../lib/page.js";

/**
 * @typedef {import("../../lib/wire.js").Ack} Ack
 * @typedef {object} Undo
 * @property {string|null} said what was done last on this tablet, once the server knows it
 * @property {(said: string, answers: Promise<Ack>[]) => void} offer
 * @property {() => void} undo
 * @property {() => void} dismiss
 */

/**
 * The last deed of this tablet, which one tap takes back. Everything else is taken back from the journal.
 * @param {{orders: import("../../lib/board-orders.js").BoardOrders, station: string, say: (text: string) => void, draw: () => void}} parts
 * @returns {Undo}
 */
export function createUndo({ orders, station, say, draw }) {
  /** @type {{said: string, revisions: number[]}|null} */
  let last = null;
  let offers = 0;

  /** @param {typeof last} next */
  function put(next) {
    last = next;
    draw();
  }

  return {
    get said() {
      return last?.said ?? null;
    },
    async offer(said, answers) {
      offers += 1;
      const mine = offers;
      const revisions = (await Promise.all(answers)).flatMap((ack) => (ack.ok ? [ack["revision"]] : []));
      if (mine === offers && revisions.length) {
        put({ said, revisions: [...new Set(revisions)] });
      }
    },
    undo() {
      const back = last?.revisions ?? [];
      for (const revision of [...back].reverse()) {
        void orders.give("journal.undo", { station, revision });
      }
      put(null);
      say(t("undo.said"));
    },
    dismiss: () => put(null),
  };
}
