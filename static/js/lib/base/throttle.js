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
 * @returns {() => Promise<void>} asks for a run; resolves when it is over, whether or not it succeeded
 */
export function createThrottle(work, every, { now, later } = BROWSER) {
  /** @type {(() => void)[]} */
  let asking = [];
  let begunAt = -Infinity;
  let waiting = false;
  let running = false;

  async function run() {
    const served = asking;
    asking = [];
    running = true;
    begunAt = now();
    try {
      await work();
    } finally {
      running = false;
      for (const tell of served) {
        tell();
      }
      goOn();
    }
  }

  function goOn() {
    if (!asking.length || waiting || running) {
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

  return () =>
    new Promise((resolve) => {
      asking.push(resolve);
      goOn();
    });
}
