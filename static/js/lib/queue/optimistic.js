import { next } from "../model/arranging.js";
import { USUAL } from "../net/usual.js";
import { about } from "./about.js";
import { BLANK } from "./blank-contribution.js";

/**
 * @typedef {import("../model/board.js").View} View
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {(view: View) => void} Show makes a view look as if the order were done
 */

/** @type {Show} what cannot be guessed comes with the station's news */
const asBefore = () => {};

/**
 * @typedef {object} Given how an order was given
 * @property {number} at in ms
 * @property {number|null} round the running one
 */

/**
 * What a host's order makes of a station, until the server has said so. It follows from the order alone, so that an
 * order that was kept over a reload shows as before.
 * @type {Record<string, (payload: any, given: Given) => Show>}
 */
const shows = {
  "contribution.approve": (read) =>
    changed(about({ name: "", payload: read }), { state: "visible", hidden_reason: null }),
  "contribution.hide": ({ id, reason = null }) => changed([id], { state: "hidden", hidden_reason: reason }),
  "contribution.show": (read) => changed(about({ name: "", payload: read }), { state: "visible", hidden_reason: null }),
  "contribution.highlight": ({ id, on }) => changed([id], { highlighted: on }),
  "contribution.confirm_contact": (read) => changed(about({ name: "", payload: read }), { masked: null }),
  "contribution.cluster": ({ ids, cluster }) => changed(ids, { cluster }),
  "contribution.word_in_german": ({ id, text }) => changed([id], { german: text?.trim() || null }),
  "contribution.reword": ({ id, text }) => changed([id], { text: text.trim(), edited: true }),
  "contribution.type_in": (payload, given) => typedIn(payload, given),
  "contribution.merge": ({ into, ids }) => merged(into, ids),
  "contribution.separate": ({ id }) => changed([id], { merged_into: null }),
  "contribution.pause_author": ({ id, on }) => (on ? asBefore : changed([id], { author_paused: null })),
  "wording.approve": () => asBefore,
  "wording.hide": () => asBefore,
  "wording.word": () => asBefore,
  "contribution.count_hands": ({ id, by_hand: hands }) => counted(id, hands),
  "cluster.add": ({ id, station, title = "" }) => titled(id, station, title),
  "cluster.rename": ({ id, title }) => titled(id, "", title),
  "cluster.confirm_contact":
    ({ id }) =>
    ({ clusters }) =>
      replaced(clusters, id, { masked: null }),
  "cluster.remove": ({ id }) => dissolved(id),
  "photo.edit":
    ({ id, caption, table = null }) =>
    ({ photos }) =>
      replaced(photos, id, { caption: caption.trim(), table }),
  "photo.confirm_contact":
    ({ id }) =>
    ({ photos }) =>
      replaced(photos, id, { masked: null }),
  "photo.remove":
    ({ id }) =>
    ({ photos }) =>
      void photos.delete(id),
  "measure.add": ({ id, station, state = "open", ...said }) => measured(id, station, { ...agreed(said), state }),
  "measure.edit": ({ id, ...said }) => measured(id, null, agreed(said)),
  "measure.set_state": ({ id, state }) => measured(id, null, { state }),
  "measure.confirm_contact":
    ({ id }) =>
    ({ measures }) =>
      replaced(measures, id, { masked: null }),
  "measure.remove":
    ({ id }) =>
    ({ measures }) =>
      void measures.delete(id),
  "measure.arrange":
    ({ ids }) =>
    ({ measures }) =>
      arranged(measures, ids),
  "statement.add": ({ id, station, round = null, text, kind = "statement", behind = USUAL.statements.behind }) =>
    stated(id, { station, round }, { text: text.trim(), kind, behind }),
  "statement.edit": ({ id, text, kind, behind }) =>
    stated(id, null, { text: text.trim(), ...(kind && { kind }), ...(behind && { behind }) }),
  "statement.translate": ({ id, language, text }) => translated(id, language, text?.trim() || null),
  "statement.arrange":
    ({ ids }) =>
    ({ statements }) =>
      arranged(statements, ids),
  "statement.confirm_contact":
    ({ id }) =>
    ({ statements }) =>
      replaced(statements, id, { masked: null }),
  "statement.remove":
    ({ id }) =>
    ({ statements }) =>
      void statements.delete(id),
  "station.set_approve_first":
    ({ on }) =>
    (view) => {
      view.approveFirst = on;
    },
};

/**
 * @param {{name: string, payload: any, at: number}} order
 * @param {number|null} round the running one
 * @returns {Show}
 */
export function shown({ name, payload, at }, round) {
  return shows[name]?.(payload, { at, round }) ?? asBefore;
}

