import { locale } from "./page-data.js";

/** Digits stay Latin in every language, as on posters and signs; the day runs on a 24-hour programme. */
const timeOfDay = new Intl.DateTimeFormat(`${locale}-u-nu-latn`, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

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
 * The time of day of an ISO time: "15:19".
 * @param {string} iso
 * @returns {string}
 */
export function formatTime(iso) {
  return timeOfDay.format(new Date(iso));
}
