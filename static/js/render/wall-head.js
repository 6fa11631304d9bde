import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { isLastMinute } from "./band.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/model/event-state.js").EventClock} EventClock
 * @typedef {{position: number, title: string|null}} RoundInfo
 */

/**
 * @param {EventClock} clock
 * @param {{event: string, rounds: RoundInfo[]}} about
 */
export function wallWhat(clock, { event, rounds }) {
  const { phase, round, title } = clock.state;
  const coming = rounds.find(({ position }) => position === (round ?? 0) + 1);
  const heading = {
    before: () => t("wall.before"),
    round: () => roundTitle({ position: round ?? 1, title }),
    change: () => t("wall.where"),
    after: () => t("wall.after"),
  }[phase]();
  const above = phase === "change" && coming ? t("wall.change", { title: roundTitle(coming) }) : event;
  return html`<p class="wall-event" dir="auto">${above}</p><h1 data-title>${heading}</h1>${urgent(clock)}`;
}

/** Said in words, never by colour alone. @param {EventClock} clock */
function urgent(clock) {
  if (clock.state.phase !== "round") {
    return nothing;
  }
  if (clock.remaining() === 0) {
    return html`<p class="wall-urgent" data-urgent>${t("wall.time_up")}</p>`;
  }
  return isLastMinute(clock) ? html`<p class="wall-urgent" data-urgent>${t("band.last_minute")}</p>` : nothing;
}

/** @param {RoundInfo} round */
function roundTitle({ position, title }) {
  return title ? t("desk.round_title", { n: position, title }) : t("card.round", { n: position });
}

/**
 * The countdown of a round; between rounds the time of day, and told apart from a countdown by a word.
 * @param {EventClock} clock
 * @param {string} timeOfDay
 */
export function wallClock(clock, timeOfDay) {
  if (clock.state.phase === "round") {
    const left = formatRemaining(clock.remaining());
    return html`<time
      class="wall-clock"
      role="timer"
      data-clock
      ?data-last-minute=${isLastMinute(clock)}
      aria-label=${t("desk.clock_left", { time: left })}
    >${left}</time>`;
  }
  const [before, after] = t("wall.oclock", { time: "\n" }).split("\n"); // as a language says it: "14:05 Uhr"
  return html`<time
    class="wall-clock wall-clock-day"
    data-time-of-day
  >${before}${timeOfDay}<small>${after}</small></time>`;
}

/**
 * What the QR code is good for.
 * @param {"before"|"round"|"change"|"after"} phase
 */
export function wallJoin(phase) {
  return phase === "change"
    ? html`<b>${t("wall.your_table")}</b>${t("wall.on_your_phone")}`
    : html`<b>${t("wall.join")}</b>${t("wall.any_language")}`;
}

/** @param {string|null} text */
export function wallSaid(text) {
  return text
    ? html`<div
        class="wall-said"
        data-announcement
        ?data-long=${text.length > 110}
      >${icon("call")}<p dir="auto">${text}</p></div>`
    : nothing;
}

/** @param {string|null} words why the picture may be old */
export function wallLost(words) {
  return words ? html`<p class="wall-lost" data-lost>${icon("offline")}<span>${words}</span></p>` : nothing;
}
