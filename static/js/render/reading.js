import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { nameAmong } from "../lib/base/language-name.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { REASONS, reasonText } from "../lib/model/reasons.js";
import { icon, kindMark, kindName } from "./marks.js";
import { LONGEST } from "./undo.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/model/reading.js").State} State
 *
 * @typedef {State & {
 *   minutes: number,
 *   languages: Map<string, string>,
 *   toEnd: boolean,
 *   own: boolean,
 * }} ReadingModel minutes: for which the card has waited; toEnd: its text was seen to its end; own: a reason in the
 *   host's own words is being written
 *
 * @typedef {object} ReadingActions
 * @property {() => void} approve
 * @property {(reason?: string) => void} hide
 * @property {() => void} later
 * @property {() => void} back
 * @property {() => void} close
 * @property {(on: boolean) => void} writeReason
 * @property {() => void} scrolled
 */

const LONG = 180;
const VERY_LONG = 360;

/**
 * One large card, and the three answers to it.
 * @param {ReadingModel} model
 * @param {ReadingActions} actions
 */
export function reading(model, actions) {
  return html`
    ${head(model, actions)}
    ${last(model, actions)}
    <div class="reading-stack" ?data-more=${model.left > 1}>
      ${model.card ? card(model.card, model, actions) : over(actions)}
    </div>
    ${model.card ? answers(model, actions) : nothing}
  `;
}

/** @param {ReadingModel} model @param {ReadingActions} actions */
function head({ left, fresh, counts }, { close }) {
  return html`<header class="reading-head">
    <h2 tabindex="-1" data-left=${left}>${t("reading.left", { n: left })}</h2>
    <p>
      ${t("reading.order")}
      ${fresh ? html`<span data-joined=${fresh}>${t("reading.fresh", { n: fresh })}</span>` : nothing}
    </p>
    <p class="end">
      <span data-count="approved">${t("reading.approved", { n: counts.approved })}</span>
      <span data-count="hidden">${t("reading.hidden", { n: counts.hidden })}</span>
      <span data-count="later">${t("reading.put_off", { n: counts.later })}</span>
    </p>
    <button type="button" class="button" data-do="close-reading" @click=${close}>
      ${icon("back", "icon-turns")}${t("reading.close")}${key("Esc")}
    </button>
  </header>`;
}

/** The last answer and its way back: away from the thumbs, always of the same height. */
/** @param {ReadingModel} model @param {ReadingActions} actions */
function last({ last: done }, { back }) {
  const said = done && {
    approved: "reading.last_approved",
    hidden: "reading.last_hidden",
    later: "reading.last_later",
  };
  return html`<div class="reading-last" data-last-answer>
    ${
      done && said
        ? html`${icon(done.answer === "approved" ? "check" : done.answer === "hidden" ? "hidden" : "wait")}
            <p><b>${t(said[done.answer])}</b> „<span dir="auto">${soft(excerpt(done.card.text, 120))}</span>“</p>
            <button type="button" class="button" data-do="back" @click=${back}>
              ${icon("reply", "icon-turns")}${t("undo.undo")}${key("Z")}
            </button>`
        : html`<p>${t("reading.hint")}</p>`
    }
  </div>`;
}

/** @param {Contribution} one @param {ReadingModel} model @param {ReadingActions} actions */
function card(one, { is, minutes, languages, next }, { scrolled }) {
  const { id, kind, table, round, author, text, language, masked } = one;
  const length = text.length > VERY_LONG ? "longest" : text.length > LONG ? "long" : "";
  const foreign = !language.startsWith("de");
  return html`<article
    class="card reading-card"
    tabindex="-1"
    aria-labelledby="reading-head"
    data-reading-card=${id}
    data-is=${is}
  >
    <header class="card-head" id="reading-head">
      ${kindMark(kind)}
      ${foreign ? html`<span class="chip" data-language>${nameAmong(languages, language)}</span>` : nothing}
      ${author ? html`<span class="card-who" dir="auto">${author}</span>` : nothing}
      ${table ? html`<span>${t("card.table", { n: table })}</span>` : nothing}
      ${round ? html`<span>${t("card.round", { n: round })}</span>` : nothing}
      <span class="end">${t("reading.waits", { n: minutes })}</span>
    </header>
    <div class="reading-body" data-reading-body @scroll=${scrolled}>
      ${
        is === "gone"
          ? html`<p class="reading-note" data-reading-note>${t("reading.gone")}</p>`
          : html`<p
              class="reading-text voice"
              dir="auto"
              lang=${language}
              data-length=${length}
              data-text
            >${soft(text)}</p>`
      }
    </div>
    <footer class="reading-foot">
      <span class="chip chip-wait">${icon("hidden")}${t("reading.not_public")}</span>
      ${masked === null ? nothing : html`<span class="chip chip-wait">${icon("alert")}${t("board.contact")}</span>`}
      ${is === "newer" ? html`<b data-reading-note>${icon("alert")}${t("reading.newer")}</b>` : nothing}
      ${is === "coming" ? html`<b data-reading-note>${icon("wait")}${t("reading.coming")}</b>` : nothing}
      ${next ? html`<span class="end" data-next>${t("reading.next", { what: what(next, languages) })}</span>` : nothing}
    </footer>
  </article>`;
}

