import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { hyphenated } from "../lib/base/hyphenated.js";
import { t } from "../lib/base/page-data.js";
import { lineState, shifted } from "../lib/model/day.js";

/**
 * @typedef {import("../lib/model/day.js").DayLine} DayLine
 *
 * @typedef {object} DayModel
 * @property {DayLine[]} lines
 * @property {number} current
 * @property {number|null} today minutes since the event's day began at the place, null on any other day
 * @property {string} time the time at the place
 * @property {number|null} done how much of the running round is over, from 0 to 1
 * @property {number} late minutes behind the plan
 * @property {string} language of the programme
 */

/** So many minutes are no delay worth a word. */
const WORTH_SAYING = 2;

/**
 * The day as a line of lines, with the one that is now.
 * @param {DayModel} model
 */
export function day(model) {
  return model.lines.map((line, index) => {
    const state = lineState(line, index, model.current, model.today);
    return html`<li class="day-item" data-state=${state} aria-current=${state === "now" ? "time" : nothing}>
      ${starts(line, state === "later" ? model.late : 0)}
      <div>
        <p class="day-title">${hyphenated(titleOf(line), model.language)}</p>
        ${state === "now" ? nowLine(model) : nothing}
      </div>
    </li>`;
  });
}

/**
 * When a line begins. What comes later begins later where the round does; then the plan is struck.
 * @param {DayLine} line
 * @param {number} late
 */
function starts(line, late) {
  return late < WORTH_SAYING
    ? html`<div><time>${line.starts}</time></div>`
    : html`<div>
        <time data-expected>${shifted(line, late)}</time>
        <s><span class="sr">${t("desk.plan")} </span><time>${line.starts}</time></s>
      </div>`;
}

/** @param {DayLine} line */
export function titleOf({ round, title }) {
  return round === null ? title : t("desk.round_title", { n: round, title });
}

/** @param {DayModel} model */
function nowLine({ time, done, late }) {
  const percent = `${Math.round((done ?? 0) * 1000) / 10}%`;
  return html`<p class="day-now">
    <b>${t("desk.now")}</b>
    <time data-now>${time}</time>${
      Math.abs(late) >= WORTH_SAYING
        ? html` <span
              data-late
            >${late > 0 ? t("desk.late", { n: late }) : t("desk.early", { n: -late })}</span>`
        : nothing
    }
  </p>
  ${
    done === null
      ? nothing
      : html`<progress
          class="progress-line"
          max="1"
          .value=${done}
          aria-label=${t("desk.done", { percent })}
        ></progress>`
  }`;
}
