import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { boardCard } from "./board-card.js";
import { moreButton } from "./buttons.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { suggestions } from "./suggestions.js";

/**
 * @typedef {import("../lib/model/board.js").Board} Board
 * @typedef {import("../lib/model/board.js").Column} Column
 * @typedef {import("../lib/net/wire.js").Cluster} Cluster
 * @typedef {import("./board-card.js").CardActions} CardActions
 *
 * @typedef {import("./board-card.js").CardModel & {
 *   board: Board,
 *   suggested: import("./suggestions.js").SuggestionsModel,
 *   written: import("../lib/drafts/kept-form.js").Written|null,
 *   drawn: (list: string) => number,
 * }} BoardModel written: the title that is being typed; drawn: how many cards of a list are drawn
 *
 * @typedef {CardActions & {
 *   drop: (cluster: string|null) => void,
 *   drawMore: (list: string) => void,
 *   beginTitle: (cluster?: Cluster) => void,
 *   removeCluster: (cluster: Cluster) => void,
 *   title: import("./kept-form.js").FormActions,
 *   suggested: import("./suggestions.js").SuggestionsActions,
 * }} BoardActions
 */

/**
 * What is in no cluster yet, before it what could be done about it, and at its end what is hidden.
 * @param {BoardModel} model
 * @param {BoardActions} actions
 */
export function inbox(model, actions) {
  const { board, selected } = model;
  const leaving = board.columns.some(({ cards }) => cards.some(({ id }) => selected.has(id)));
  return html`
    ${suggestions(model.suggested, actions.suggested)}
    ${leaving ? dropTarget(null, t("board.inbox"), actions) : nothing}
    ${cards("inbox", board.inbox, model, actions)}
    ${
      board.inbox.length
        ? nothing
        : html`<div class="empty" data-empty>
            ${icon("talk")}<b>${t("board.inbox_empty")}</b><p>${t("board.inbox_empty_hint")}</p>
          </div>`
    }
    ${board.hidden.length ? hiddenCards(model, actions) : nothing}
  `;
}

/**
 * The first cards of a list; the others follow as somebody scrolls to them, so that a thousand cost no more than these.
 * @param {string} list
 * @param {import("../lib/net/wire.js").Contribution[]} all
 * @param {BoardModel} model
 * @param {BoardActions} actions
 * @param {{inCluster?: boolean}} [options]
 */
function cards(list, all, model, actions, options) {
  const rest = all.length - model.drawn(list);
  return html`${repeat(
    rest > 0 ? all.slice(0, -rest) : all,
    ({ id }) => id,
    (item) => boardCard(item, model, actions, options),
  )}
  ${moreButton({ deed: "draw-more", rest, press: () => actions.drawMore(list) })}`;
}

/** @param {BoardModel} model @param {BoardActions} actions */
function hiddenCards(model, actions) {
  return html`<details class="board-hidden" data-hidden>
    <summary>${icon("hidden")}${t("board.hidden")} <span class="num">${model.board.hidden.length}</span></summary>
    <div class="board-list" data-list="hidden">${repeat(
      model.board.hidden,
      ({ id }) => id,
      (item) => boardCard(item, model, actions),
    )}</div>
  </details>`;
}

/**
 * How much is in the inbox, and how much of it waits for the host.
 * @param {Board} board
 */
export function inboxCount({ inbox, waiting }) {
  return html`<span class="num" data-count>${inbox.length}</span>${
    waiting
      ? html`<span
          class="chip chip-wait end"
          data-waiting=${waiting}
        >${icon("wait")}${t("board.waiting", { n: waiting })}</span>`
      : nothing
  }`;
}

/**
 * The clusters side by side, and at their end the one that is being named.
 * @param {BoardModel} model
 * @param {BoardActions} actions
 */
export function columns(model, actions) {
  const { board, written } = model;
  const adding = written?.fresh ?? false;
  return html`
    ${repeat(
      board.columns,
      ({ cluster }) => cluster.id,
      (one) => column(one, model, actions),
    )}
    ${adding ? newColumn(model, actions) : nothing}
    ${
      board.columns.length || adding
        ? nothing
        : html`<div class="empty" data-empty>
            ${icon("folder")}<b>${t("board.no_clusters")}</b><p>${t("board.no_clusters_hint")}</p>
          </div>`
    }
  `;
}

/** @param {Column} one @param {BoardModel} model @param {BoardActions} actions */
function column({ cluster, cards: inside, votes }, model, actions) {
  const { selected, written } = model;
  const renaming = written && !written.fresh && written.id === cluster.id;
  const droppable = selected.size > 0 && [...selected].some((id) => !inside.some((item) => item.id === id));
  return html`<section class="cluster" data-cluster=${cluster.id} aria-labelledby="cluster-${cluster.id}">
    <header class="cluster-head">
      <h3 tabindex="-1" data-list-head>
        <button
          type="button"
          class="cluster-title"
          data-do="rename"
          aria-label=${t("board.change_cluster", { title: cluster.title })}
          @click=${() => actions.beginTitle(cluster)}
        >
          <span id="cluster-${cluster.id}" dir="auto" data-title>${cluster.title}</span>${icon("edit")}
        </button>
      </h3>
      <p>
        <span class="count num" data-sum=${votes}><span class="sr">${t("card.votes")}</span>${votes}</span><span
          class="num"
          data-cards=${inside.length}
        >${t("board.cards", { n: inside.length })}</span>
      </p>
    </header>
    <div class="board-scroll" data-list=${cluster.id} data-scroll>
      ${renaming ? titleForm(cluster, model, actions) : nothing}
      ${droppable ? dropTarget(cluster.id, cluster.title, actions) : nothing}
      ${cards(cluster.id, inside, model, actions, { inCluster: true })}
      ${inside.length || droppable || renaming ? nothing : html`<p class="hint">${t("board.cluster_empty")}</p>`}
    </div>
  </section>`;
}

/** @param {Cluster} cluster @param {BoardModel} model @param {BoardActions} actions */
function titleForm(cluster, { written }, actions) {
  return keptForm(written, actions.title, {
    label: t("board.title"),
    save: t("host.save"),
    line: true,
    remove: { label: t("board.remove_cluster"), press: () => actions.removeCluster(cluster) },
  });
}

/** @param {BoardModel} model @param {BoardActions} actions */
function newColumn({ selected, written }, actions) {
  const save = selected.size ? t("board.add_cluster_with", { n: selected.size }) : t("board.add_cluster");
  return html`<section class="cluster cluster-new" data-new-cluster aria-label=${t("board.new_cluster")}>
    <header class="cluster-head"><h3>${t("board.new_cluster")}</h3></header>
    <div class="board-scroll">${keptForm(written, actions.title, { label: t("board.title"), save, line: true })}</div>
  </section>`;
}

/** @param {string|null} cluster @param {string} title @param {BoardActions} actions */
function dropTarget(cluster, title, actions) {
  return html`<button
    type="button"
    class="drop"
    data-do="drop"
    aria-label=${t("board.drop_in", { title })}
    @click=${() => actions.drop(cluster)}
  >
    ${t("board.drop")}
  </button>`;
}
