/**
 * Time that goes on only when a test says so. Everything that is due happens in the order of its moment; what is due at
 * the same moment in the order in which it was asked for. Between two of them everything that waits for a promise runs.
 *
 * @typedef {{id: number, due: number, every: number|null, fn: (...args: any[]) => void, args: any[]}} Timer
 */

const turn = setImmediate;

/** A frame of a screen that draws sixty times a second. */
const FRAME = 1000 / 60;
/** The moment at which every test begins. */
export const START = Date.parse("2026-05-09T13:00:00.000Z");

/** @type {ReturnType<typeof createClock>|null} */
let installed = null;

/** The clock that stands in the place of the machine's. */
export function theClock() {
  return installed ?? createClock().install();
}

/** Lets everything happen that only waits for promises. @returns {Promise<void>} */
export const settled = () => new Promise((resolve) => turn(resolve));

/** @param {number} [wall] what the phone's own clock shows, in ms */
export function createClock(wall = START) {
  /** @type {Timer[]} */
  let timers = [];
  let steady = 0;
  let asked = 0;
  const began = wall;
  /** By how much the phone's own clock was set since. */
  let set = 0;

  /** @param {Timer["fn"]} fn @param {number|undefined} ms @param {any[]} args @param {boolean} again */
  function ask(fn, ms, args, again) {
    asked += 1;
    const wait = Math.max(0, Number(ms) || 0);
    timers.push({ id: asked, due: steady + wait, every: again ? Math.max(1, wait) : null, fn, args });
    return asked;
  }

  /** @param {number} id */
  function clear(id) {
    timers = timers.filter((timer) => timer.id !== id);
  }

  /** @param {number} until */
  function nextDue(until) {
    const due = timers.filter((timer) => timer.due <= until);
    return due.sort((a, b) => a.due - b.due || a.id - b.id)[0];
  }

  /** @param {Timer} timer */
  function fire(timer) {
    steady = Math.max(steady, timer.due);
    if (timer.every === null) {
      clear(timer.id);
    } else {
      timer.due += timer.every;
    }
    timer.fn(...timer.args);
  }

  const performance = {
    timeOrigin: began,
    now: () => steady,
    getEntriesByType: () => [],
  };
  const replaced = {
    setTimeout: (/** @type {any} */ fn, /** @type {any} */ ms, /** @type {any[]} */ ...args) =>
      ask(fn, ms, args, false),
    setInterval: (/** @type {any} */ fn, /** @type {any} */ ms, /** @type {any[]} */ ...args) =>
      ask(fn, ms, args, true),
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame: (/** @type {any} */ fn) => ask(() => fn(steady), FRAME, [], false),
    cancelAnimationFrame: clear,
    performance,
  };
  const clock = {
    /** Puts this clock in the place of the machine's. */
    install() {
      for (const [name, value] of Object.entries(replaced)) {
        Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
      }
      Date.now = clock.wall;
      AbortSignal.timeout = (ms) => {
        const controller = new AbortController();
        ask(() => controller.abort(new DOMException("The time is up.", "TimeoutError")), ms, [], false);
        return controller.signal;
      };
      installed = clock;
      return clock;
    },
    /** What the phone's own clock shows, in ms. */
    wall: () => Math.floor(began + steady + set),
    /** How long this page has been there, in ms, whatever the phone's own clock shows. */
    steady: () => steady,
    /** How many timers are to go off. */
    pending: () => timers.length,
    /** Somebody sets the phone's own clock. @param {number} ms forward; negative: back */
    jump(ms) {
      set += ms;
    },
    /** When the first answer of this page came, in ms since it was opened. @param {number} responseStart */
    answeredAt(responseStart) {
      performance.getEntriesByType = () => /** @type {any} */ ([{ responseStart }]);
    },
    /** @param {number} ms */
    async advance(ms) {
      const until = steady + ms;
      await settled();
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        fire(timer);
        await settled();
      }
      steady = until;
    },
  };
  return clock;
}

/**
 * Numbers that look drawn by lot and are the same each time.
 * @param {number} seed
 */
export function createChance(seed) {
  let state = seed >>> 0 || 1;
  /** @returns {number} from 0 to below 1 */
  function next() {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  }
  return {
    next,
    /** @param {number} most @returns {number} a whole number from 0 to below this one */
    below: (most) => Math.floor(next() * most),
    /** @template One @param {readonly One[]} list @returns {One} */
    one: (list) => /** @type {One} */ (list[Math.floor(next() * list.length)]),
    /** @template One @param {readonly One[]} list @returns {One[]} in another order */
    shuffled(list) {
      const left = [...list];
      return list.map(() => /** @type {One} */ (left.splice(Math.floor(next() * left.length), 1)[0]));
    },
  };
}
