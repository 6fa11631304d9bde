/** How long each station's slides were shown, in ms. Kept in this window, so that a reload does not set it back. */

/** As long as a station has at 16:30. */
export const STATION_TIME = 7 * 60_000;

/**
 * @param {string} key
 * @param {() => number} now in ms, of a steady clock
 * @param {Storage} [storage]
 */
export function createStationClocks(key, now, storage = sessionStorage) {
  /** @type {Record<string, number>} */
  const used = JSON.parse(storage.getItem(key) ?? "{}");
  /** @type {string|null} */
  let running = null;
  let since = now();

  const settle = () => {
    const moment = now();
    if (running !== null) {
      used[running] = (used[running] ?? 0) + moment - since;
      storage.setItem(key, JSON.stringify(used));
    }
    since = moment;
  };

  return {
    /** @param {string|null} station whose slide is shown now */
    run(station) {
      settle();
      running = station;
    },
    /** All stations have their whole time again: after a rehearsal. */
    reset() {
      Object.keys(used).forEach((station) => delete used[station]);
      storage.removeItem(key);
      since = now();
    },
    /** What is left, below 0 where it took longer; null between stations. */
    left() {
      settle();
      return running === null ? null : STATION_TIME - (used[running] ?? 0);
    },
  };
}
