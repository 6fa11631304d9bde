import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { themeName } from "../../lib/model/theme-name.js";
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
 * @property {(cluster: string, after?: string) => void} drop after: the order without which it means nothing
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
    if (cluster ? form.written?.id !== cluster.id : !form.written?.fresh) {
      form.begin({ id: cluster?.id, text: cluster?.title });
    }
    focusField();
  }

  /**
   * A cluster that was made by a drag wants a name: what is proposed is selected, so that typing takes its place. What
   * is being typed already has the right of way.
   * @param {string} id @param {string} title @param {string} [card] in whose words
   */
  function askFor(id, title, card) {
    if (form.written || !orders.view().clusters.has(id)) {
      document
        .querySelector(`[data-cluster="${CSS.escape(id)}"]`)
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
    form.begin({ id, text: title, was: "", ...(card && { from: { id: card, text: title } }) });
    focusField();
    const field = document.activeElement;
    if (field instanceof HTMLTextAreaElement) {
      field.select();
    }
  }

  const focusField = () => focus(`[data-form="${form.written?.id}"] [data-field]`);

  /** A theme that came back wants the cards again that were to go into it. */
  function onBack() {
    const { contributions } = orders.view();
    form.written?.cards?.filter((id) => contributions.has(id)).forEach((id) => selected.add(id));
    draw();
  }

  /** The order that made the theme. */
  let added = "";
  const actions = formActions(form, {
    order({ id, text, fresh, was, from }, { form: key, written }) {
      if (!fresh) {
        const said = from?.text === text ? { contribution: from.id } : {};
        void orders.give("cluster.rename", { id, title: text, was, ...said }, { back: { form: key, written } });
        return;
      }
      const back = { form: key, written: { ...written, cards: [...selected] } };
      const { order } = orders.give("cluster.add", { id, station, title: text }, { back });
      added = order;
    },
    refocus: focusField,
    saved({ id, text: title, fresh }) {
      draw();
      say(fresh ? t("board.said_added", { title }) : t("board.said_renamed", { title }));
      if (fresh && selected.size) {
        drop(id, added);
      } else {
        focus(fresh ? "[data-list-head]" : '[data-do="rename"]', id);
      }
    },
    left: (written) =>
      focus(written?.fresh ? "[data-add-cluster]" : '[data-do="rename"]', written?.fresh ? undefined : written?.id),
  });

  /** @param {Cluster} cluster */
  async function remove(cluster) {
    const { id } = cluster;
    const title = themeName(cluster);
    if (!(await confirm(dialog, { text: title, language: "" }))) {
      return;
    }
    void orders.give("cluster.remove", { id });
    if (form.written?.id === id) {
      form.end();
    }
    focus('[data-list-head="columns"]');
    say(t("board.said_removed", { title }));
  }

  orders.hold(form, { onBack, focus: focusField });
  return {
    begin,
    askFor,
    remove,
    actions,
    /** The title being typed. @param {Map<string, Cluster>} clusters */
    written(clusters) {
      form.release((id) => clusters.has(id), t("board.cluster_gone"));
      form.unpropose((id) => orders.view().contributions.has(id));
      return form.written;
    },
  };
}
