import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";

/** @typedef {import("../lib/model/desk-figures.js").NewcomersFigures} NewcomersFigures */

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
  return html`<span class="hint">${t("newcomers.word")}</span>
    <b class="day-word" translate="no" dir="ltr" data-day-word>${word}</b>
    <button
      type="button"
      class="button"
      data-do="renew-word"
      aria-busy=${busy ? "true" : nothing}
      @click=${() => !busy && renew()}
    >${t("newcomers.renew")}</button>`;
}
