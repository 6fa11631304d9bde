/**
 * What waits for a host holds still while it is read: new ones gather behind a count, what somebody else took away
 * leaves its place empty, and another wording comes only when it is asked for.
 *
 * @typedef {import("../net/wire.js").Contribution} Contribution
 *
 * @typedef {object} Slot a place in the list
 * @property {Contribution} card as it was when its text was first drawn here
 * @property {boolean} gone somebody else approved, hid or withdrew it: the place stays, with nothing in it
 * @property {Contribution|null} newer it reads differently by now
 *
 * @typedef {import("./as-read.js").Read} Read
 */

/** So many come in at once: about what a host reads in five minutes. */
const AT_ONCE = 60;

export function createHeld() {
  /** @type {Slot[]} */
  let slots = [];
  /** What was in the list before comes back at its end by itself: it was taken back, or refused. @type {Set<string>} */
  const known = new Set();
  /** @type {Contribution[]} */
  let fresh = [];
  let mayClose = true;
  let mayComeIn = true;

  /** @param {Contribution} card @returns {Slot} */
  const slot = (card) => ({ card, gone: false, newer: null });

  /** @param {Slot} held @param {Map<string, Contribution>} now @returns {Slot[]} */
  function heldNow(held, now) {
    const card = now.get(held.card.id);
    if (!card) {
      return mayClose ? [] : [{ ...held, gone: true, newer: null }];
    }
    return card.text === held.card.text ? [slot(card)] : [{ card: held.card, gone: false, newer: card }];
  }

  /** @param {Contribution[]} cards */
  function comeIn(cards) {
    const here = new Set(slots.map(({ card }) => card.id));
    slots = [...slots, ...cards.filter(({ id }) => !here.has(id)).map(slot)];
    cards.forEach(({ id }) => known.add(id));
  }

  return {
    /** The host's own deed moves things anyway: the empty places close. */
    close() {
      mayClose = true;
    },
    /** The host wants to see what came since. */
    letIn() {
      mayClose = true;
      mayComeIn = true;
    },
    /** The host wants to see how these read by now. @param {string[]} ids */
    renew(ids) {
      slots = slots.map((one) => (one.newer && ids.includes(one.card.id) ? slot(one.newer) : one));
    },
    /**
     * @param {Contribution[]} waiting all that waits now, the oldest first
     * @returns {{slots: Slot[], fresh: number}} fresh: how many gather and want to be let in
     */
    update(waiting) {
      const now = new Map(waiting.map((card) => [card.id, card]));
      slots = slots.flatMap((one) => heldNow(one, now));
      if (!waiting.length) {
        slots = [];
      }
      mayComeIn ||= !slots.length; // nobody reads anything here
      const here = new Set(slots.filter(({ gone }) => !gone).map(({ card }) => card.id));
      slots = slots.filter(({ gone, card }) => !gone || !now.has(card.id));
      const others = waiting.filter(({ id }) => !here.has(id));
      comeIn(others.filter(({ id }) => known.has(id)));
      fresh = others.filter(({ id }) => !known.has(id));
      if (mayComeIn && fresh.length) {
        comeIn(fresh.slice(0, AT_ONCE));
        fresh = fresh.slice(AT_ONCE);
        mayComeIn = false;
      }
      mayClose = false;
      return { slots, fresh: fresh.length };
    },
    /**
     * What is said to have been read of these, and which of them read differently by now.
     * @param {string[]} ids
     * @returns {{read: Read[], newer: string[]}}
     */
    asRead(ids) {
      const mine = new Map(slots.filter(({ gone }) => !gone).map((one) => [one.card.id, one]));
      const held = ids.flatMap((id) => mine.get(id) ?? []);
      return {
        read: held.filter(({ newer }) => !newer).map(({ card }) => ({ id: card.id, was: card.text })),
        newer: held.filter(({ newer }) => newer).map(({ card }) => card.id),
      };
    },
  };
}
