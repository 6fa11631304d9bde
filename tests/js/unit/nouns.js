/**
 * What stands in a station, as the server tells it. A test names only what it is about.
 *
 * @typedef {import("../../../static/js/lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../../../static/js/lib/net/wire.js").Cluster} Cluster
 * @typedef {import("../../../static/js/lib/net/wire.js").Statement} Statement
 * @typedef {import("../../../static/js/lib/net/wire.js").Measure} Measure
 * @typedef {import("../../../static/js/lib/net/wire.js").Photo} Photo
 * @typedef {import("../../../static/js/lib/net/wire.js").Change} Change
 * @typedef {import("../../../static/js/lib/net/wire.js").EventState} EventState
 * @typedef {import("../../../static/js/lib/model/board.js").View} View
 */
import { isDeepStrictEqual } from "node:util";
import { USUAL } from "../../../static/js/lib/net/usual.js";
import { START } from "./clock.js";

export const EVENT = "dresden";
export const STATION = "verein";

/** @param {number} seconds after a test's beginning */
export const at = (seconds) => new Date(START + 1000 * seconds).toISOString();

/** @param {number} seconds after a test's beginning, as contributions tell them */
export const second = (seconds) => Math.floor(START / 1000) + seconds;

/** @param {string} id @param {Partial<Contribution>} [values] @returns {Contribution} */
export function contribution(id, values = {}) {
  const own = { id, station: STATION, number: 1, round: 1, text: id, created_at: second(0), revision: 1 };
  return { ...USUAL.contributions, ...own, ...values };
}

/** @param {string} id @param {Partial<Cluster>} [values] @returns {Cluster} */
export const cluster = (id, values = {}) => {
  const own = { id, station: STATION, title: id, position: 1, revision: 1 };
  return { ...USUAL.clusters, ...own, ...values };
};

/** @param {string} id @param {Partial<Statement>} [values] @returns {Statement} */
export function statement(id, values = {}) {
  const own = { id, station: STATION, round: 1, text: id, position: 1, revision: 1 };
  return { ...USUAL.statements, ...own, ...values };
}

/** @param {string} id @param {Partial<Measure>} [values] @returns {Measure} */
export function measure(id, values = {}) {
  const own = { id, station: STATION, what: id, position: 1, revision: 1 };
  return { ...USUAL.measures, ...own, ...values };
}

/** @param {string} id @param {Partial<Photo>} [values] @returns {Photo} */
export function photo(id, values = {}) {
  const own = { id, station: STATION, round: 1, table: 1, caption: id, width: 4, height: 3, revision: 1 };
  return { ...USUAL.photos, ...own, ...values };
}

/** @param {string} id */
export const gone = (id) => ({ id, gone: /** @type {const} */ (true) });

/** @param {number} since @param {number} revision @param {Partial<Change>} [nouns] @returns {Change} */
export function change(since, revision, nouns = {}) {
  const none = { contributions: [], clusters: [], statements: [], measures: [], photos: [] };
  return { station: STATION, since, revision, ...none, ...nouns };
}

/**
 * A change as the server sends it: without what has its usual value.
 * @param {Change} change
 * @returns {any}
 */
export function short({ since, station, revision, contributions, ...others }) {
  /** @param {string} noun @param {any[]} items */
  const told = (noun, items) =>
    items.map((item) => {
      /** @type {Record<string, unknown>} */
      const usual = { ...USUAL[/** @type {keyof typeof USUAL} */ (noun)], station };
      const kept = (/** @type {[string, unknown]} */ [name, value]) =>
        !(name in usual) || !isDeepStrictEqual(value, usual[name]);
      return Object.fromEntries(Object.entries(item).filter(kept));
    });
  const lists = Object.entries(others).filter(([, items]) => items.length);
  return {
    station,
    revision,
    ...(since !== revision - 1 && { since }),
    contributions: told("contributions", contributions),
    ...Object.fromEntries(lists.map(([noun, items]) => [noun, told(noun, items)])),
  };
}

/** @param {Partial<EventState>} [values] @returns {EventState} */
export function eventState(values = {}) {
  return {
    event: EVENT,
    revision: 1,
    phase: "before",
    round: null,
    rounds: 3,
    title: null,
    started_at: null,
    ends_at: null,
    ended_at: null,
    late_until: null,
    now: at(0),
    announcement: null,
    feedback: { state: "before", shown: false },
    wall: { scene: "", language: "" },
    locked: false,
    over: false,
    rehearsal: false,
    stations: {},
    ...values,
  };
}

/** @template {{id: string}} Item @param {Item[]} items @returns {Map<string, Item>} */
export const byId = (items) => new Map(items.map((item) => [item.id, item]));

/** @param {{id: string}[]} items */
export const ids = (items) => items.map(({ id }) => id);

/**
 * @param {{
 *   contributions?: Contribution[],
 *   clusters?: Cluster[],
 *   statements?: Statement[],
 *   photos?: Photo[],
 *   measures?: Measure[],
 *   approveFirst?: boolean,
 * }} nouns
 * @returns {View}
 */
export function view({
  contributions = [],
  clusters = [],
  statements = [],
  photos = [],
  measures = [],
  approveFirst = false,
} = {}) {
  return {
    contributions: byId(contributions),
    clusters: byId(clusters),
    statements: byId(statements),
    photos: byId(photos),
    measures: byId(measures),
    approveFirst,
  };
}
