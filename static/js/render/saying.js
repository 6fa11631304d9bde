import { live } from "../../vendor/lit-html/directives/live.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { button } from "./buttons.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { inLanguage } from "./worded.js";

/**
 * @typedef {object} Mine one of this phone's own wordings
 * @property {string} id
 * @property {string} language
 * @property {string} name of the language
 * @property {string} text
 * @property {"visible"|"pending"|"hidden"|"sending"|"offline"} state
 * @property {boolean} old
 * @property {() => void} onEdit
 * @property {() => void} onWithdraw
 *
 * @typedef {object} Saying what somebody can do with a contribution in several languages
 * @property {{language: string, name: string, about: string, press: () => void}[]} say about: the card's text
 * @property {Mine[]} mine
 * @property {string[]} told names of the languages into which guests brought what one wrote oneself
 * @property {unknown} form
 */

/** @type {Record<Mine["state"], () => string>} */
const STATES = {
  visible: () => "",
  pending: () => t("card.pending"),
  hidden: () => t("card.hidden"),
  sending: () => t("card.sending"),
  offline: () => t("card.offline"),
};

/** @param {Saying} saying */
export function saying({ say, mine, told, form }) {
  return html`${
    told.length
      ? html`<p class="card-note" data-told>
          ${icon("german")}<span>${t("worded.told")} <bdi>${told.join(", ")}</bdi></span>
        </p>`
      : nothing
  }${repeat(mine, ({ id }) => id, ownWording)}${say.map(
    ({ language, name, about, press }) => html`<button
      type="button"
      class="button button-wide"
      data-do="say"
      data-in=${language}
      aria-label=${t("card.deed", { deed: t("worded.say", { language: name }), text: excerpt(about) })}
      @click=${press}
    >${icon("german")}<span>${inLanguage("worded.say", name, language)}</span></button>`,
  )}${form}`;
}

/** @param {Mine} one */
function ownWording({ id, language, name, text, state, old, onEdit, onWithdraw }) {
  return html`<details class="beneath" data-own-wording=${id} data-state=${state}>
    <summary>${icon("german")}<span>${inLanguage("worded.mine", name, language)}${
      state === "visible" ? nothing : html` · ${STATES[state]()}`
    }</span></summary>
    <p class="card-text beneath-one" dir="auto" lang=${language}>${soft(text)}</p>
    ${old ? html`<p class="card-note">${icon("info")}<span>${t("worded.old")}</span></p>` : nothing}
    <p class="beneath-foot">
      ${
        state === "visible" || state === "pending"
          ? button({
              deed: "edit-wording",
              sign: icon("edit"),
              words: t("card.edit"),
              look: "button-quiet",
              press: onEdit,
            })
          : nothing
      }${button({
        deed: "withdraw-wording",
        sign: icon("undo"),
        words: t("card.withdraw"),
        look: "button-quiet end",
        press: onWithdraw,
      })}
    </p>
  </details>`;
}

/**
 * The form in which a guest says something in another language; the original stands above it, on its card.
 * @param {import("../lib/drafts/kept-form.js").Written} written
 * @param {import("./kept-form.js").FormActions} actions
 * @param {{name: string, isRtl: boolean}} language isRtl: it is written from right to left
 */
export function sayingForm(written, actions, { name, isRtl }) {
  const hint = html`<p class="hint">${icon("person")}${t("worded.hint")}</p>`;
  return html`<div class="saying" data-saying=${written.language ?? nothing}>${keptForm(written, actions, {
    label: t("worded.form", { language: name }),
    speaks: { lang: written.language, dir: isRtl ? "rtl" : "auto" },
    save: t("worded.save"),
    ...(written.fresh && { renewed: { label: t("worded.old"), save: t("worded.save") } }),
    more: hint,
  })}</div>`;
}

/**
 * The form whose card is not there any more, with the original as it read.
 * @param {import("../lib/drafts/kept-form.js").Written} written
 * @param {import("./kept-form.js").FormActions} actions
 * @param {{name: string, isRtl: boolean}} language
 */
export function lostSaying(written, actions, language) {
  return html`<div class="card" data-lost-saying>
    <blockquote class="kept-now"><b>${t("worded.original")}</b><span dir="auto">${soft(
      written.card?.was ?? "",
    )}</span></blockquote>
    ${sayingForm(written, actions, language)}
  </div>`;
}

/**
 * Above what others wrote: whether it is shown in one's own language, and which others one understands.
 * @param {{
 *   name: string,
 *   language: string,
 *   on: boolean|null,
 *   others: {language: string, name: string, on: boolean}[],
 *   isFull: boolean,
 * }} model on: null where nothing was said in it here; isFull: no further ones can be named
 * @param {{show: (on: boolean) => void, understand: (language: string, on: boolean) => void}} actions
 */
export function readingHead({ name, language, on, others, isFull }, { show, understand }) {
  return html`${
    on === null
      ? nothing
      : html`<label class="switch reads-switch">
          ${icon("german")}<span>${inLanguage("worded.show_all", name, language)}</span><input
            class="end"
            type="checkbox"
            role="switch"
            data-do="show-all"
            .checked=${on}
            @change=${(/** @type {Event} */ { target }) => show(/** @type {HTMLInputElement} */ (target).checked)}
          ></label>`
  }<details class="beneath reads-also" data-also>
    <summary>${icon("globe")}<span>${t("worded.also")}${
      others.some((one) => one.on)
        ? html`: <bdi>${others
            .filter((one) => one.on)
            .map((one) => one.name)
            .join(", ")}</bdi>`
        : nothing
    }</span></summary>
    <div class="reads-list">
      ${others.map(
        (one) => html`<label class="chip reads-one"><input
            type="checkbox"
            data-understands=${one.language}
            .checked=${live(one.on)}
            ?disabled=${isFull && !one.on}
            @change=${(/** @type {Event} */ { target }) =>
              understand(one.language, /** @type {HTMLInputElement} */ (target).checked)}
          ><bdi lang=${one.language}>${one.name}</bdi></label>`,
      )}
    </div>
    <p class="hint">${t("worded.also_hint")}</p>
  </details>`;
}
