import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { themeName } from "../lib/model/theme-name.js";
import { boardCard, isTypedIn } from "./board-card.js";
import { button, moreButton } from "./buttons.js";
import { contactNote } from "./contact-note.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { suggestions } from "./suggestions.js";
import { themeTitle } from "./theme-title.js";

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
 *   slots: import("../lib/model/held.js").Slot[],
 *   filtered: boolean,
 * }} BoardModel slots: what waits, held still;
 *   written: the title that is being typed; drawn: how many cards of a list are drawn
 *
 * @typedef {CardActions & {
 *   drop: (cluster: string|null) => void,
 *   drawMore: (list: string) => void,
 *   beginTitle: (cluster?: Cluster) => void,
 *   removeCluster: (cluster: Cluster) => void,
 *   title: import("./kept-form.js").FormActions,
 *   state: (behind: import("../lib/net/wire.js").Behind) => void,
 *   suggested: import("./suggestions.js").SuggestionsActions,
 * }} BoardActions
 */

/**
 * What waits, then what is in no cluster yet, before it what could be done about it, and at its end what is hidden. The
 * suggestions come and go by themselves, so they stand where they move nothing that waits.
 * @param {BoardModel} model
 * @param {BoardActions} actions
 */
export function inbox(model, actions) {
  const { board, selected } = model;
  const leaving = board.columns.some(({ cards }) => cards.some(({ id }) => selected.has(id)));
  return html`
    ${leaving ? dropTarget(null, t("board.inbox"), actions) : nothing}
    ${repeat(
      model.slots,
      ({ card }) => card.id,
      ({ card, gone }) => (gone ? leftPlace(card.id) : boardCard(card, model, actions)),
    )}
    ${suggestions(model.suggested, actions.suggested)}
    ${cards("inbox", board.inbox, model, actions)}
    ${
      board.inbox.length || model.slots.length
        ? nothing
        : model.filtered
          ? html`<p class="hint" data-nothing-found>${t("finder.nothing")}</p>`
          : html`<div class="empty" data-empty>
            ${icon("talk")}<b>${t(isBare(board) ? "board.nothing_yet" : "board.inbox_empty")}</b>
            <p>${t("board.inbox_empty_hint")}</p>
          </div>`
    }
    ${board.hidden.length ? hiddenCards(model, actions) : nothing}
  `;
}

/** Whether nothing was ever written here that is still to be seen. @param {BoardModel["board"]} board */
const isBare = ({ columns, hidden }) => !hidden.length && columns.every(({ cards }) => !cards.length);

/**
 * The first cards of a list; the others follow as somebody scrolls to them, so that a thousand cost no more than these.
 * @param {string} list
 * @param {import("../lib/net/wire.js").Contribution[]} all
 * @param {BoardModel} model
 * @param {BoardActions} actions
 * @param {{inCluster?: boolean}} [options]
 */
function cards(list, all, model, actions, options) {
  const some = all.filter((item, index) => index < model.drawn(list) || isTypedIn(item, model));
  const rest = all.length - some.length;
  return html`${repeat(
    some,
    ({ id }) => id,
    (item) => boardCard(item, model, actions, options),
  )}
  ${moreButton({ deed: "draw-more", rest, press: () => actions.drawMore(list) })}`;
}

/** Where something stood that somebody else took away: as high as that was, until the host's own next deed.
 * @param {string} id */
const leftPlace = (id) => html`<p class="card-left" data-left-place=${id}>${icon("check")}${t("board.left")}</p>`;

/**
 * How what waits is read: one after the other, or those that were read here already.
 * @param {{waiting: number, read: number}} counts
 * @param {{open: () => void, approveRead: () => void}} actions
 */
