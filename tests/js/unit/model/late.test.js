import assert from "node:assert/strict";
import { test } from "node:test";
import { countsTo, lateFor } from "../../../../static/js/lib/model/late.js";
import { eventState } from "../nouns.js";

const END = Date.parse("2023-11-18T15:10:00Z");
/** @param {number} seconds after the round's end */
const at = (seconds) => new Date(END + seconds * 1000).toISOString();
/** @param {object} values @param {number} seconds since the round's end, by the server's clock */
const clock = (values, seconds) => ({ state: eventState(values), now: () => END + seconds * 1000 });
const ENDED = { round: 1, ended_at: at(0), late_until: at(300) };

for (const phase of /** @type {const} */ (["change", "after"])) {
  test(`for five minutes a contribution counts to the round that has ended: ${phase}`, () => {
    const told = [0, 22, 299, 300, 900].map((seconds) => {
      const now = clock({ ...ENDED, phase }, seconds);
      return [lateFor(now), countsTo(now)];
    });
    assert.deepEqual(told, [
      [300_000, 1],
      [278_000, 1],
      [1000, 1],
      [0, null],
      [0, null],
    ]);
  });
}

test("once the next one runs, it counts to that one", () => {
  const now = clock({ ...ENDED, phase: "round", round: 2, ended_at: null, late_until: null }, 20);
  assert.deepEqual([lateFor(now), countsTo(now)], [null, 2]);
});

test("before the first round it counts to none", () => {
  const now = clock({ phase: "before", round: null }, -100);
  assert.deepEqual([lateFor(now), countsTo(now)], [null, null]);
});
