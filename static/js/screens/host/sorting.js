import { at } from "../../lib/base/at.js";
import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { uuid } from "../../lib/base/uuid.js";

/**
 * @typedef {object} SortingParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {string} station
 * @property {Set<string>} selected
 * @property {(ids: Iterable<string>, act: () => void) => void} act
 * @property {(sentence: string, answers: Promise<import("../../lib/net/wire.js").Ack>[]) => void} done
 * @property {(cluster: string) => void} offerTitle
 */

/** Characters of a card that a cluster is called after. */
const TITLE_LENGTH = 40;

/**
 * Cards into clusters, back to the inbox, and onto one another.
 * @param {SortingParts} parts
 */
export function createSorting({ orders, station, selected, act, done, offerTitle }) {
  /** @param {string[]} ids @param {string|null} cluster */
  function put(ids, cluster) {
    const title = cluster ? (orders.view().clusters.get(cluster)?.title ?? "") : t("board.inbox");
    act(ids, () => {
      const answer = orders.give("contribution.cluster", { ids, cluster });
      ids.forEach((id) => selected.delete(id));
      done(t("board.said_moved", { n: ids.length, title }), [answer]);
    });
  }

  /**
   * Makes a cluster of cards, called after the first until the host finds a better title.
   * @param {string[]} ids
   */
  function gather(ids) {
    const cluster = uuid();
    const title = excerpt(at(orders.view().contributions, ids[0])?.text ?? "", TITLE_LENGTH);
    act(ids, () => {
      const answers = [
        orders.give("cluster.add", { id: cluster, station, title }),
        orders.give("contribution.cluster", { ids, cluster }),
      ];
      ids.forEach((id) => selected.delete(id));
      done(t("board.said_gathered", { n: ids.length, title }), answers);
    });
    offerTitle(cluster);
  }

  /** @param {string[]} ids @param {import("./drag.js").Target} target */
  function fits(ids, target) {
    const { contributions, clusters } = orders.view();
    const within = ids.map((id) => contributions.get(id)?.cluster ?? null);
    if (target === "new" || target === "inbox") {
      return target === "new" || within.some(Boolean);
    }
    return "cluster" in target
      ? clusters.has(target.cluster) && within.some((cluster) => cluster !== target.cluster)
      : !ids.includes(target.card) && !within.some(Boolean) && contributions.has(target.card);
  }

  /** @param {string[]} dragged @param {import("./drag.js").Target} target */
  function drop(dragged, target) {
    const { contributions } = orders.view();
    const ids = dragged.filter((id) => contributions.has(id)); // another tablet may have taken one away meanwhile
    if (!ids.length || !fits(ids, target)) {
      return;
    }
    if (target === "inbox") {
      put(ids, null);
    } else if (target === "new") {
      gather(ids);
    } else if ("cluster" in target) {
      put(ids, target.cluster);
    } else {
      gather([target.card, ...ids]);
    }
  }

  return { put, fits, drop };
}
