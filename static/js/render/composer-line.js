import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { closeButton } from "./buttons.js";
import { icon, kindName } from "./marks.js";

/**
 * @typedef {"rest"|"typing"|"unkept"|"sending"|"waiting"|"later"|"saved"|"pending"|"refused"|
 *   "approve"|"paused"|"closed"|"here"|"along"} LineState
 *
 * @typedef {object} LineModel
 * @property {LineState} state
 * @property {string} [message] the server's own sentence
 * @property {string|undefined} [word] address of the page where the day's word is given
 * @property {number} [waiting] how many contributions are still on this phone; besides them it may be dots
 * @property {boolean} [unkept] and would be lost with this page
 * @property {number} [station] to which the arrow leads
 */

/**
 * What became of what was written, in plain words.
 * @param {LineModel} model
 */
export function composerLine({ state, message = "", word, waiting = 0, unkept = false, station = 0 }) {
  switch (state) {
    case "refused":
      return html`${icon("alert")}<span>${message}</span>${wordLink(word)}`;
    case "waiting":
      return html`${icon("offline")}<span>${t(waitingKey(waiting, unkept), { n: waiting })}</span>`;
    case "later":
      return html`${icon("wait")}<span>${message}</span>${wordLink(word)}`;
    case "sending":
      return html`${icon("wait")}<span>${t("composer.sending")}</span>`;
    case "saved":
      return html`${icon("check")}<span>${t("composer.saved")}</span>`;
    case "pending":
      return html`${icon("check")}<span>${t("composer.saved_pending")}</span>`;
    case "here":
      return html`${icon("edit")}<span>${t("ends.sends_here", { n: station })}</span>`;
    case "along":
      return html`${icon("edit")}<span>${t("ends.takes_along", { n: station })}</span>`;
    case "approve":
      return html`${icon("wait")}<span>${t("composer.approve_first")}</span>`;
    case "paused":
      return html`${icon("alert")}<span>${t("composer.paused")}</span>`;
    case "closed":
      return html`${icon("lock")}<span>${t("banner.closed")}</span>`;
    case "typing":
      return html`${icon("edit")}<span>${t("composer.draft")}</span>`;
    case "unkept":
      return html`${icon("alert")}<span>${t("composer.draft_unkept")}</span>`;
    default:
      return nothing;
  }
}

/**
 * For who would rather speak than type, and only for the eye: the ear knows its keyboard. Keyboards that can be spoken
 * to are those of phones and tablets.
 */
export const dictationHint = () =>
  matchMedia("(pointer: coarse)").matches
    ? html`<span class="composer-speak" aria-hidden="true">${icon("mic")}${t("composer.speak")}</span>`
    : nothing;

/** @param {number} texts @param {boolean} unkept */
function waitingKey(texts, unkept) {
  if (unkept) {
    return texts ? "composer.waiting_unkept" : "composer.waiting_besides_unkept";
  }
  return texts ? "composer.waiting" : "composer.waiting_besides";
}

/** @param {string|undefined} address */
function wordLink(address) {
  return address ? html` <a href=${address}>${t("composer.give_word")}</a>` : nothing;
}

/**
 * What the text will be: an answer, and to whom, or other words for something written earlier. Always with a way out.
 * Where somebody else gave it another wording meanwhile, that one is there in full: what is sent takes its place.
 * @param {{mode: "new"|"edit", text: string, author: string|null, now?: string|undefined}} context
 * @param {() => void} onCancel
 */
export function composerContext({ mode, text, author, now }, onCancel) {
  const answers = author ? t("composer.replying_to", { name: author }) : t("composer.replying");
  const label = mode === "edit" ? t("composer.editing") : answers;
  const out = mode === "edit" ? t("composer.stop_editing") : t("composer.stop_replying");
  return html`
    ${mode === "edit" ? icon("edit") : icon("reply", "icon-turns")}
    ${
      now === undefined
        ? html`<span><b><bdi>${label}</bdi></b> <bdi>${excerpt(text)}</bdi></span>`
        : html`<span class="composer-now" data-now>${t("composer.reworded")} <bdi>${now}</bdi></span>`
    }
    ${closeButton({ deed: "cancel", label: out, press: onCancel })}
  `;
}

/**
 * The kind on a low screen, in place of all five: a key that unfolds them.
 * @param {import("../lib/net/wire.js").Kind} kind
 * @param {boolean} isOpen
 * @param {() => void} press
 */
export const kindNow = (kind, isOpen, press) =>
  html`<button
    type="button"
    class="kind-now"
    data-do="kind"
    translate="no"
    aria-expanded=${isOpen ? "true" : "false"}
    @click=${press}
  >
    ${icon(kind)}<span class="sr">${t("composer.kind", { kind: kindName(kind) })}</span>
  </button>`;