/**
 * Whether an order can be shown; another version may have left something else.
 * @param {{name: string, payload: any, at: number}} order
 */
export function canBeShown(order) {
  const nouns = ["contributions", "clusters", "statements", "photos", "measures"];
  try {
    shown(order, null)(/** @type {any} */ (Object.fromEntries(nouns.map((noun) => [noun, new Map()]))));
    return true;
  } catch {
    return false;
  }
}

/**
 * Shows contributions with other values.
 * @param {string[]} ids
 * @param {Partial<Contribution>} values
 * @returns {Show}
 */
function changed(ids, values) {
  return ({ contributions }) => {
    for (const id of ids) {
      const known = contributions.get(id);
      if (known) {
        contributions.set(id, { ...known, ...values });
      }
    }
  };
}

/**
 * Lays contributions, with all that lies beneath them, beneath one that stands for itself from then on.
 * @param {string} into
 * @param {string[]} ids
 * @returns {Show}
 */
function merged(into, ids) {
  return (view) => {
    const moving = [...view.contributions.values()].filter(
      ({ id, merged_into: head }) => id !== into && [id, head].some((one) => one !== null && ids.includes(one)),
    );
    const moved = moving.map(({ id }) => id);
    changed(moved, { merged_into: into })(view);
    changed([into], { merged_into: null })(view);
  };
}

/** @param {any} payload @param {Given} given @returns {Show} */
function typedIn({ id, station, text, kind, language, table = null, by_hand: hands = 0, photo = null }, { at, round }) {
  const values = { id, station, text: text.trim(), kind, language, table, photo, round, by_hand: hands, votes: hands };
  return ({ contributions }) => {
    if (!contributions.has(id)) {
      contributions.set(id, { ...BLANK, ...values, created_at: Math.floor(at / 1000) });
    }
  };
}

/** @param {Map<string, any>} items @param {string} id @param {object} values */
function replaced(items, id, values) {
  const known = items.get(id);
  if (known) {
    items.set(id, { ...known, ...values });
  }
}

/** @param {{what: string, who?: string|null, by_when?: string|null}} said */
const agreed = ({ what, who = null, by_when: byWhen = null }) => ({ what: what.trim(), who, by_when: byWhen });

/** @param {string} id @param {string|null} station of a new one @param {object} values @returns {Show} */
function measured(id, station, values) {
  return ({ measures }) => {
    if (station !== null && !measures.has(id)) {
      const fresh = { ...USUAL.measures, id, station, what: "" };
      measures.set(id, { ...fresh, position: next(measures.values()), revision: 0 });
    }
    replaced(measures, id, values);
  };
}

/**
 * @param {string} id
 * @param {{station: string, round: number|null}|null} place of a new one
 * @param {object} values
 * @returns {Show}
 */
function stated(id, place, values) {
  return ({ statements }) => {
    if (place && !statements.has(id)) {
      const fresh = { ...USUAL.statements, id, ...place, text: "" };
      statements.set(id, { ...fresh, position: next(statements.values()), revision: 0 });
    }
    replaced(statements, id, values);
  };
}

/** @param {string} id @param {string} language @param {string|null} text @returns {Show} */
function translated(id, language, text) {
  return ({ statements }) => {
    const statement = statements.get(id);
    if (statement) {
      const { [language]: _, ...others } = statement.translations;
      replaced(statements, id, { translations: text ? { ...others, [language]: text } : others });
    }
  };
}

/** @param {string} id @param {number} hands @returns {Show} */
function counted(id, hands) {
  return ({ contributions }) => {
    const known = contributions.get(id);
    if (known) {
      contributions.set(id, { ...known, by_hand: hands, votes: known.votes - known.by_hand + hands });
    }
  };
}

/** @param {string} id @param {string} station @param {string} title @returns {Show} */
function titled(id, station, title) {
  return ({ clusters }) => {
    const last = Math.max(0, ...[...clusters.values()].map(({ position }) => position));
    const known = clusters.get(id) ?? { ...USUAL.clusters, id, station, position: last + 1, revision: 0 };
    clusters.set(id, { ...known, title: title.trim() });
  };
}

/** @param {Map<string, any>} items @param {string[]} ids in this order */
function arranged(items, ids) {
  ids.forEach((id, at) => items.has(id) && items.set(id, { ...items.get(id), position: at + 1 }));
}

/** @param {string} id @returns {Show} */
function dissolved(id) {
  return ({ clusters, contributions }) => {
    clusters.delete(id);
    for (const item of contributions.values()) {
      if (item.cluster === id) {
        contributions.set(item.id, { ...item, cluster: null });
      }
    }
  };
}
