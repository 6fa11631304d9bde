/**
 * @typedef {{starts: string, ends: string, begin: number, end: number, kind: string, title: string}} PlannedLine
 *   times are the place's, "HH:MM"; `begin` and `end` are minutes since the event's day began there, also later ones
 * @typedef {PlannedLine & {inner: PlannedLine[]}} ProgrammeLine
 * @typedef {PlannedLine & {round: number|null}} DayLine
 * @typedef {"past"|"now"|"later"} LineState
 */

/**
 * The day in the order it happens: in place of the world café stand its own lines, and its rounds are counted.
 * @param {ProgrammeLine[]} programme
 * @returns {DayLine[]}
 */
export function dayLines(programme) {
  let rounds = 0;
  return programme
    .flatMap((line) => (line.inner.length ? line.inner : [line]))
    .map((line) => ({ ...line, round: line.kind === "round" ? ++rounds : null }));
}

/**
 * Where the day stands. Rounds are what they are, early or late; only the rest of the day follows the clock.
 * @param {DayLine[]} lines
 * @param {{phase: string, round: number|null}} state
 * @param {number|null} time minutes since the event's day began at the place (`minutesOfDay`), null on any other day
 * @returns {number} the index of the line, -1 where none is now
 */
export function currentLine(lines, { phase, round }, time) {
  const byClock = lines.findIndex(({ begin, end }) => time !== null && begin <= time && time < end);
  const running = lines.findIndex((line) => line.round !== null && line.round === round);
  const firstRound = lines.findIndex((line) => line.round === 1);
  if (phase === "before") {
    return firstRound > 0 && byClock >= firstRound ? firstRound - 1 : byClock;
  }
  if (running < 0) {
    return byClock;
  }
  if (phase === "round") {
    return running;
  }
  const following = Math.min(running + 1, lines.length - 1);
  return phase === "change" ? following : Math.max(following, byClock);
}

/**
 * @param {DayLine} line
 * @param {number} index
 * @param {number} current
 * @param {number|null} time
 * @returns {LineState}
 */
export function lineState(line, index, current, time) {
  if (index === current) {
    return "now";
  }
  const over = current < 0 ? time !== null && line.end <= time : index < current;
  return over ? "past" : "later";
}

/**
 * When the plan lets a round begin, empty where it does not say so.
 * @param {DayLine[]} lines
 * @param {number|null} position null: no round
 * @returns {string} "HH:MM"
 */
export function plannedStart(lines, position) {
  return (position !== null && lines.find((line) => line.round === position)?.starts) || "";
}

/**
 * When a line begins that comes so many minutes later than planned.
 * @param {DayLine} line
 * @param {number} late
 * @returns {string} "HH:MM"
 */
export function shifted({ begin }, late) {
  const minutes = (begin + late) % 1440;
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * The minutes since the event's day began at the place, also after midnight while its last line is not over; null on
 * any other day.
 * @param {{date: string, time: string}} here what the clock shows at the place
 * @param {string} date the event's, "2023-11-18"
 * @param {DayLine[]} lines
 * @returns {number|null}
 */
export function minutesOfDay({ date: shown, time }, date, lines) {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  const days = Math.round((Date.parse(shown) - Date.parse(date)) / 86_400_000);
  const found = days * 1440 + hours * 60 + rest;
  return found >= 0 && found < Math.max(1440, ...lines.map(({ end }) => end)) ? found : null;
}
