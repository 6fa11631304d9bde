import { at, lastOf } from "../base/at.js";

/**
 * One waiting contribution after another, to be answered by a thumb. The card changes only on an answer.
 *
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {"approved"|"hidden"|"later"} Answer
 * @typedef {import("./as-read.js").Read} Read
 *
 * @typedef {object} Done
 * @property {Answer} answer
 * @property {Contribution} card as it was read
 *
 * @typedef {object} State
 * @property {Contribution|null} card
 * @property {number} showing another number whenever a card or another wording of it was put in front of the host
 * @property {"same"|"newer"|"gone"|"coming"} is newer: it reads differently by now; gone: somebody else answered or
 *   withdrew it; coming: it was taken back here, and the server has not said so yet
 * @property {Contribution|null} next
 * @property {number} left with this one
 * @property {number} fresh how many of these came since the reading began
 * @property {Record<Answer, number>} counts
 * @property {Done|null} last
 */

/** For so long, in ms, a new card takes no answer: a finger that was on its way meant the one before. */
export const LOCKED = 400;

/** @param {{now: () => number}} parts now: in ms, by a clock that only goes on */
export function createReading({ now }) {
  /** @type {string[]} */
  let queue = [];
  /** @type {Map<string, Contribution>} */
  let waiting = new Map();
  /** @type {Set<string>} */
  let first = new Set();
  /** @type {Contribution|null} */
  let card = null;
  let coming = false;
  let since = 0;
  let showing = 0;
  /** @type {Done[]} */
  let done = [];
  /** @type {Record<Answer, number>} */
  let counts = { approved: 0, hidden: 0, later: 0 };

  /** @param {Contribution|null} next */
  function show(next) {
    card = next;
    coming = false;
    since = now();
    showing += 1;
  }

  function goOn() {
    const id = queue.find((one) => waiting.has(one));
    queue = queue.filter((one) => one !== id && waiting.has(one));
    show((id && waiting.get(id)) || null);
  }

  /** @returns {State["is"]} */
  function is() {
    const known = card && waiting.get(card.id);
    if (!known) {
      return coming ? "coming" : "gone";
    }
    return known.text === card?.text ? "same" : "newer";
  }

  /** @param {Contribution[]} cards all that waits, the oldest first */
  function update(cards) {
    waiting = new Map(cards.map((one) => [one.id, one]));
    const here = new Set([...queue, card?.id]);
    queue = [...queue.filter((id) => waiting.has(id)), ...[...waiting.keys()].filter((id) => !here.has(id))];
    if (!card) {
      goOn();
    }
  }

  return {
    /** @param {Contribution[]} cards */
    open(cards) {
      [queue, done, card] = [[], [], null];
      counts = { approved: 0, hidden: 0, later: 0 };
      first = new Set(cards.map(({ id }) => id));
      update(cards);
    },
    update,
    /** @returns {State} */
    state: () => ({
      card,
      showing,
      is: is(),
      next: at(waiting, queue[0]) ?? null,
      left: queue.length + Number(card !== null),
      fresh: queue.filter((id) => !first.has(id)).length,
      counts: { ...counts },
      last: lastOf(done) ?? null,
    }),
    /**
     * Answers the card that is shown, and goes on to the next.
     * @param {Answer} answer
     * @returns {Read|null} what was read; null where nothing was answered: it came a moment ago, or is another by now
     */
    answer(answer) {
      if (!card || now() - since < LOCKED) {
        return null;
      }
      const found = is();
      if (found === "newer") {
        show(waiting.get(card.id) ?? null);
        return null;
      }
      if (found !== "same") {
        goOn();
        return null;
      }
      const read = { id: card.id, was: card.text };
      done = [...done, { answer, card }];
      counts[answer] += 1;
      if (answer === "later") {
        queue = [...queue, card.id];
      }
      goOn();
      return read;
    },
    /** Back to the card before; what was answered there is to be taken back. @returns {Done|null} */
    back() {
      const last = lastOf(done) ?? null;
      if (last) {
        done = done.slice(0, -1);
        counts[last.answer] -= 1;
        queue = [...(card ? [card.id] : []), ...queue.filter((id) => id !== last.card.id)];
        show(last.card);
        coming = last.answer !== "later";
      }
      return last;
    },
  };
}
