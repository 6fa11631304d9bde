import { render } from "../../vendor/lit-html/lit-html.js";
import { minutesOfDay } from "../lib/model/day.js";
import { day } from "../render/day.js";

/**
 * The day beside the conductor; now stays in the middle.
 * @param {HTMLElement} list
 * @param {{lines: import("../lib/model/day.js").DayLine[], current: () => number, today: () => number|null,
 *   date: string,
 *   language: string,
 *   clock: import("../lib/model/event-state.js").EventClock, timeOf: (moment: string|number) => string,
 *   placeTime: (moment: string|number) => {date: string, time: string}}} parts
 */
export function createDay(list, { lines, current, today, date, language, clock, timeOf, placeTime }) {
  let shown = NaN;

  function late() {
    const { phase, ends_at: endsAt } = clock.state;
    const line = lines[current()];
    const ends = endsAt && minutesOfDay(placeTime(endsAt), date, lines);
    const at = today();
    const isItsDay = at !== null && at < 1440; // in a rehearsal on another day nothing is late or early
    return phase === "round" && line && isItsDay && typeof ends === "number" ? ends - line.end : 0;
  }

  /**
   * Now stands in the middle, but what comes next stands in sight, too.
   * @param {number} index
   */
  function top(index) {
    const [now, next] = [list.children[index], list.children[index + 1]].map(
      (one) => /** @type {HTMLElement|undefined} */ (one),
    );
    if (!now) {
      return 0;
    }
    const middle = now.offsetTop - (list.clientHeight - now.offsetHeight) / 2;
    return next ? Math.max(middle, next.offsetTop + next.offsetHeight - list.clientHeight) : middle;
  }

  window.addEventListener("resize", () => {
    shown = NaN; // a tablet that was turned shows another part of the day
  });

  return {
    draw() {
      const index = current();
      const done = clock.state.phase === "round" ? clock.done() : null;
      const time = timeOf(clock.now());
      render(day({ lines, current: index, today: today(), time, done, late: late(), language }), list);
      if (index !== shown) {
        shown = index;
        // The list scrolls, never the page: somebody may be about to press a key.
        list.scrollTop = top(index);
      }
    },
  };
}
