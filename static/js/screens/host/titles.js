import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { shown } from "../../lib/queue/optimistic.js";
import { focusOn } from "../../render/board-place.js";
import { confirm } from "../confirm.js";
import { formActions } from "../form-actions.js";

/**
 * @typedef {import("../../lib/net/wire.js").Cluster} Cluster
 * @typedef {import("../../lib/model/board.js").View} View
 *
 * @typedef {object} TitlesParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {string} event
 * @property {string} station
 * @property {(text: string) => void} say
 * @property {Set<string>} selected
 * @property {(cluster: string) => void} drop
 * @property {() => void} draw
 */

/**
 * Clusters are named, named anew and dissolved here.
 * @param {TitlesParts} parts
 */
export function createTitles({ orders, event, station, say, selected, drop, draw }) {
  const form = createKeptForm(`cafe.cluster.${event}.${station}`, draw);
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-confirm-cluster]"));

  /** @param {string} selector @param {string} [cluster] in this one's column */
  function focus(selector, cluster) {
    const column = cluster ? `[data-cluster="${CSS.escape(cluster)}"] ` : "";
    focusOn(document.querySelector(column + selector));
  }

  /** @param {Cluster} [cluster] */
  function begin(cluster) {
    // A second tap on "new" goes on with the title that is already there.
    if (!form.written || form.written.id !== cluster?.id) {
      if (cluster || !form.written?.fresh) {
        form.begin({ id: cluster?.id, text: cluster?.title });
      }
    }
    focus(`[data-form="${form.written?.id}"] [data-field]`);
  }

  /**
   * A cluster that was made by a drag has a title that wants to be changed; what is being typed has the right of way.
   * @param {string} id
   */
  function offer(id) {
    const cluster = form.written ? undefined : orders.view().clusters.get(id);
    if (cluster) {
      form.begin({ id, text: cluster.title });
    }
    document
      .querySelector(`[data-cluster="${CSS.escape(id)}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const actions = formActions(form, {
    order({ id, text, fresh, was }) {
      const name = fresh ? "cluster.add" : "cluster.rename";
      const payload = fresh ? { id, station, title: text } : { id, title: text, was };
      return orders.ask(name, payload, shown(name, payload));
    },
    refocus: () => focus(`[data-form="${form.written?.id}"] [data-field]`),
    saved({ id, text: title, fresh }) {
      draw();
      say(fresh ? t("board.said_added", { title }) : t("board.said_renamed", { title }));
      if (fresh && selected.size) {
        drop(id);
      } else {
        focus(fresh ? "[data-list-head]" : '[data-do="rename"]', id);
      }
    },
    left: (written) =>
      focus(written?.fresh ? "[data-add-cluster]" : '[data-do="rename"]', written?.fresh ? undefined : written?.id),
  });

  /** @param {Cluster} cluster */
  async function remove({ id, title }) {
    if (!(await confirm(dialog, { text: title, language: "" }))) {
      return;
    }
    void orders.give("cluster.remove", { id });
    form.end();
    focus('[data-list-head="columns"]');
    say(t("board.said_removed", { title }));
  }

  return {
    begin,
    offer,
    remove,
    actions,
    /** The title being typed. @param {Map<string, Cluster>} clusters */
    written(clusters) {
      form.release((id) => clusters.has(id), t("board.cluster_gone"));
      return form.written;
    },
  };
}
