import { CUT } from "./live.js";

/**
 * The server as a phone's orders know it: each may come twice without harm.
 *
 * @typedef {import("../../../static/js/lib/net/wire.js").Ack} Ack
 * @typedef {"cut"|"silent"|"unheard"|Ack} Fate of an order: done, but the connection breaks; done, but no answer comes;
 *   neither done nor answered; or this answer instead
 */

export function createCafe() {
  /** @type {Map<string, {text: string, withdrawn: boolean}>} */
  const contributions = new Map();
  /** @type {Set<string>} */
  const votes = new Set();
  /** What was carried out, by the orders' ids: each counts once.
   * @type {Map<string, Ack>} */
  const remembered = new Map();
  /** @type {string[]} */
  const arrived = [];
  let revision = 1;

  /** @param {object} [more] @returns {Ack} */
  const done = (more = {}) => ({ ok: true, revision: ++revision, state: "visible", ...more });
  /** @type {Ack} */
  const unknown = { ok: false, error: "unknown_contribution", message: "Diesen Beitrag gibt es nicht." };

  /** @type {Record<string, (payload: any) => Ack>} */
  const deeds = {
    "contribution.add": ({ id, text }) => {
      const known = contributions.get(id);
      if (!known) {
        contributions.set(id, { text, withdrawn: false });
        arrived.push(id);
      }
      return done({ state: known?.withdrawn ? "withdrawn" : "visible" });
    },
    "contribution.edit": ({ id, text }) => {
      const known = contributions.get(id);
      if (!known || known.withdrawn) {
        return unknown;
      }
      known.text = text;
      return done();
    },
    "contribution.withdraw": ({ id }) => {
      const known = contributions.get(id);
      if (!known) {
        return unknown;
      }
      known.withdrawn = true;
      return done();
    },
    "vote.set": ({ contribution, on }) => {
      if (on) {
        votes.add(contribution);
      } else {
        votes.delete(contribution);
      }
      return done({ votes_left: 3 - votes.size });
    },
    "feedback.set": () => done(),
  };

  const cafe = {
    /** What becomes of the next orders.
     * @type {(Fate|undefined)[]} */
    fates: [],
    /** Answers before anything else does; undefined: as usual.
     * @type {(name: string, payload: any) => Ack|undefined} */
    answers: () => undefined,
    /** @param {string} name @param {any} payload */
    serve(name, payload) {
      const fate = cafe.fates.shift();
      if (fate === "unheard") {
        return null;
      }
      if (typeof fate === "object") {
        return fate;
      }
      const before = remembered.get(payload.order);
      const ack = before ?? cafe.answers(name, payload) ?? deeds[name]?.(payload) ?? null;
      if (ack?.ok && payload.order) {
        remembered.set(payload.order, ack);
      }
      return fate === "cut" ? CUT : fate === "silent" ? null : ack;
    },
    /** The ids in the order in which they first came. */
    arrived: () => arrived,
    votes: () => [...votes].sort(),
    /** What everybody reads. */
    texts: () =>
      Object.fromEntries([...contributions].filter(([, one]) => !one.withdrawn).map(([id, { text }]) => [id, text])),
  };
  return cafe;
}
