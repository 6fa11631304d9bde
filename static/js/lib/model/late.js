/** @typedef {import("./event-state.js").EventClock} EventClock */

/**
 * How long a contribution still counts to the round that has ended, in ms; null where none has, or the next one runs.
 * @param {Pick<EventClock, "state"|"now">} clock
 * @returns {number|null}
 */
export function lateFor({ state, now }) {
  const { phase, late_until: until } = state;
  return phase !== "round" && until ? Math.max(0, Date.parse(until) - now()) : null;
}

/**
 * The round to which a contribution belongs that is sent now, by the rule of the server (docs/protocol.md).
 * @param {Pick<EventClock, "state"|"now">} clock
 * @returns {number|null} its position; null where it belongs to none
 */
export function countsTo(clock) {
  return clock.state.phase === "round" || lateFor(clock) ? clock.state.round : null;
}
