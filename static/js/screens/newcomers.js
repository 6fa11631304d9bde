import * as storage from "../lib/storage/local-storage.js";

/**
 * @typedef {object} NewcomersParts
 * @property {string} event
 * @property {string} station
 * @property {import("../lib/model/event-state.js").EventClock} clock
 * @property {import("../lib/model/station-store.js").StationStore} store
 * @property {{show: (name: string) => void, shown: string}} tabs
 * @property {() => boolean} isWriting
 * @property {() => boolean} arrives whether this is somebody's first visit: they read the question first
 */

/**
 * When a round begins, its group reads first what the groups before left behind – once, and not over somebody's
 * shoulder: who has begun to write is only told that it is there.
 * @param {NewcomersParts} parts
 */
export function createNewcomers({ event, station, clock, store, tabs, isWriting, arrives }) {
  const key = `cafe.read.${event}.${station}`;
  let offered = 0;

  /** The running round, where its group has something to read and has not done so. */
  function due() {
    const { phase, round } = clock.state;
    const before = [...store.statements.values()].some((one) => one.round !== null && one.round < (round ?? 0));
    return phase === "round" && round && round > 1 && before && storage.read(key) !== round ? round : null;
  }

  const newcomers = {
    update() {
      const round = due();
      if (round && tabs.shown === "handover") {
        storage.write(key, round);
      } else if (round && round !== offered && !isWriting() && !arrives()) {
        offered = round;
        newcomers.read();
      }
    },
    read() {
      storage.write(key, clock.state.round);
      tabs.show("handover");
    },
    /** @returns {(() => void)|null} */
    get toRead() {
      return due() ? newcomers.read : null;
    },
  };
  return newcomers;
}
