import { render } from "../../vendor/lit-html/lit-html.js";
import { minutesOfDay } from "../lib/model/day.js";
import { day } from "../render/day.js";

/**
 * The day beside the conductor; now stays in the middle.
 * @param {HTMLElement} list
 * @param {{lines: import("../lib/model/day.js").DayLine[], current: () => number, today: () => number|null,
 *   date: string,
 *   clock: import("../lib/model/event-state.js").EventClock, timeOf: (moment: string|number) => string,
 *   placeTime: (moment: string|number) => {date: string, time: string}}} parts
 */
export function createDay(list, { lines, current, today, date, clock, timeOf, placeTime }) {
  let shown = NaN;

  function late() {
    const { phase, ends_at: endsAt } = clock.state;
    const line = lines[current()];
    const ends = endsAt && minutesOfDay(placeTime(endsAt), date, lines);
    return phase === "round" && line && today() !== null && typeof ends === "number" ? ends - line.end : 0;
  }

  return {
    draw() {
      const index = current();
      const done = clock.state.phase === "round" ? clock.done() : null;
      render(day({ lines, current: index, today: today(), time: timeOf(clock.now()), done, late: late() }), list);
      if (index !== shown) {
        shown = index;
        const now = /** @type {HTMLElement|undefined} */ (list.children[index]);
        // The list scrolls, never the page: somebody may be about to press a key.
        list.scrollTop = now ? now.offsetTop - (list.clientHeight - now.offsetHeight) / 2 : 0;
      }
    },
  };
}
