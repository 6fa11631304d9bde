import assert from "node:assert/strict";
import { test } from "node:test";
import { createPlannedChange } from "../../../../static/js/lib/model/planned-change.js";
import { eventState } from "../nouns.js";

const END = Date.parse("2023-11-18T14:10:00Z"); // 15:10 in Dresden, as planned
const at = (/** @type {number} */ seconds) => new Date(END + seconds * 1000).toISOString();
const plan = {
  date: "2023-11-18",
  timezone: "Europe/Berlin",
  rounds: [
    { round: 1, begin: 885, end: 910 },
    { round: 2, begin: 915, end: 940 },
  ],
};
/** @param {object} state @param {number} seconds since the planned end @param {object} [other] */
const left = (state, seconds, other = {}) =>
  createPlannedChange({ state: eventState(state), now: () => END + seconds * 1000 }, { ...plan, ...other }).left();

test("a phone counts the change down to when the next round is planned", () => {
  const change = { phase: "change", round: 1, ended_at: at(0) };
  assert.deepEqual([left(change, 22), left(change, 300), left(change, 400)], [278_000, 0, 0]);
});

test("there is nothing to count where no change is, or the plan has no time for it", () => {
  assert.equal(left({ phase: "round", round: 1 }, 22), null);
  assert.equal(left({ phase: "after", round: 2, ended_at: at(0) }, 22), null);
  assert.equal(left({ phase: "change", round: 1, ended_at: at(0) }, 22, { rounds: [] }), null);
});
