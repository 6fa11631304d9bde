/**
 * @typedef {{starts: string, ends: string, kind: string, title: string}} PlannedLine times are the place's, "HH:MM"
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
 * @param {string|null} time the time at the place, null on any other day than the event's
 * @returns {number} the index of the line, -1 where none is now
 */
export function currentLine(lines, { phase, round }, time) {
  const byClock = lines.findIndex(({ starts, ends }) => time !== null && starts <= time && time < ends);
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
 * @param {string|null} time
 * @returns {LineState}
 */
export function lineState(line, index, current, time) {
  if (index === current) {
    return "now";
  }
  const over = current < 0 ? time !== null && line.ends <= time : index < current;
  return over ? "past" : "later";
}

/**
 * How far the running round is behind its plan, in minutes (negative: ahead).
 * @param {string} planned "HH:MM"
 * @param {string} actual "HH:MM"
 * @returns {number}
 */
export function minutesLate(planned, actual) {
  return minutes(actual) - minutes(planned);
}

/** @param {string} time */
function minutes(time) {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}
