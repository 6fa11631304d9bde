import { at } from "../../lib/base/at.js";
import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { uuid } from "../../lib/base/uuid.js";
import { themeName } from "../../lib/model/theme-name.js";

/**
 * @typedef {object} SortingParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {string} station
 * @property {Set<string>} selected
 * @property {(ids: Iterable<string>, act: () => void) => void} act
 * @property {(sentence: string, answers: Promise<import("../../lib/net/wire.js").Ack>[]) => void} done
 * @property {(cluster: string, title: string, card?: string) => void} askForTitle title: what is proposed to
 *   the host, in the words of this card
 */

/** Characters of a card that are proposed as a cluster's title. */
const TITLE_LENGTH = 40;

/**
 * Cards into clusters, back to the inbox, and onto one another.
 * @param {SortingParts} parts
 */
export function createSorting({ orders, station, selected, act, done, askForTitle }) {
  /**
   * @param {string[]} ids
   * @param {string|null} cluster
   * @param {string} [after] the order without which it means nothing
   */
  function put(ids, cluster, after) {
    const known = at(orders.view().clusters, cluster);
    const title = known ? themeName(known) : t("board.inbox");
    act(ids, () => {
      const answer = orders.give("contribution.cluster", { ids, cluster }, after ? { after } : {});
      ids.forEach((id) => selected.delete(id));
      done(t("board.said_moved", { n: ids.length, title }), [answer]);
    });
  }

  /**
   * Makes a cluster of cards. It has no name, and none but hosts know of it, until the host has given it one.
   * @param {string[]} ids
   */
  function gather(ids) {
    const cluster = uuid();
    const title = proposed(at(orders.view().contributions, ids[0]));
    act(ids, () => {
      const answers = [
        orders.give("cluster.add", { id: cluster, station }),
        orders.give("contribution.cluster", { ids, cluster }),
      ];
      ids.forEach((id) => selected.delete(id));
      done(t("board.said_gathered", { n: ids.length }), answers);
    });
    askForTitle(cluster, title, ids[0]);
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
    // another tablet may have taken one away meanwhile
    const ids = dragged.filter((id) => (contributions.get(id)?.state ?? "hidden") !== "hidden");
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

/**
 * How a theme could be called that is made of this card: by its German wording where there is one, and never with a
 * number or an address in it that nobody has confirmed.
 * @param {import("../../lib/net/wire.js").Contribution|undefined} card
 */
function proposed(card) {
  return excerpt(card?.masked ?? card?.german ?? card?.text ?? "", TITLE_LENGTH);
}
