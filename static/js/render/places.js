import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";
import { themeTitle } from "./theme-title.js";

/** @typedef {import("../lib/model/board.js").Column} Column */

/**
 * All themes at once, in the board's order, as places for what a hand carries; they stand still until it is let go.
 * @param {Column[]} columns
 */
export function places(columns) {
  return html`<p class="board-head" aria-hidden="true">
      <b>${t("places.where")}</b><span class="num">${t("places.themes", { n: columns.length })}</span>
    </p>
    <div class="places-list" data-places-list>
      ${columns.map((column) => html`<div class="place" data-place=${column.cluster.id}>${about(column)}</div>`)}
      <div class="place place-new" data-place-new>${icon("plus")}<p>
          <b>${t("board.new_cluster")}</b><span class="hint">${t("places.new_hint")}</span>
        </p></div>
      <div class="place place-back" data-place-back>${icon("reply", "icon-turns")}<b>${t("places.back")}</b></div>
    </div>`;
}

/** @param {Column} column */
function about({ cluster, cards, votes }) {
  return html`<b dir="auto">${themeTitle(cluster)}</b><span class="place-facts"><span
      class="count num"
    ><span class="sr">${t("card.votes")}</span>${votes}</span><span class="num"
    >${t("board.cards", { n: cards.length })}</span></span>`;
}

/**
 * The same places for whoever does not drag: where the selected cards may go.
 * @param {Column[]} columns
 * @param {{drop: (cluster: string) => void, add: () => void, close: () => void}} actions
 */
export function chooser(columns, { drop, add, close }) {
  return html`
    <h2 id="chooser-title">${t("places.where")}</h2>
    <ul class="places-list">
      ${repeat(
        columns,
        ({ cluster }) => cluster.id,
        (column) =>
          html`<li>
            <button
              type="button"
              class="place"
              data-choose=${column.cluster.id}
              @click=${() => drop(column.cluster.id)}
            >
              ${about(column)}
            </button>
          </li>`,
      )}
      <li>
        <button type="button" class="place place-new" data-do="new" @click=${add}>
          ${icon("plus")}<b>${t("board.new_cluster")}</b>
        </button>
      </li>
    </ul>
    <div class="dialog-foot">
      ${button({ deed: "close", words: t("host.cancel"), look: "button-quiet", press: close })}
    </div>
  `;
}
