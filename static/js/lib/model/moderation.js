/**
 * What happens to new texts at a station, for whoever is about to write one.
 * @param {{
 *   clock: Pick<import("./event-state.js").EventClock, "state">,
 *   station: string,
 *   paused: number|null,
 * }} parts paused: the round (0: before the first) for which a host paused this person; null where none did
 */
export function createModeration({ clock, station, paused }) {
  let pausedFor = paused;
  return {
    /** @param {number|null} [told] */
    learn(told = null) {
      pausedFor = told;
    },
    /** A pause lasts until the next round begins. @returns {"paused"|"closed"|"approve"|null} */
    get state() {
      if (pausedFor !== null && pausedFor === (clock.state.round ?? 0)) {
        return "paused";
      }
      const state = clock.state.stations[station];
      if (state?.closed) {
        return "closed";
      }
      return state?.approve_first ? "approve" : null;
    },
  };
}
