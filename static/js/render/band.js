import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";

/** @typedef {import("../lib/model/event-state.js").EventClock} EventClock */

const LAST_MINUTE = 60_000;

/**
 * Whether the running round is in its last minute.
 * @param {EventClock} clock
 */
export function isLastMinute(clock) {
  const left = clock.remaining();
  return clock.state.phase === "round" && left !== null && left <= LAST_MINUTE;
}

/**
 * What the ear is told when a round comes to its last minutes.
 * @param {number} minutes
 */
export const minutesLeft = (minutes) =>
  minutes === 1 ? t("band.last_minute") : t("band.minutes_left", { n: minutes });

/**
 * Brings the band up to the second. The server drew it; only its moving parts are touched.
 * @param {Element} header
 * @param {EventClock} clock
 * @param {number|null} [change] how long the change still is, in ms
 */
export function drawBand(header, clock, change = null) {
  const { phase, ends_at: endsAt } = clock.state;
  const counts = phase === "round" && endsAt !== null;
  const left = counts ? clock.remaining() : change;
  const shown = /** @type {HTMLElement|null} */ (header.querySelector("[data-clock]"));
  put(shown, left === null ? "" : formatRemaining(left));
  shown?.toggleAttribute("hidden", left === null);
  header.querySelector("[data-band]")?.toggleAttribute("data-over", !counts && left !== null);
  put(header.querySelector("[data-phase]"), phaseLine(clock));
  header.querySelector("[data-band]")?.toggleAttribute("data-last-minute", isLastMinute(clock));
  const bar = /** @type {HTMLElement|null} */ (header.querySelector("[data-done]"));
  bar?.style.setProperty("--done", `${counts ? Math.round(clock.done() * 1000) / 10 : 0}%`);
}

/** @param {EventClock} clock */
function phaseLine(clock) {
  const { phase, round, rounds } = clock.state;
  if (phase === "round" && clock.remaining() === 0) {
    return t("band.time_up");
  }
  if (phase === "round") {
    return isLastMinute(clock) ? t("band.last_minute") : t("band.round", { n: round ?? "", all: rounds });
  }
  if (phase === "change") {
    return t("band.change");
  }
  return phase === "before" ? t("band.before") : t("band.after");
}

/** @param {Element|null} element @param {string} text */
function put(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
