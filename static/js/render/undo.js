import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { REASONS, reasonText } from "../lib/model/reasons.js";
import { closeButton } from "./buttons.js";
import { icon } from "./marks.js";

/**
 * @typedef {object} Last what was done last on this tablet
 * @property {string} said
 * @property {number[]} revisions that it led to; none until the server knows it
 * @property {string[]} hid contributions it has hidden, whose authors may be told why
 */

const OTHER = "other";
/** As the server takes it. */
export const LONGEST = 120;

/**
 * What this tablet did last, and the way back; where it was hiding, the reason that authors read can be chosen.
 * @param {Last} last
 * @param {{undo: () => void, because: (reason: string) => void, dismiss: () => void}} actions
 */
export function undoLine({ said, revisions, hid }, { undo, because, dismiss }) {
  return html`<div class="host-done" data-done-line>
    ${icon(revisions.length ? "check" : "wait")}<span data-done-what>${said}</span>
    ${hid.length ? reasons(because) : nothing}
    <button type="button" class="button end" data-do="undo" ?disabled=${!revisions.length} @click=${undo}>
      ${icon("reply", "icon-turns")}<span>${t("undo.undo")}</span>
    </button>${closeButton({ deed: "dismiss", label: t("host.dismiss"), press: dismiss })}
  </div>`;
}

/** @param {(reason: string) => void} because */
function reasons(because) {
  /** @param {Event} change */
  const chosen = ({ target }) => {
    const select = /** @type {HTMLSelectElement} */ (target);
    const own = /** @type {HTMLElement|null} */ (select.closest("form")?.querySelector("[data-own-reason]"));
    if (select.value === OTHER) {
      own?.removeAttribute("hidden");
      own?.querySelector("input")?.focus();
    } else if (select.value) {
      because(select.value);
    }
  };
  /** @param {SubmitEvent} submit */
  const written = (submit) => {
    submit.preventDefault();
    const text = String(new FormData(/** @type {HTMLFormElement} */ (submit.target)).get("own") ?? "").trim();
    if (text) {
      because(text);
    }
  };
  return html`<form class="reasons" data-reasons @submit=${written}>
    <select class="field" aria-label=${t("reason.label")} autocomplete="off" @change=${chosen}>
      <option value="">${t("reason.choose")}</option>
      ${REASONS.map((reason) => html`<option value=${reason}>${reasonText(reason)}</option>`)}
      <option value=${OTHER}>${t("reason.other")}</option>
    </select>
    <span class="reasons-own" data-own-reason hidden><input
        class="field"
        name="own"
        maxlength=${LONGEST}
        dir="auto"
        autocomplete="off"
        aria-label=${t("reason.own")}
      ><button class="button" data-do="because">${t("reason.tell")}</button></span>
  </form>`;
}
