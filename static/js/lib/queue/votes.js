/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 *
 * @typedef {object} Votes
 * @property {(ids: string[], left: number) => void} confirm what the server says about this person's dots
 * @property {(id: string) => boolean} on
 * @property {(contribution: Contribution) => number} shown the count with this person's own, unanswered dot in it
 * @property {() => number} left
 * @property {(id: string) => void} toggle
 * @property {(id: string) => boolean} waits whether the server has not answered yet
 * @property {(id: string) => boolean} given whether the server knows of a dot
 */

/**
 * This person's dots at a station: they react at once, and fall back to what the server says.
 * @param {{
 *   outbox: import("./outbox.js").Outbox,
 *   store: import("../model/station-store.js").StationStore,
 *   station: string,
 * }} parts
 * @param {{ids: string[], left: number}} initial
 * @returns {Votes}
 */
export function createVotes({ outbox, store, station }, initial) {
  let given = new Set(initial.ids);
  let left = initial.left;
  /** Answered, but the new count may not have come round yet: each answer with what it adds to the count.
   * @type {Map<string, {revision: number, delta: number}[]>} */
  const late = new Map();

  /** @returns {Map<string, boolean>} */
  function wanted() {
    const orders = outbox.of(station).filter((order) => order.name === "vote.set");
    return new Map(orders.map(({ payload }) => [payload.contribution, payload.on]));
  }

  /** @param {string} id */
  function on(id) {
    return wanted().get(id) ?? given.has(id);
  }

  outbox.onAccepted((order, ack) => {
    if (order.name !== "vote.set" || order.station !== station) {
      return;
    }
    const { contribution: id, on: set } = order.payload;
    const counted = store.contributions.get(id)?.revision ?? 0;
    const still = (late.get(id) ?? []).filter(({ revision }) => revision > counted);
    if (set !== given.has(id)) {
      still.push({ revision: ack.revision, delta: set ? 1 : -1 });
    }
    late.set(id, still);
    given = new Set([...given].filter((other) => other !== id).concat(set ? [id] : []));
    left = ack.votes_left;
  });

  return {
    confirm(ids, newLeft) {
      given = new Set(ids);
      left = newLeft;
      late.clear();
    },
    on,
    shown(contribution) {
      const { id, votes } = contribution;
      const uncounted = (late.get(id) ?? []).filter(({ revision }) => revision > contribution.revision);
      const answered = uncounted.reduce((sum, { delta }) => sum + delta, 0);
      return votes + answered + Number(on(id)) - Number(given.has(id));
    },
    left() {
      let still = left;
      for (const [id, set] of wanted()) {
        still += Number(given.has(id)) - Number(set);
      }
      return Math.max(0, still);
    },
    toggle(id) {
      outbox.put("vote.set", { contribution: id, on: !on(id) }, station);
    },
    waits: (id) => wanted().has(id),
    given: (id) => given.has(id),
  };
}