/**
 * Never its words: nobody reads ahead of the finger.
 * @param {Contribution} next @param {Map<string, string>} languages
 */
function what({ kind, language, table }, languages) {
  const parts = [
    kindName(kind),
    language.startsWith("de") ? "" : nameAmong(languages, language),
    table ? t("card.table", { n: table }) : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {ReadingActions} actions */
function over({ close }) {
  return html`<div class="empty reading-over" data-reading-over>
    ${icon("check")}<b>${t("reading.over")}</b><p>${t("reading.over_hint")}</p>
    <button type="button" class="button button-station" @click=${close}>${t("reading.close")}</button>
  </div>`;
}

/** Nothing but the approval lies where the thumb approves: the reasons stand over the other two.
 * @param {ReadingModel} model @param {ReadingActions} actions */
function answers({ is, toEnd, own }, { approve, hide, later, writeReason }) {
  const goesOn = is === "gone" || is === "coming";
  const off = goesOn ? "true" : nothing;
  const free = is === "newer" ? t("reading.show_newer") : goesOn ? t("reading.go_on") : t("board.approve");
  return html`<div class="answers" role="group" aria-label=${t("reading.answers")}>
    ${own ? ownReason(hide, writeReason) : reasons(off, hide, writeReason)}
    <button
      type="button"
      class="button button-bad answer-hide"
      data-do="hide"
      aria-disabled=${off}
      @click=${() => hide()}
    >
      ${icon("hidden")}${t("board.hide")}${key("A")}
    </button>
    <button type="button" class="button answer-later" data-do="later" @click=${later}>
      ${icon("wait")}${t("reading.later")}${key("S")}
    </button>
    <button
      type="button"
      class="button button-station answer-free"
      data-do="approve"
      aria-disabled=${toEnd ? nothing : "true"}
      @click=${approve}
    >
      ${toEnd ? icon("check") : icon("down-arrow")}${toEnd ? free : t("reading.to_end")}${key("F")}
    </button>
  </div>`;
}

/** @param {unknown} off @param {ReadingActions["hide"]} hide @param {ReadingActions["writeReason"]} writeReason */
function reasons(off, hide, writeReason) {
  return html`<div class="reading-reasons" role="group" aria-label=${t("reading.because")}>
    ${REASONS.map(
      (reason) =>
        html`<button
          type="button"
          class="pick pick-bad"
          data-reason=${reason}
          aria-disabled=${off}
          @click=${() => hide(reason)}
        >
          ${icon("hidden")}${reasonText(reason)}
        </button>`,
    )}
    <button
      type="button"
      class="pick pick-bad"
      data-do="own-reason"
      aria-disabled=${off}
      @click=${() => writeReason(true)}
    >
      ${icon("edit")}${t("reason.other")}
    </button>
  </div>`;
}

/** @param {ReadingActions["hide"]} hide @param {ReadingActions["writeReason"]} writeReason */
function ownReason(hide, writeReason) {
  /** @param {SubmitEvent} submit */
  const written = (submit) => {
    submit.preventDefault();
    const text = String(new FormData(/** @type {HTMLFormElement} */ (submit.target)).get("own") ?? "").trim();
    if (text) {
      hide(text);
    }
  };
  return html`<form class="reading-own" data-own-reason @submit=${written}>
    <input class="field" name="own" maxlength=${LONGEST} dir="auto" autocomplete="off" aria-label=${t("reason.own")}>
    <button class="button button-bad" data-do="because">${t("board.hide")}</button>
    <button type="button" class="button" @click=${() => writeReason(false)}>${t("host.cancel")}</button>
  </form>`;
}

/** @param {string} name */
const key = (name) => html`<kbd class="key" aria-hidden="true">${name}</kbd>`;
