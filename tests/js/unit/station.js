import { createStationStore } from "../../../static/js/lib/model/station-store.js";
import { createClock } from "./clock.js";
import { createLive } from "./live.js";
import { change, EVENT, STATION } from "./nouns.js";

/** @typedef {import("./nouns.js").Change} Change */

/**
 * A store, its connection, and what it told.
 * @param {import("./live.js").Serve} [serve]
 * @param {Partial<Parameters<typeof createStationStore>[1]>} [options]
 * @param {typeof fetch} [get]
 */
export function begin(serve = () => null, options = {}, get = undefined) {
  createClock().install();
  const live = createLive(serve);
  const store = createStationStore(live, { event: EVENT, station: STATION, ...options }, get);
  /** @type {string[][]} */
  const told = [];
  store.subscribe((touched) => told.push([...touched].sort()));
  return { live, store, told };
}

/** @param {import("../../../static/js/lib/model/station-store.js").StationStore} store */
export const texts = (store) => Object.fromEntries([...store.contributions.values()].map(({ id, text }) => [id, text]));

/** @param {Change} answer */
export const opened = (answer) => ({ ok: /** @type {const} */ (true), change: answer });

/** @param {number} since @param {number} revision @param {Change["contributions"]} contributions */
export const of = (since, revision, ...contributions) => change(since, revision, { contributions });
