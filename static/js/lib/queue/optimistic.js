/**
 * @typedef {import("../model/board.js").View} View
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {(view: View) => void} Show makes a view look as if the order were done
 */

/** @type {Show} what cannot be guessed comes with the station's news */
const asBefore = () => {};

/**
 * What a host's order makes of a station, until the server has said so. It follows from the order's name and payload
 * alone, so that an order that was kept over a reload shows as before.
 * @type {Record<string, (payload: any) => Show>}
 */
const shows = {
  "contribution.approve": ({ id }) => changed([id], { state: "visible", hidden_reason: null }),
  "contribution.hide": ({ id, reason = null }) => changed([id], { state: "hidden", hidden_reason: reason }),
  "contribution.show": ({ id }) => changed([id], { state: "visible", hidden_reason: null }),
  "contribution.highlight": ({ id, on }) => changed([id], { highlighted: on }),
  "contribution.confirm_contact": ({ id }) => changed([id], { masked: null }),
  "contribution.cluster": ({ ids, cluster }) => changed(ids, { cluster }),
  "contribution.word_in_german": ({ id, text }) => changed([id], { german: text }),
  "contribution.merge": ({ into, ids }) => changed(ids, { merged_into: into }),
  "contribution.separate": ({ id }) => changed([id], { merged_into: null }),
  "contribution.pause_author": ({ id, on }) => (on ? asBefore : changed([id], { author_paused: null })),
  "contribution.count_hands": ({ id, by_hand: hands }) => counted(id, hands),
  "cluster.add": ({ id, station, title }) => titled(id, station, title),
  "cluster.rename": ({ id, title }) => titled(id, "", title),
  "cluster.remove": ({ id }) => dissolved(id),
  "photo.remove":
    ({ id }) =>
    ({ photos }) =>
      void photos.delete(id),
  "measure.remove":
    ({ id }) =>
    ({ measures }) =>
      void measures.delete(id),
  "measure.arrange":
    ({ ids }) =>
    ({ measures }) =>
      arranged(measures, ids),
  "statement.arrange":
    ({ ids }) =>
    ({ statements }) =>
      arranged(statements, ids),
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
 * @param {string} name
 * @param {object} payload
 * @returns {Show}
 */
export function shown(name, payload) {
  return shows[name]?.(payload) ?? asBefore;
}

/**
 * The items an order is about, by their ids.
 * @param {any} payload
 * @returns {string[]}
 */
export function about({ id, ids, into }) {
  return [id, into, ...(ids ?? [])].filter(Boolean);
}

/**
 * Shows contributions with other values.
 * @param {string[]} ids
 * @param {Partial<Contribution>} values
 * @returns {Show}
 */
export function changed(ids, values) {
  return ({ contributions }) => {
    for (const id of ids) {
      const known = contributions.get(id);
      if (known) {
        contributions.set(id, { ...known, ...values });
      }
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
    const known = clusters.get(id) ?? { id, station, position: last + 1, revision: 0 };
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
