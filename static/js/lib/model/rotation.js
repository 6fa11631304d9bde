import { thisDevice } from "../storage/device.js";

/**
 * @typedef {{
 *   slug: string,
 *   position: number,
 *   sign: number,
 *   short_title: string,
 *   title: string,
 *   tables: number,
 *   url: string,
 * }} StationInfo
 * @typedef {import("../net/wire.js").EventState} EventState
 */

/**
 * Where a table goes from here: the next open station in the circle, the same table there as far as it has one.
 * @template {StationInfo} Station
 * @param {Station[]} stations in the order of their positions
 * @param {string} slug the present one
 * @param {number|null} table
 * @param {EventState["stations"]} [states] which of them are closed
 * @returns {{next: Station, table: number|null}|null} null where there is nowhere else to go
 */
export function nextStop(stations, slug, table, states = {}) {
  const here = stations.findIndex((station) => station.slug === slug);
  const circle = here < 0 ? [] : [...stations.slice(here + 1), ...stations.slice(0, here)];
  const next = circle.find((station) => !states[station.slug]?.closed);
  if (!next) {
    return null;
  }
  return { next, table: table && next.tables ? ((table - 1) % next.tables) + 1 : null };
}

/**
 * Remembers where this phone sat in a round. Who opens another station during the change has arrived already, and
 * somebody who comes new sits where they scanned the code.
 * @param {string} event
 * @param {string} station
 * @param {import("../storage/device.js").Device} [device]
 */
export function createSeat(event, station, { storage } = thisDevice) {
  const key = `cafe.seat.${event}`;
  return {
    /** @param {EventState} state */
    note({ phase, round }) {
      const seat = storage.read(key);
      if (phase === "round" && (seat?.round !== round || seat?.station !== station || seat?.left)) {
        storage.write(key, { round, station, left: false });
      }
    },
    /** @param {EventState} state @returns {boolean} whether the way leads on from here */
    leadsOn({ phase, round }) {
      const seat = storage.read(key);
      return phase === "change" && seat?.round === round && seat?.station === station;
    },
    /** Whether its reader closed the way already, or went. */
    hasLeft: () => Boolean(storage.read(key)?.left),
    /** The way was shown, and its reader closed it or went. */
    leave() {
      storage.write(key, { ...storage.read(key), left: true });
    },
  };
}
