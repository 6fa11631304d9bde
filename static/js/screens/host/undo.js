import { t } from "../../lib/base/page-data.js";
import { reasonText } from "../../lib/model/reasons.js";

/**
 * @typedef {import("../../lib/net/wire.js").Ack} Ack
 *
 * @typedef {import("../../render/undo.js").Last} Last
 *
 * @typedef {object} Undo
 * @property {Last|null} last
 * @property {(said: string, answers: Promise<Ack>[], hid?: string[]) => void} offer
 * @property {() => void} undo
 * @property {(reason: string) => void} because
 * @property {() => void} dismiss
 */

/**
 * The last deed of this tablet, which one tap takes back once the server knows it. Everything else is taken back from
 * the journal.
 * @param {{
 *   orders: import("../../lib/queue/board-orders.js").BoardOrders,
 *   station: string,
 *   say: (text: string) => void,
 *   draw: () => void,
 * }} parts
 * @returns {Undo}
 */
export function createUndo({ orders, station, say, draw }) {
  /** @type {Last|null} */
  let last = null;
  let offers = 0;
  /** The newest deed that the server has followed: where a later one is refused, this is the last again.
   * @type {{offered: number, last: Last}|null} */
  let done = null;
  /** Up to this one nothing is offered any more. */
  let over = 0;

  /** @param {Last|null} next */
  function put(next) {
    last = next;
    draw();
  }

  /**
   * Until the answers are there nothing can be taken back: the way back from an earlier deed must not stay under the
   * finger of somebody who has just done the next.
   * @param {string} said @param {Promise<Ack>[]} answers @param {string[]} hid @param {number[]} before
   */
  async function offer(said, answers, hid = [], before = []) {
    offers += 1;
    const mine = offers;
    put({ said, revisions: [], hid: [] });
    const revisions = (await Promise.all(answers)).flatMap((ack) => (ack.ok ? [ack.revision] : []));
    if (mine <= over) {
      return;
    }
    if (revisions.length && mine > (done?.offered ?? 0)) {
      done = { offered: mine, last: { said, revisions: [...new Set([...before, ...revisions])], hid } };
    }
    if (mine === offers) {
      put(done?.last ?? null);
    }
  }

  /** What was done so far is not taken back from here any more. */
  function close() {
    over = offers;
    done = null;
    put(null);
  }

  return {
    get last() {
      return last;
    },
    offer: (said, answers, hid) => void offer(said, answers, hid),
    undo() {
      const back = last?.revisions ?? [];
      for (const revision of [...back].reverse()) {
        void orders.give("journal.undo", { station, revision });
      }
      close();
      say(t("undo.said"));
    },
    because(reason) {
      const { hid = [], revisions = [] } = last ?? {};
      const said = t("board.said_reason", { reason: reasonText(reason) });
      const answers = hid.map((id) => orders.give("contribution.hide", { id, reason }));
      void offer(said, answers, [], revisions);
      say(said);
    },
    dismiss: close,
  };
}
