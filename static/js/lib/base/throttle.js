/**
 * @typedef {object} Timing a clock and a timer; tests bring their own
 * @property {() => number} now in ms, of a clock that nobody sets
 * @property {(fn: () => void, ms: number) => unknown} later
 */

/** @type {Timing} */
const BROWSER = { now: () => performance.now(), later: (fn, ms) => setTimeout(fn, ms) };

/**
 * Work that is asked for often and done seldom: at once where it was not done for a while, else when the time is up.
 * Whatever is asked for, a run begins after it, so the last change is never lost; two runs never overlap.
 * @param {() => Promise<void>|void} work
 * @param {number} every ms from the beginning of one run to that of the next, at least
 * @param {Timing} [timing]
 * @returns {() => void} asks for a run
 */
export function createThrottle(work, every, { now, later } = BROWSER) {
  let begunAt = -Infinity;
  let asked = false;
  let waiting = false;
  let running = false;

  async function run() {
    asked = false;
    running = true;
    begunAt = now();
    try {
      await work();
    } finally {
      running = false;
      goOn();
    }
  }

  function goOn() {
    if (!asked || waiting || running) {
      return;
    }
    const left = begunAt + every - now();
    if (left <= 0) {
      void run();
      return;
    }
    waiting = true;
    later(() => {
      waiting = false;
      goOn();
    }, left);
  }

  return () => {
    asked = true;
    goOn();
  };
}
