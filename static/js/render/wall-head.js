import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { onWall } from "../lib/base/soft.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { isLastMinute } from "./band.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/model/event-state.js").EventClock} EventClock
 * @typedef {{position: number, title: string|null}} RoundInfo
 * @typedef {{begins: number, left: number, time: string}} Change when the next round begins: at which moment, in how
 *   many ms, and at which time of day
 */

/**
 * @param {EventClock} clock
 * @param {{event: string, language: string, rounds: RoundInfo[], change: Change|null}} about
 */
export function wallWhat(clock, { event, language, rounds, change }) {
  const { phase, round } = clock.state;
  if (phase === "change") {
    const coming = rounds.find(({ position }) => position === (round ?? 0) + 1);
    return wallTitle(clock, { title: t("wall.where"), below: coming ? whenNext(roundTitle(coming), change) : event });
  }
  const heading = phase === "round" ? roundNow(clock) : t(phase === "before" ? "wall.before" : "wall.after");
  return html`<p class="wall-event"><bdi lang=${language}>${onWall(event)}</bdi></p>
    <h1 data-title>${onWall(heading)}</h1>${urgent(clock)}`;
}

/**
 * A scene's own title, and below what it is about; in the last minute that, which matters more.
 * @param {EventClock} clock
 * @param {{title: string, below: string}} about
 */
export function wallTitle(clock, { title, below }) {
  const said = urgent(clock);
  return html`<h1 data-title>${title}</h1>${
    said === nothing ? html`<p class="wall-event num" data-below><bdi>${onWall(below)}</bdi></p>` : said
  }`;
}

/** @param {string} title @param {Change|null} change */
function whenNext(title, change) {
  if (!change) {
    return t("wall.change", { title });
  }
  return change.left > 0 ? t("wall.begins", { time: change.time, title }) : t("wall.begins_soon", { title });
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

/** @param {EventClock} clock the running round's */
export function roundNow(clock) {
  return roundTitle({ position: clock.state.round ?? 1, title: clock.state.title });
}

/** @param {RoundInfo} round */
function roundTitle({ position, title }) {
  return title ? t("desk.round_title", { n: position, title }) : t("card.round", { n: position });
}

/**
 * The countdown of a round, and between two rounds to the next one; else the time of day, told apart from a countdown
 * by a word.
 * @param {EventClock} clock
 * @param {string} timeOfDay
 * @param {Change|null} change
 */
export function wallClock(clock, timeOfDay, change) {
  const left = clock.state.phase === "round" ? clock.remaining() : (change?.left ?? null);
  if (clock.state.phase === "round" || change) {
    const shown = formatRemaining(left);
    return html`<time
      class="wall-clock"
      role="timer"
      data-clock
      ?data-last-minute=${isLastMinute(clock)}
      aria-label=${t("desk.clock_left", { time: shown })}
    >${shown}</time>`;
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

/**
 * The announcement in the event's language, for all who are in the hall.
 * @param {import("../lib/net/wire.js").Announcement|null} announcement
 */
export function wallSaid(announcement) {
  if (!announcement) {
    return nothing;
  }
  const { text, language } = announcement;
  return html`<div
    class="wall-said"
    data-announcement
    ?data-long=${text.length > 110}
    ?data-dense=${text.split("\n").length > 3}
  >
    ${icon("call")}<p lang=${language} dir="auto">${onWall(text)}</p>
  </div>`;
}

/** @param {string|null} words why the picture may be old */
export function wallLost(words) {
  return words ? html`<p class="wall-lost" data-lost>${icon("offline")}<span>${words}</span></p>` : nothing;
}
