import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { formatPace } from "../lib/model/desk-figures.js";
import { icon, sign } from "./marks.js";
import { trend } from "./trend.js";

/**
 * @typedef {object} TileModel
 * @property {{slug: string, position: number, short_title: string, board: string}} station
 * @property {import("../lib/model/desk-figures.js").StationFigures} figures
 * @property {boolean} approveFirst
 * @property {boolean} online
 * @property {string} sign when a tablet was last heard, in words
 * @property {boolean} alarm
 * @property {string} refusal why the switch did not move
 */

/**
 * One station as the desk sees it.
 * @param {TileModel} model
 * @param {(on: boolean) => void} onApproveFirst
 */
export function tile(model, onApproveFirst) {
  const { station, figures, alarm } = model;
  return html`<article
    class="tile"
    data-station=${station.position}
    data-tile=${station.slug}
    ?data-alarm=${alarm}
    aria-label=${t("desk.station", { n: station.position, title: station.short_title })}
  >
    <header>${sign(station.position)}<h3>${soft(station.short_title)}</h3></header>
    ${facts(figures)} ${trend(figures.history)} ${counts(figures)} ${tech(model)}
    ${
      alarm
        ? html`<p class="tile-alarm" role="alert" data-alarm-text>
            ${icon("alert")}<span>${t("desk.alarm", { n: station.position })}</span>
          </p>`
        : nothing
    }
    ${approve(model, onApproveFirst)}
    <footer>
      <a
        class="button"
        href=${station.board}
        target="_blank"
        rel="noopener"
        aria-label="${t("desk.board")}: ${station.short_title}"
      >${t("desk.board")}</a>
    </footer>
  </article>`;
}

/** @param {import("../lib/model/desk-figures.js").StationFigures} figures */
function facts({ people, per_minute: perMinute, waiting }) {
  return html`<dl class="tile-facts">
    <div><dt>${t("desk.people")}</dt><dd class="num" data-figure="people">${people}</dd></div>
    <div><dt>${t("desk.pace")}</dt><dd class="num" data-figure="per_minute">${formatPace(perMinute)}</dd></div>
    <div>
      <dt>${t("desk.waiting")}</dt><dd class="num ${waiting ? "tile-wait" : ""}" data-figure="waiting">${waiting}</dd>
    </div>
  </dl>`;
}

/** @param {import("../lib/model/desk-figures.js").StationFigures} figures */
function counts({ contributions, votes, statements }) {
  return html`<dl class="tile-counts">
    <div><dt>${t("desk.contributions")}</dt><dd class="num" data-figure="contributions">${contributions}</dd></div>
    <div><dt>${t("desk.votes")}</dt><dd class="num" data-figure="votes">${votes}</dd></div>
    <div><dt>${t("desk.statements")}</dt><dd class="num" data-figure="statements">${statements}</dd></div>
  </dl>`;
}

/** @param {TileModel} model */
function tech({ online, sign: heard }) {
  return html`<dl class="tile-tech">
    <div>
      <dt>${icon("tablet")}${t("desk.tablet")}</dt>
      <dd data-tablet=${online ? "online" : "offline"}>${
        online
          ? html`<span class="chip chip-good">${icon("check")}${t("desk.online")}</span>`
          : html`<span class="chip chip-bad">${icon("offline")}${t("desk.offline")}</span>`
      }</dd>
    </div>
    <div><dt>${t("desk.sign")}</dt><dd><time data-sign>${heard}</time></dd></div>
  </dl>`;
}

/** @param {TileModel} model @param {(on: boolean) => void} onApproveFirst */
function approve({ approveFirst, refusal }, onApproveFirst) {
  /** @param {Event} change */
  const changed = ({ target }) => onApproveFirst(/** @type {HTMLInputElement} */ (target).checked);
  return html`<label class="switch tile-switch"><span>${t("desk.approve_first")}</span><input
      type="checkbox"
      role="switch"
      data-approve-first
      .checked=${live(approveFirst)}
      @change=${changed}
    ></label>
  ${
    refusal
      ? html`<p class="field-error" role="alert" data-refusal>${icon("alert")}<span>${refusal}</span></p>`
      : nothing
  }`;
}
