import assert from "node:assert/strict";
import { test } from "node:test";
import { createHeld } from "../../../../static/js/lib/model/held.js";
import { createReading } from "../../../../static/js/lib/model/reading.js";
import { createChance } from "../clock.js";
import { contribution, second } from "../nouns.js";

/** A host reads for so long, and the finger is on its way for so long, in ms. */
const READS = 1200;
const FINGER = 350;
const POST_EVERY = 500;
/** A hall in which somebody writes every half second, some reword or withdraw, and a second tablet answers, too. */
const STEP = 50;

/** @typedef {import("../../../../static/js/lib/net/wire.js").Contribution} Contribution */

/** @param {number} seed */
function hall(seed) {
  const chance = createChance(seed);
  /** @type {Map<string, Contribution>} */
  const waiting = new Map();
  let moment = 0;
  let posts = 0;
  const cards = () => [...waiting.values()];

  function step() {
    moment += STEP;
    if (moment % POST_EVERY === 0) {
      posts += 1;
      const text = `${posts} `.repeat(1 + chance.below(60));
      waiting.set(`p${posts}`, contribution(`p${posts}`, { state: "pending", text, created_at: second(posts) }));
    }
    const one = chance.one(cards());
    if (one && chance.below(20) === 0) {
      waiting.set(one.id, { ...one, text: `${one.text}anders` });
    } else if (one && chance.below(30) === 0) {
      waiting.delete(one.id);
    }
  }

  return { cards, waiting, step, now: () => moment, chance };
}

/** How high a card is drawn. @param {Contribution} card */
const height = ({ text }) => 90 + 24 * Math.ceil(text.length / 30);

for (const seed of [1, 2, 3]) {
  test(`beside two posts a second the list approves no card that its host did not read (${seed})`, () => {
    const { cards, waiting, step, now, chance } = hall(seed);
    const held = createHeld();
    /** @type {ReturnType<typeof held.update>["slots"]} */
    let slots = [];
    const draw = () => {
      ({ slots } = held.update(cards()));
    };
    /** What lies at this height. @param {number} y */
    const under = (y) => {
      let top = 0;
      return slots.find(({ card }) => {
        top += height(card);
        return y < top;
      });
    };
    const wait = (/** @type {number} */ ms) => {
      for (let done = 0; done < ms; done += STEP) {
        step();
        draw();
      }
    };
    let approved = 0;
    wait(3000);
    while (now() < 180_000) {
      const chosen = slots.filter(({ gone }) => !gone)[chance.below(3)] ?? slots.find(({ gone }) => !gone);
      if (!chosen) {
        held.letIn();
        wait(STEP);
        continue;
      }
      const { id, text } = chosen.card;
      const y = slots.slice(0, slots.indexOf(chosen)).reduce((sum, { card }) => sum + height(card), 0) + 40;
      wait(READS + FINGER);
      const hit = under(y);
      const { read, newer } = held.asRead(hit ? [hit.card.id] : []);
      held.renew(newer);
      for (const one of read) {
        assert.deepEqual([one.id, one.was], [id, text]);
        approved += Number(waiting.get(one.id)?.text === one.was);
        waiting.delete(one.id);
      }
      held.close();
      draw();
      if (slots.length < 3) {
        held.letIn();
        draw();
      }
    }
    assert.ok(approved > 60, String(approved));
  });

  test(`beside two posts a second the reading mode approves no card that its host did not read (${seed})`, () => {
    const { cards, waiting, step, now } = hall(seed);
    const model = createReading({ now });
    model.open([]);
    let approved = 0;
    const wait = (/** @type {number} */ ms) => {
      for (let done = 0; done < ms; done += STEP) {
        step();
        model.update(cards());
      }
    };
    while (now() < 180_000) {
      const seen = model.state().card;
      wait(READS + FINGER);
      const read = model.answer("approved");
      if (read) {
        assert.deepEqual(read, { id: seen?.id, was: seen?.text });
        approved += Number(waiting.get(read.id)?.text === read.was);
        waiting.delete(read.id);
      }
      model.update(cards());
    }
    assert.ok(approved > 60, String(approved));
  });
}
