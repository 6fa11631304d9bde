/**
 * What hosts do with new texts at a station, for whoever is about to write one.
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
    /** A pause lasts until the next round begins. @returns {"paused"|"approve"|null} */
    get state() {
      if (pausedFor !== null && pausedFor === (clock.state.round ?? 0)) {
        return "paused";
      }
      return clock.state.stations[station]?.approve_first ? "approve" : null;
    },
  };
}
