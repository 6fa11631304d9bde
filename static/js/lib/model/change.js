const MINUTE = 60_000;
/** The planned time is waited for where it is at most so far beyond the planned length of the change. */
const NEAR = 30 * MINUTE;

/**
 * When the next round begins, for a countdown between two rounds: as long after the round's real end as the plan has
 * between the two, but not before the planned time where that is near: a round that ended early makes a longer change.
 * Nobody but the organisers starts a round; this only tells what is planned.
 * @param {import("../net/wire.js").EventState} state
 * @param {import("./day.js").DayLine[]} lines
 * @param {{now: number, minutes: number|null}} time the server's, and the minutes of the event's day (`minutesOfDay`)
 * @returns {number|null} in ms; null where no change is, or the plan has no time between the two rounds
 */
export function nextBegins({ phase, round, ended_at: endedAt }, lines, { now, minutes }) {
  const ended = lines.find((line) => line.round === round);
  const next = lines.find((line) => line.round === (round ?? 0) + 1);
  if (phase !== "change" || round === null || !endedAt || !ended || !next || next.begin <= ended.end) {
    return null;
  }
  const after = Date.parse(endedAt) + (next.begin - ended.end) * MINUTE;
  const planned = minutes === null ? after : Math.floor(now / MINUTE) * MINUTE + (next.begin - minutes) * MINUTE;
  return planned > after && planned - after <= NEAR ? planned : after;
}
