/** So many ms after a first visit has begun, at the earliest, what nobody asked for yet comes by itself. */
const EARLIEST = 20_000;
/** A hall that scans at once asks for it at moments by lot, over so many ms. */
const SPREAD = 40_000;

/**
 * A part of a screen that comes when somebody first asks for it, or by itself when a hall's arrival is over: a network
 * that is cut later finds it there.
 * @template Part
 * @param {() => Promise<Part>} load
 * @param {() => number} [lot]
 */
export function createOnDemand(load, lot = Math.random) {
  /** @type {Promise<Part>|null} */
  let coming = null;
  const part = {
    /** @returns {Promise<Part>} */
    need() {
      coming ??= load();
      return coming;
    },
    /** It comes by itself, too: not while somebody does something, where the browser can tell. */
    whenQuiet() {
      const wait = EARLIEST + lot() * SPREAD;
      setTimeout(() => {
        if ("requestIdleCallback" in window) {
          requestIdleCallback(() => void part.need(), { timeout: EARLIEST });
        } else {
          void part.need();
        }
      }, wait);
    },
  };
  return part;
}
