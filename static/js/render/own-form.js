import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";

/** @typedef {import("../lib/drafts/autosave.js").Autosave} Autosave */

/**
 * What became of what was typed, in plain words.
 * @param {Autosave} kept
 * @returns {string}
 */
export function stateWords({ state, outlivesPage }) {
  const unsaved = outlivesPage ? t("own.unsaved") : t("own.unsaved_unkept");
  return {
    saved: t("own.saved"),
    typing: unsaved,
    sending: t("own.sending"),
    waiting: outlivesPage ? t("own.waiting") : t("own.waiting_unkept"),
    refused: unsaved,
    conflict: unsaved,
  }[state];
}

/**
 * @param {Autosave} kept
 */
export function ownState(kept) {
  const saved = kept.state === "saved";
  return html`<span
    class="own-state-words ${saved ? "own-good" : "own-wait"}"
  >${icon(saved ? "check" : "wait")}${stateWords(kept)}</span>`;
}

/** @param {string} message */
export function ownMessage(message) {
  return message ? html`${icon("alert")}<span>${message}</span>` : nothing;
}

/**
 * Both wordings, and the choice between them.
 * @param {import("../lib/drafts/autosave.js").Conflict|null} conflict
 * @param {(name: string, value: any) => string} said how a field's value is shown
 * @param {(name: string) => string} label
 * @param {{mine: () => void, theirs: () => void}} choose
 */
export function ownConflict(conflict, said, label, choose) {
  if (!conflict) {
    return nothing;
  }
  const { now, removed } = conflict;
  const names = Object.keys(now);
  return html`<blockquote class="kept-now" data-now>
    <b>${removed ? t("own.removed_meanwhile") : t("own.now")}</b>
    ${
      removed
        ? nothing
        : names.map(
            (name) =>
              html`<span dir="auto">${names.length > 1 ? html`<i>${label(name)}:</i> ` : nothing}${
                said(name, now[name]) || t("own.nothing")
              }</span>`,
          )
    }
  </blockquote>
  <p class="own-choice">
    ${button({ deed: "mine", words: t("own.keep_mine"), look: "button-main", press: choose.mine })}
    ${button({ deed: "theirs", words: removed ? t("own.leave_removed") : t("own.take_theirs"), press: choose.theirs })}
  </p>`;
}
