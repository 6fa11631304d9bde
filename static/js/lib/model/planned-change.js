import { createPlaceTime } from "../base/place-time.js";
import { nextBegins } from "./change.js";
import { minutesOfDay } from "./day.js";

/**
 * How long the change between two rounds still is, on a phone as on the wall.
 * @param {Pick<import("./event-state.js").EventClock, "state"|"now">} clock
 * @param {{date: string, timezone: string, rounds: {round: number, begin: number, end: number}[]}} plan the event's
 *   day, and its rounds in minutes since that began
 */
export function createPlannedChange(clock, { date, timezone, rounds }) {
  const lines = /** @type {import("./day.js").DayLine[]} */ (rounds);
  /** @type {ReturnType<typeof createPlaceTime>|undefined} */
  let placeTime;
  return {
    /** @returns {number|null} in ms; null where no change is, or the plan has no time for it */
    left() {
      if (clock.state.phase !== "change") {
        return null;
      }
      placeTime ??= createPlaceTime(timezone);
      const now = clock.now();
      const begins = nextBegins(clock.state, lines, { now, minutes: minutesOfDay(placeTime(now), date, lines) });
      return begins === null ? null : Math.max(0, begins - now);
    },
  };
}
