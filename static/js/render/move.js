import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { button } from "./buttons.js";
import { sign } from "./marks.js";
import { ownText } from "./own-text.js";

/**
 * @typedef {import("../lib/model/rotation.js").StationInfo} StationInfo
 *
 * @typedef {object} MoveModel
 * @property {StationInfo} next
 * @property {number|null} table
 * @property {StationInfo[]} stations
 * @property {boolean} choosing
 * @property {number|null} left of the change, in ms; null where the plan has no time for it
 *
 * @typedef {object} MoveActions
 * @property {() => void} choose
 * @property {() => void} arrive
 * @property {() => void} close
 */

/**
 * The way to the next station, big enough to hold up while walking.
 * @param {MoveModel} model
 * @param {MoveActions} actions
 */
export function move(model, actions) {
  return html`<div class="move" data-station=${model.next.sign}>
    <p class="move-clock">
      <span>${t("band.change")}</span>${
        model.left === null
          ? nothing
          : html`<time class="num" translate="no" data-left>${formatRemaining(model.left)}</time>`
      }${button({
        deed: "stay",
        words: t("move.close"),
        look: "move-other",
        press: actions.close,
      })}
    </p>
    ${model.choosing ? choice(model, actions) : goal(model, actions)}
  </div>`;
}

/** @param {MoveModel} model @param {MoveActions} actions */
function goal({ next, table }, actions) {
  return html`
    <h2 class="move-title" id="move-title" tabindex="-1"><span>${t("move.title")}</span></h2>
    ${sign(next, { turned: true })}
    <p class="move-where">
      <b>${t("move.station", { n: next.position })}</b>${
        table ? html`<span class="move-table">${t("card.table", { n: table })}</span>` : nothing
      }
    </p>
    <p class="move-name">${ownText(next.short_title)}</p>
    <div class="move-foot">
      <p>${t("move.hint", { n: next.position })}</p>
      <a
        class="button button-big button-wide move-here"
        data-do="arrive"
        href=${address(next, table)}
        @click=${actions.arrive}
      >${t("move.here")}</a>
      ${button({ deed: "other", words: t("move.other"), look: "button-wide move-other", press: actions.choose })}
    </div>
  `;
}

/** @param {MoveModel} model @param {MoveActions} actions */
function choice({ stations }, actions) {
  return html`
    <h2 class="move-title" id="move-title" tabindex="-1"><span>${t("move.choose")}</span></h2>
    <ul class="move-list">
      ${stations.map(
        (station) => html`<li data-station=${station.sign}>
          <p>${sign(station, { size: "sign-small", turned: true })}<b>${ownText(station.short_title)}</b></p>
          <p class="move-tables">${Array.from(
            { length: station.tables },
            (_, index) => html`<a
              class="button move-here"
              href=${address(station, index + 1)}
              @click=${actions.arrive}
            ><span class="sr">${ownText(station.short_title)}, </span>${t("card.table", { n: index + 1 })}</a>`,
          )}</p>
        </li>`,
      )}
    </ul>
  `;
}

/** @param {StationInfo} station @param {number|null} table */
export function address({ url }, table) {
  return table ? `${url}?table=${table}` : url;
}
