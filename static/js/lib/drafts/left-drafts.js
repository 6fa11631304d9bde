import { thisDevice } from "../storage/device.js";
import { draftPlaces } from "./tab-draft.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 *
 * @typedef {object} LeftDraft
 * @property {string} station
 * @property {Draft} draft
 * @property {() => void} take it goes from there, because it lies somewhere else by now
 */

/**
 * What this phone began to write at other stations and did not send: whoever walks on finds it again.
 * @param {string} event
 * @param {string} here
 * @param {{slug: string}[]} stations
 * @param {import("../storage/device.js").Device} [device]
 * @returns {() => LeftDraft[]} what lies there now, in the order of the stations
 */
export function leftDrafts(event, here, stations, device = thisDevice) {
  const elsewhere = stations.filter(({ slug }) => slug !== here);
  const known = elsewhere.map(({ slug }) => ({ station: slug, places: draftPlaces(event, slug, device) }));
  return () =>
    known.flatMap(({ station, places }) =>
      places
        .taken()
        .filter(({ kept }) => kept.text.trim())
        .map(({ place, kept }) => ({ station, draft: kept, take: () => places.draftAt(place).clear() })),
    );
}

/**
 * Takes a text along to another station, where it answers nothing and rewords nothing.
 * @param {string} event
 * @param {string} station
 * @param {Draft} draft
 * @param {import("../storage/device.js").Device} [device]
 * @returns {boolean} whether it is there when that station's page opens
 */
export function takeAlong(event, station, { text, kind, language, chosen }, device = thisDevice) {
  const places = draftPlaces(event, station, device);
  const own = { text, kind, language, ...(chosen !== undefined && { chosen }) };
  return places.draftAt(places.free()).write({ ...own, replyTo: null, editing: null, stash: null });
}