export function waitingBar({ waiting, read }, { open, approveRead }) {
  return html`
    ${button({
      deed: "read",
      words: html`${t("reading.open")}${icon("forward", "icon-turns")}`,
      look: "button-station inbox-read",
      off: !waiting,
      press: open,
    })}
    ${button({
      deed: "approve-read",
      sign: icon("check"),
      words: t("board.approve_read", { n: read }),
      off: !read,
      press: approveRead,
    })}
  `;
}

/**
 * What came since gathers here, and comes in when it is asked for.
 * @param {number} fresh
 * @param {() => void} letIn
 */
export function freshPill(fresh, letIn) {
  return fresh
    ? html`<button type="button" class="button fresh-pill" data-do="let-in" data-fresh=${fresh} @click=${letIn}>
        ${icon("down-arrow")}${t("board.fresh", { n: fresh })}
      </button>`
    : nothing;
}

/** @param {BoardModel} model @param {BoardActions} actions */
function hiddenCards(model, actions) {
  const isTyped = model.board.hidden.some((item) => isTypedIn(item, model));
  return html`<details class="board-hidden" data-hidden ?open=${isTyped}>
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
 * @param {() => void} open leads to it
 */
export function inboxCount({ inbox, waiting }, open) {
  return html`<span class="num" data-count>${inbox.length}</span>${
    waiting.length
      ? html`<button
          type="button"
          class="button chip-wait end waiting-count"
          data-waiting=${waiting.length}
          @click=${open}
        >${t("board.waiting", { n: waiting.length })}</button>`
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
      board.columns.length || adding || model.filtered
        ? nothing
        : html`<div class="empty" data-empty>
            ${icon("folder")}<b>${t("board.no_clusters")}</b><p>${t("board.no_clusters_hint")}</p>
          </div>`
    }
  `;
}

/** @param {Column} one @param {BoardModel} model @param {BoardActions} actions */
function column({ cluster, cards: inside, shown = inside, votes, size }, model, actions) {
  const { selected, written } = model;
  const renaming = written && !written.fresh && written.id === cluster.id;
  const droppable = selected.size > 0 && [...selected].some((id) => !inside.some((item) => item.id === id));
  return html`<section
    class=${cluster.title ? "cluster" : "cluster cluster-new"}
    data-cluster=${cluster.id}
    ?data-unnamed=${!cluster.title}
    aria-labelledby="cluster-${cluster.id}"
  >
    <header class="cluster-head">
      <h3 tabindex="-1" data-list-head>
        <button
          type="button"
          class="cluster-title"
          data-do="rename"
          aria-label=${cluster.title ? t("board.change_cluster", { title: cluster.title }) : t("board.name_cluster")}
          @click=${() => actions.beginTitle(cluster)}
        >
          <span id="cluster-${cluster.id}" dir="auto" data-title>${themeTitle(cluster)}</span>${icon("edit")}
        </button>
      </h3>
      <p>
        <span class="count num" data-sum=${votes}><span class="sr">${t("card.votes")}</span>${votes}</span><span
          class="num"
          data-cards=${size}
        >${t("board.cards", { n: size })}</span>
      </p>
    </header>
    <div class="board-scroll" data-list=${cluster.id} data-scroll>
      ${cluster.title ? nothing : html`<p class="hint">${icon("hidden")}${t("board.unnamed_hint")}</p>`}
      ${renaming ? titleForm(cluster, model, actions) : contactNote("cluster", cluster)}
      ${droppable ? dropTarget(cluster.id, themeName(cluster), actions) : nothing}
      ${cards(cluster.id, shown, model, actions, { inCluster: true })}
      ${inside.length || droppable || renaming ? nothing : html`<p class="hint">${t("board.cluster_empty")}</p>`}
    </div>
    ${button({
      deed: "state-theme",
      sign: icon("talk"),
      words: t("statements.from"),
      label: t("statements.from_theme", { title: themeName(cluster) }),
      look: "button-quiet cluster-foot",
      press: () => actions.state({ clusters: [cluster.id], contributions: [] }),
    })}
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
