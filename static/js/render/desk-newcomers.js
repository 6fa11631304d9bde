import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { banner } from "./banner.js";
import { icon } from "./marks.js";

/** @typedef {import("../lib/model/desk-figures.js").NewcomersFigures} NewcomersFigures */

/**
 * That many came in the same moment, and what can be done about their dots.
 * @param {NewcomersFigures} figures
 * @param {(moment: string) => string} timeOf
 * @param {boolean} busy
 * @param {(on: boolean) => void} leaveOut
 */
export function newcomersRush({ rush, left_out: leftOut }, timeOf, busy, leaveOut) {
  if (!rush && !leftOut) {
    return nothing;
  }
  const key = (/** @type {boolean} */ on, /** @type {string} */ words) =>
    html`<button
      type="button"
      class="button"
      data-do=${on ? "leave-out" : "count-again"}
      aria-busy=${busy ? "true" : nothing}
      @click=${() => !busy && leaveOut(on)}
    >${t(words)}</button>`;
  return html`${
    rush
      ? banner("rush", icon("alert"), t("newcomers.rush", { time: timeOf(rush.since) }), {
          more: t("newcomers.rush_people", { n: rush.people }),
          look: "banner-bad",
        })
      : nothing
  }
  <p class="hint">${t(leftOut ? "newcomers.left_out" : "newcomers.would_leave_out")}</p>
  ${leftOut ? key(false, "newcomers.count_again") : key(true, "newcomers.leave_out")}`;
}

/**
 * How many people did something for the first time.
 * @param {NewcomersFigures} figures
 */
export function newcomersCame({ minute, today }) {
  return html`<span>${t("newcomers.minute")} <b class="num" data-newcomers-minute>${minute}</b></span>
    <span>${t("newcomers.today")} <b class="num" data-newcomers-today>${today}</b></span>`;
}

/**
 * The day's word, large enough to be read out, and the way to another one.
 * @param {NewcomersFigures} figures
 * @param {boolean} busy
 * @param {() => void} renew
 */
export function newcomersWord({ word }, busy, renew) {
  if (word === null) {
    return nothing;
  }
  return html`<span class="newcomers-said"><span class="hint">${t("newcomers.word")}</span>
      <b class="day-word" translate="no" dir="ltr" data-day-word>${word}</b></span>
    <button
      type="button"
      class="button"
      data-do="renew-word"
      aria-busy=${busy ? "true" : nothing}
      @click=${() => !busy && renew()}
    >${t("newcomers.renew")}</button>`;
}
