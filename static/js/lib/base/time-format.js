import { first, locale } from "./page-data.js";

/** @type {Intl.DateTimeFormat|undefined} */
let timeOfDay;

/**
 * Digits stay Latin in every language, as on posters and signs; the day runs on a 24-hour programme, on the clock of
 * the event's place: a phone that came from elsewhere shows what the wall shows.
 */
function placesClock() {
  timeOfDay ??= new Intl.DateTimeFormat(`${locale}-u-nu-latn`, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: first()?.event?.timezone,
  });
  return timeOfDay;
}

/**
 * What is left, counted down to nothing: "12:34", with hours where there are any.
 * @param {number|null} ms
 * @returns {string}
 */
export function formatRemaining(ms) {
  const seconds = Math.max(0, Math.ceil((ms ?? 0) / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3600) {
    parts.unshift(Math.floor(seconds / 3600));
  }
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * The time of day of a moment at the event's place: "15:19".
 * @param {string|number} moment an ISO time, or milliseconds since 1970
 * @returns {string}
 */
export function formatTime(moment) {
  return placesClock().format(new Date(moment));
}
