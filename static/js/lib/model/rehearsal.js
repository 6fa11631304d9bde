/** What the rehearsal's page shows of what the server tells (docs/protocol.md, "A rehearsal"). */

/**
 * @typedef {object} Told
 * @property {string} [step]
 * @property {number} round
 * @property {number} at seconds played
 * @property {number} here
 * @property {number} left
 * @property {number} late
 * @property {number} orders
 * @property {number} refused
 * @property {{median: number, p95: number, slowest: number}} latency in ms
 * @property {number[][]} line pairs of median and 95th of a hundred, in ms
 */
/** @typedef {{people: number, seconds: number, wanted: string, ended: boolean, lost: boolean, told: Told}} Rehearsal */
/**
 * @typedef {object} Figures
 * @property {Rehearsal | null} rehearsal
 * @property {{position: number, people: number, contributions: number, dots: number}[]} stations
 * @property {{code: string, name: string, people: number}[]} languages
 * @property {{people: number, contributions: number, dots: number, themes: number}} goes
 * @property {{people: number, contributions: number}} real
 */

/** Points of the line over the whole day (facilitation/rehearsal/latency.py), and what it is drawn in. */
const POINTS = 60;
const WIDTH = 590;
const HEIGHT = 98;
const TOPS = [50, 100, 200, 500, 1000, 2000, 5000, 10000];

/**
 * Which of the page's forms belongs to these figures: it differs where buttons do.
 * @param {Figures} figures
 */
export function stateOf({ rehearsal }) {
  if (!rehearsal) {
    return "none";
  }
  return rehearsal.ended ? `ended ${rehearsal.lost}` : `${rehearsal.wanted} ${rehearsal.seconds}`;
}

/** @param {number} seconds @returns {string} minutes and seconds */
export function played(seconds) {
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;
}

/** @param {number[][]} line @returns {number} the round number of ms at the top of the axis */
export function topOf(line) {
  const most = Math.max(0, ...line.map(([, p95]) => p95 ?? 0));
  return TOPS.find((top) => top >= most) ?? Math.ceil(most / 10000) * 10000;
}

/**
 * @param {number[][]} line
 * @param {number} which of each pair: 0 the median, 1 the 95th of a hundred
 * @param {number} top ms at the top of the axis
 * @returns {string} the points of an SVG line
 */
export function drawnLine(line, which, top) {
  const step = WIDTH / (POINTS - 1);
  return line
    .map((pair, place) => `${(place * step).toFixed(1)},${(1 + HEIGHT * (1 - (pair[which] ?? 0) / top)).toFixed(1)}`)
    .join(" ");
}
