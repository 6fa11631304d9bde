import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { hyphenated } from "../lib/base/hyphenated.js";
import { locale, t } from "../lib/base/page-data.js";
import { formatPace } from "../lib/model/desk-figures.js";
import { icon, sign } from "./marks.js";
import { trend } from "./trend.js";

/**
 * @typedef {object} TileModel
 * @property {{slug: string, position: number, sign: number, short_title: string, board: string}} station
 * @property {string} language of the station's title
 * @property {import("../lib/model/desk-figures.js").StationFigures} figures
 * @property {boolean} closed whether guests write nothing more there
 * @property {boolean} approveFirst
 * @property {boolean} online
 * @property {string} sign when a tablet was last heard, in words
 * @property {boolean} alarm
 * @property {string} refusal why the switch did not move
 * @property {boolean|null} unfolded whether what a round does not need at every moment is shown, too; null: there is
 *   room, so it always is
 * @property {boolean} isNarrow whether so many stand beside each other that what all say is said shortly
 *
 * @typedef {object} TileActions
 * @property {(on: boolean) => void} approveFirst
 * @property {() => void} unfold shows the rest, or puts it away
 */

/**
 * One station as the desk sees it. Its numbers lead to the host's board, what waits to the reading of it.
 * @param {TileModel} model
 * @param {TileActions} actions
 */
export function tile(model, actions) {
  const { station, alarm, refusal, unfolded } = model;
  return html`<article
    class="tile"
    data-station=${station.sign}
    data-tile=${station.slug}
    ?data-unfolded=${unfolded}
    ?data-alarm=${alarm}
    aria-label=${t("desk.station", { n: station.position, title: station.short_title })}
  >
    <header>
      ${sign(station)}
      <h3 lang=${model.language} dir="auto">${hyphenated(station.short_title, model.language)}</h3>
      ${
        model.closed
          ? html`<span class="chip chip-wait tile-closed" title=${t("banner.closed")} data-closed>${icon("lock")}<span
              class="sr"
            >${t("banner.closed")}</span></span>`
          : nothing
      }
      ${unfolded === null ? nothing : moreKey(model, actions)}
      <a
        class="button button-square"
        href=${station.board}
        target="_blank"
        rel="noopener"
        title=${t("desk.board")}
        aria-label="${t("desk.board")}: ${station.short_title}"
      >${icon("tablet")}</a>
    </header>
    ${facts(model)}
    ${
      alarm
        ? html`<div class="tile-alarm">
            <p role="alert" data-alarm-text>
              ${icon("alert")}${
                model.isNarrow
                  ? html`<span><span class="sr">${station.short_title}: </span>${t("desk.alarm_here")}</span>`
                  : html`<span>${t("desk.alarm", { n: station.position })}</span>`
              }
            </p>
            ${lastSign(model)}
          </div>`
        : nothing
    }
    ${trend(model.figures.history)}
    ${unfolded === false ? nothing : rest(model, actions)}
    ${
      refusal
        ? html`<p class="field-error" role="alert" data-refusal>${icon("alert")}<span>${refusal}</span></p>`
        : nothing
    }
  </article>`;
}

/** @param {TileModel} model @param {TileActions} actions */
function moreKey({ station, unfolded }, { unfold }) {
  return html`<button
    type="button"
    class="button button-square button-quiet"
    data-do="unfold"
    aria-expanded=${String(unfolded)}
    aria-controls="rest-${station.slug}"
    title=${t("desk.more")}
    aria-label="${t("desk.more")}: ${station.short_title}"
    @click=${unfold}
  >${icon(unfolded ? "up" : "down")}</button>`;
}

/**
 * Where a tablet's silence is an alarm, the sentence beneath says so.
 * @param {TileModel} model
 */
function facts(model) {
  const { station, figures, online, alarm } = model;
  const { position: n, board } = station;
  const { people, contributions, per_minute: perMinute, waiting } = figures;
  return html`<dl class="tile-facts">
    <div><dt>${small("desk.people")}</dt><dd class="num" data-figure="people">${people}</dd></div>
    <div class="tile-way">
      <dt>${small("desk.contributions")}</dt>
      <dd class="num">${way(board, "contributions", contributions, t("desk.look", { n }))}
        <span class="tile-pace" dir="ltr"
          ><span data-figure="per_minute">${formatPace(perMinute)}</span>${t("desk.a_minute")}</span
        >
      </dd>
    </div>
    <div class="tile-way">
      <dt>${small("desk.wait")}</dt>
      <dd class="num ${waiting ? "tile-wait" : ""}">${
        waiting
          ? way(`${board}#waiting`, "waiting", waiting, t("desk.read", { n }))
          : way(board, "waiting", waiting, t("desk.look", { n }))
      }</dd>
    </div>
    <div class="tile-tablet ${alarm ? "sr" : ""}" ?data-gone=${!online}>
      <dt><span class="sr">${t("desk.tablet")}</span></dt>
      <dd data-tablet=${online ? "online" : "offline"}>${icon(online ? "tablet" : "offline")}<span>${
        online ? t("desk.online") : t("desk.offline")
      }</span></dd>
      ${alarm ? nothing : html`<dd>${lastSign(model)}</dd>`}
    </div>
  </dl>`;
}

/** @param {TileModel} model */
const lastSign = ({ sign: heard }) =>
  html`<span class="tile-sign"><span class="sr">${t("desk.sign")} </span><time data-sign>${heard}</time></span>`;

/** @param {string} href @param {string} name @param {number} n @param {string} where for those who hear it */
const way = (href, name, n, where) =>
  html`<a href=${href} target="_blank" rel="noopener" title=${where}
    ><span data-figure=${name}>${n}</span><span class="sr"> ${where}</span></a
  >`;

/** A label in a narrow place. @param {string} key */
const small = (key) => hyphenated(t(key), locale);

/** What a round does not need at every moment. @param {TileModel} model @param {TileActions} actions */
function rest(model, actions) {
  const { votes, statements } = model.figures;
  return html`<div class="tile-rest" id="rest-${model.station.slug}">
    <dl class="tile-counts">
      <div><dt>${small("desk.votes")}</dt><dd class="num" data-figure="votes">${votes}</dd></div>
      <div><dt>${small("desk.statements")}</dt><dd class="num" data-figure="statements">${statements}</dd></div>
    </dl>
    ${approve(model, actions)}
  </div>`;
}

/** @param {TileModel} model @param {TileActions} actions */
function approve({ approveFirst }, actions) {
  /** @param {Event} change */
  const changed = ({ target }) => actions.approveFirst(/** @type {HTMLInputElement} */ (target).checked);
  return html`<label class="switch tile-switch"><span>${t("desk.approve_first")}</span><input
      type="checkbox"
      role="switch"
      data-approve-first
      .checked=${live(approveFirst)}
      @change=${changed}
    ></label>`;
}
