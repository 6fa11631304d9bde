import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { button } from "./buttons.js";
import { icon, sign } from "./marks.js";
import { ownText } from "./own-text.js";

/**
 * @typedef {import("../lib/model/rotation.js").StationInfo} StationInfo
 *
 * @typedef {object} Ending a round is over, and its group goes on
 * @property {StationInfo} here
 * @property {StationInfo} next
 * @property {number|null} table there
 * @property {number} late for how many ms a text still counts to the round that has ended
 * @property {boolean} canTake whether a text would be there when the next page opens
 * @property {(place: HTMLElement, goal: Goal, choose: (goal: Goal) => void) => void} draw
 *
 * @typedef {import("../lib/model/goal.js").Goal} Goal
 */

/**
 * Where the text in the field goes, above the field: a choice that takes nobody's focus.
 * @param {Omit<Ending, "draw">} ending
 * @param {import("../lib/model/goal.js").Goal} goal
 * @param {(goal: import("../lib/model/goal.js").Goal) => void} choose
 */
export function ending({ here, next, late, canTake }, goal, choose) {
  const time = late > 0 ? t("ends.left", { time: formatRemaining(late) }) : t("ends.too_late");
  /** @param {import("../lib/model/goal.js").Goal} to @param {StationInfo} station @param {string} more */
  const choice = (to, station, more) => html`<label class="goal" data-station=${station.sign}>
    <input
      type="radio"
      name="goal"
      value=${to}
      translate="no"
      .checked=${goal === to}
      ?disabled=${to === "along" && !canTake}
      @change=${() => choose(to)}
    />
    ${sign(station)}<span><b>${t(`ends.${to}`)}</b><small class="num">${more}</small></span>
  </label>`;
  return html`<p class="ends-over">
      ${icon("wait")}<span
        ><b>${t("ends.over")}</b> <span class="ends-more">${t("ends.finish")} ${t("ends.where")}</span></span
      >
    </p>
    <div class="goals" role="radiogroup" aria-label=${t("ends.where")}>
      ${choice("here", here, time)} ${choice("along", next, t("ends.to_station", { n: next.position }))}
    </div>`;
}

/**
 * Where the group goes on, in sight whatever its reader does.
 * @param {{next: StationInfo, table: number|null}|null} stop
 * @param {() => void} go
 */
export function nextStrip(stop, go) {
  if (!stop) {
    return nothing;
  }
  const { next, table } = stop;
  const n = next.position;
  return html`<div class="next" data-station=${next.sign}>
    ${sign(next, { turned: true })}
    <p>
      <small>${table ? t("next.table", { n, table }) : t("next.station", { n })}</small
      ><b>${ownText(next.short_title)}</b>
    </p>
    ${button({ deed: "move", words: html`${t("next.go")} ${icon("forward", "icon-turns")}`, press: go })}
  </div>`;
}
