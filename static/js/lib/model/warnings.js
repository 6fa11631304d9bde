/** Minutes before a round's end at which a host is warned. */
const WARN_AT = [5, 1];

/**
 * Tells when the running round comes to its last minutes, once each, and never for what was over before.
 * @param {import("./event-state.js").EventClock} clock
 * @param {(minutes: number) => void} warn
 */
export function watchTheEnd(clock, warn) {
  let before = Infinity;
  /** @type {string|null} */
  let endsAt = null;
  clock.subscribe(() => {
    const { phase, ends_at: end } = clock.state;
    const left = phase === "round" ? (clock.remaining() ?? Infinity) / 60_000 : Infinity;
    if (end !== endsAt) {
      endsAt = end; // a new round, or one that was given more time: nothing of it has passed here
    } else {
      const crossed = WARN_AT.filter((minutes) => left <= minutes && before > minutes).pop();
      if (crossed !== undefined && before !== Infinity) {
        warn(crossed);
      }
    }
    before = left;
  });
}

/**
 * In how many minutes at most the running round ends, of those that are worth a warning; null where there is time.
 * @param {import("./event-state.js").EventClock} clock
 */
export function nearEnd(clock) {
  const left = clock.state.phase === "round" ? clock.remaining() : null;
  return left === null ? null : (WARN_AT.filter((minutes) => left <= minutes * 60_000).pop() ?? null);
}
