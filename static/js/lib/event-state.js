/**
 * @typedef {import("./wire.js").EventState} State
 * @typedef {import("./socket.js").Live} Live
 *
 * @typedef {object} EventClock
 * @property {State} state
 * @property {() => number} now the server's time, in ms
 * @property {() => number|null} remaining ms until the running round or change ends; null where nothing runs
 * @property {() => number} done how much of it is over, from 0 to 1
 * @property {(state: State) => void} apply
 * @property {(fn: () => void) => void} subscribe called when the state changes, and every second
 */

/** When the page's own JSON was true: it may have waited in a slow network before scripts ran. */
function pageCameAt() {
  const navigation = /** @type {PerformanceNavigationTiming|undefined} */ (
    performance.getEntriesByType("navigation")[0]
  );
  return navigation?.responseStart ? performance.timeOrigin + navigation.responseStart : Date.now();
}

/**
 * The gathering's phase and one countdown against the server's clock.
 * @param {Live|null} live null for a screen that only shows
 * @param {State} initial
 * @returns {EventClock}
 */
export function createEventState(live, initial) {
  let state = initial;
  let offset = Date.parse(initial.now) - pageCameAt();
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  const call = () => subscribers.forEach((fn) => fn());

  const clock = {
    get state() {
      return state;
    },
    now: () => Date.now() + offset,
    remaining() {
      return state.ends_at ? Math.max(0, Date.parse(state.ends_at) - clock.now()) : null;
    },
    done() {
      if (!state.ends_at || !state.started_at) {
        return 0;
      }
      const start = Date.parse(state.started_at);
      const length = Date.parse(state.ends_at) - start;
      return length > 0 ? Math.min(1, Math.max(0, (clock.now() - start) / length)) : 1;
    },
    /** @param {State} next */
    apply(next) {
      if (next.event !== state.event || next.revision < state.revision) {
        return;
      }
      state = next;
      offset = Date.parse(next.now) - Date.now();
      call();
    },
    /** @param {() => void} fn */
    subscribe(fn) {
      subscribers.add(fn);
    },
  };

  const tick = () => {
    call();
    // On the second of the countdown, so that all screens of a room change together.
    const beat = clock.remaining() || -clock.now();
    setTimeout(tick, (((beat % 1000) + 1000) % 1000) + 20);
  };
  tick();
  live?.on("event.changed", clock.apply);
  return clock;
}
