import assert from "node:assert/strict";
import { test } from "node:test";
import { nextBegins } from "../../../../static/js/lib/model/change.js";
import { START } from "../clock.js";
import { at, eventState } from "../nouns.js";

const MINUTE = 60_000;
/** The minutes of the event's day at START. */
const HERE = 900;

/** @param {number} round @param {number} begin @param {number} end */
const line = (round, begin, end) => ({ starts: "", ends: "", begin, end, kind: "round", title: "", round });
const PLAN = [line(1, 870, HERE), line(2, HERE + 5, HERE + 30), line(3, HERE + 30, HERE + 55)];

/** @type {[name: string, endedAt: number|null, minutes: number|null, begins: number|null][]} */
const CASES = [
  ["in time: when it is planned", 0, HERE, 5],
  ["late: as long as planned", 3, HERE + 3, 8],
  ["early: when it is planned", -4, HERE - 4, 5],
  ["very early, as in a rehearsal: as long as planned", -40, HERE - 40, -35],
  ["on another day: as long as planned", 0, null, 5],
  ["not known when it ended", null, HERE, null],
];

for (const [name, ended, minutes, begins] of CASES) {
  test(`when the next round begins, after one that ended ${name}`, () => {
    const endedAt = ended === null ? null : at(60 * ended);
    const state = eventState({ phase: "change", round: 1, ended_at: endedAt });
    const now = START + MINUTE * (ended ?? 0);
    const wanted = begins === null ? null : START + MINUTE * begins;
    assert.equal(nextBegins(state, PLAN, { now, minutes }), wanted);
  });
}

test("it is told within a minute, too, and does not move with the seconds", () => {
  const state = eventState({ phase: "change", round: 1, ended_at: at(-50) });
  const when = [0, 1, 59.999].map((s) => nextBegins(state, PLAN, { now: START + 1000 * s, minutes: HERE }));
  assert.deepEqual(when, Array(3).fill(START + 5 * MINUTE));
});

/** @type {[name: string, values: Partial<import("../../../../static/js/lib/net/wire.js").EventState>][]} */
const NOTHING = [
  ["while a round runs", { phase: "round", round: 1 }],
  ["after the last one", { phase: "after", round: 3 }],
  ["where the plan has no time between two", { phase: "change", round: 2 }],
  ["where the plan has no such round", { phase: "change", round: 3 }],
];

for (const [name, values] of NOTHING) {
  test(`nothing is counted down ${name}`, () => {
    const state = eventState({ ended_at: at(0), ...values });
    assert.equal(nextBegins(state, PLAN, { now: START, minutes: HERE }), null);
  });
}
