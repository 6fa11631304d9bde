import { locale, t } from "../base/page-data.js";

/**
 * @typedef {object} StationFigures
 * @property {string} station
 * @property {number} people
 * @property {number} contributions
 * @property {number} per_minute
 * @property {number[]} history contributions in each of the last minutes, the oldest first
 * @property {number} waiting
 * @property {number} statements
 * @property {number} votes
 * @property {number} tablets
 * @property {string|null} last_sign
 * @property {boolean} approve_first
 *
 * @typedef {object} NewcomersFigures
 * @property {"open"|"word"|"closed"} door how people come in who did nothing yet
 * @property {string|null} word the day's word, where it is asked
 * @property {number} minute who came within the last minute
 * @property {number} today
 * @property {Rush|null} rush of the last hour
 * @property {boolean} left_out whether dots of people of a rush who wrote nothing do not count
 *
 * @typedef {object} Rush many who came in the same moment, most of them without a hello
 * @property {number} people 1,000 at most
 * @property {string} since
 * @property {string} until
 *
 * @typedef {object} CodesFigures which address codes and links carry
 * @property {string} url
 * @property {"setting"|"organiser"|"machine"} by who chose it
 * @property {boolean} only_here whether this machine alone opens it
 * @property {"setting"|"host"|"network"|null} shut_by why it alone does
 * @property {string|null} gone an address that was chosen, and that the machine has no more
 * @property {string|null} printed_for the address on what was printed, where it is another one
 * @property {Record<string, string|null>} tried when a phone last came, by each address that codes could carry
 *
 * @typedef {{
 *   event: string,
 *   now: string,
 *   codes: CodesFigures,
 *   people: number,
 *   contributions: number,
 *   newcomers: NewcomersFigures,
 *   stations: StationFigures[],
 * }} DeskFigures
 */

/** A tablet says something every 15 s, in a tab behind others once a minute. */
const SILENT_AFTER = 90_000;
const MINUTE = 60_000;
/** As long a rush is pressing; who missed it finds it beside the door for newcomers, for an hour. */
const PRESSING = 10 * MINUTE;

const pace = new Intl.NumberFormat(`${locale}-u-nu-latn`, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * Whether a host's screen is connected and speaks.
 * @param {StationFigures} figures
 * @param {number} now the server's time in ms
 */
export function tabletOnline({ tablets, last_sign: lastSign }, now) {
  return tablets > 0 && lastSign !== null && now - Date.parse(lastSign) < SILENT_AFTER;
}

/**
 * How many came in a rush that is still to be dealt with: not minutes after its end, nor where its dots are left out.
 * @param {NewcomersFigures} figures
 * @param {number} now the server's time in ms
 */
export function pressingRush({ rush, left_out: leftOut }, now) {
  return rush && !leftOut && now - Date.parse(rush.until) < PRESSING ? rush.people : 0;
}

/**
 * How long ago: "vor 4 s", "vor 2 min"; from an hour on the time of day.
 * @param {string|null} moment
 * @param {number} now in ms
 * @param {(moment: string) => string} timeOf
 */
export function ago(moment, now, timeOf) {
  if (moment === null) {
    return t("desk.never");
  }
  const passed = Math.max(0, now - Date.parse(moment));
  if (passed < MINUTE) {
    return t("desk.seconds_ago", { n: Math.floor(passed / 1000) });
  }
  return passed < 60 * MINUTE ? t("desk.minutes_ago", { n: Math.floor(passed / MINUTE) }) : timeOf(moment);
}

/**
 * Contributions a minute: "3,8".
 * @param {number} perMinute
 */
export function formatPace(perMinute) {
  return pace.format(perMinute);
}
