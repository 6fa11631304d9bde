import { html, render } from "../../../vendor/lit-html/lit-html.js";
import { first, t } from "../../lib/base/page-data.js";
import { createPlaceTime } from "../../lib/base/place-time.js";
import { icon } from "../../render/marks.js";

/**
 * What became of everything that was typed, in one place that never moves.
 * @param {HTMLElement} place
 * @param {() => import("../../lib/drafts/autosave.js").Autosave[]} forms
 */
export function createSavedChip(place, forms) {
  const timeOf = createPlaceTime(first().event.timezone);
  let savedAt = 0;
  let before = 0;

  /** @returns {[look: string, sign: string, words: string]} */
  function told() {
    const states = forms().map(({ state }) => state);
    const count = (/** @type {string[]} */ ...some) => states.filter((state) => some.includes(state)).length;
    const kept = count("refused", "conflict");
    if (kept) {
      return ["bad", "alert", t("edit.unsaved", { n: kept })];
    }
    if (count("waiting")) {
      return ["wait", "wait", t("edit.waiting")];
    }
    const busy = count("typing", "sending");
    if (before && !busy) {
      savedAt = Date.now();
    }
    before = busy;
    if (busy) {
      return ["wait", "wait", t("edit.saving")];
    }
    return ["good", "check", savedAt ? t("edit.saved_at", { time: timeOf(savedAt).time }) : t("edit.all_saved")];
  }

  return {
    draw() {
      const [look, sign, words] = told();
      place.className = `chip chip-${look}`;
      render(html`${icon(sign)}<span>${words}</span>`, place);
    },
  };
}
