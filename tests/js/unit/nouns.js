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
import { START } from "./clock.js";

export const EVENT = "dresden";
export const STATION = "verein";

/** @param {number} seconds after a test's beginning */
export const at = (seconds) => new Date(START + 1000 * seconds).toISOString();

/** @param {string} id @param {Partial<Contribution>} [values] @returns {Contribution} */
export function contribution(id, values = {}) {
  return {
    id,
    station: STATION,
    number: 1,
    round: 1,
    table: null,
    kind: "idea",
    language: "de",
    text: id,
    german: null,
    author: null,
    reply_to: null,
    votes: 0,
    by_hand: 0,
    state: "visible",
    highlighted: false,
    cluster: null,
    merged_into: null,
    photo: null,
    edited: false,
    created_at: at(0),
    revision: 1,
    masked: null,
    ...values,
  };
}

/** @param {string} id @param {Partial<Cluster>} [values] @returns {Cluster} */
export const cluster = (id, values = {}) => ({ id, station: STATION, title: id, position: 1, revision: 1, ...values });

/** @param {string} id @param {Partial<Statement>} [values] @returns {Statement} */
export function statement(id, values = {}) {
  const blank = { id, station: STATION, round: 1, text: id, translations: {}, position: 1, revision: 1 };
  return { ...blank, kind: "statement", ...values };
}

/** @param {string} id @param {Partial<Measure>} [values] @returns {Measure} */
export function measure(id, values = {}) {
  return {
    id,
    station: STATION,
    what: id,
    who: null,
    by_when: null,
    state: "open",
    position: 1,
    revision: 1,
    ...values,
  };
}

/** @param {string} id @param {Partial<Photo>} [values] @returns {Photo} */
export function photo(id, values = {}) {
  const size = { width: 4, height: 3 };
  return { id, station: STATION, round: 1, table: 1, caption: id, ...size, revision: 1, ...values };
}

/** @param {string} id */
export const gone = (id) => ({ id, gone: /** @type {const} */ (true) });

/** @param {number} since @param {number} revision @param {Partial<Change>} [nouns] @returns {Change} */
export function change(since, revision, nouns = {}) {
  const none = { contributions: [], clusters: [], statements: [], measures: [], photos: [] };
  return { station: STATION, since, revision, ...none, ...nouns };
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
    wall: { scene: "" },
    locked: false,
    over: false,
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
