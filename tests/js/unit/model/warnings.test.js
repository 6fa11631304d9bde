import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventState } from "../../../../static/js/lib/model/event-state.js";
import { nearEnd, watchTheEnd } from "../../../../static/js/lib/model/warnings.js";
import { createClock, START } from "../clock.js";
import { at, eventState } from "../nouns.js";
import { createPhone } from "../phone.js";

const MINUTE = 60_000;

/** @param {number} minutes until its end @param {Partial<import("../nouns.js").EventState>} [values] */
const round = (minutes, values = {}) =>
  eventState({ phase: "round", round: 1, started_at: at(0), ends_at: at(60 * minutes), ...values });

/** @param {import("../nouns.js").EventState} initial */
function begin(initial) {
  const clock = createClock().install();
  const state = createEventState(null, initial, createPhone().device());
  /** @type {[minutes: number, at: number][]} */
  const warnings = [];
  watchTheEnd(state, (minutes) => warnings.push([minutes, Math.round((state.now() - START) / 1000)]));
  return { clock, state, warnings };
}

test("the last five minutes and the last one are told, once each", async () => {
  const { clock, warnings } = begin(round(7));
  await clock.advance(20 * MINUTE);
  assert.deepEqual(warnings, [
    [5, 2 * 60],
    [1, 6 * 60],
  ]);
});

test("who opens the page in the last minutes is not told what was told", async () => {
  const { clock, warnings } = begin(round(4));
  await clock.advance(10 * MINUTE);
  assert.deepEqual(warnings, [[1, 3 * 60]]);
});

test("a phone that sleeps through both hears only the last", async () => {
  const { clock, state, warnings } = begin(round(7));
  await clock.advance(2000);
  clock.jump(6.5 * MINUTE);
  await clock.advance(2000);
  assert.deepEqual([warnings.map(([minutes]) => minutes), nearEnd(state)], [[1], 1]);
});

test("a round that is given more time is announced anew", async () => {
  const { clock, state, warnings } = begin(round(7));
  await clock.advance(3 * MINUTE);
  state.apply({ ...round(12), revision: 2, now: at(180) });
  await clock.advance(20 * MINUTE);
  assert.deepEqual(warnings, [
    [5, 2 * 60],
    [5, 7 * 60],
    [1, 11 * 60],
  ]);
});

test("a round that begins in its last minutes, as the change did, is told its last one alone", async () => {
  const { clock, state, warnings } = begin(round(4, { phase: "change" }));
  await clock.advance(2000);
  state.apply({ ...round(4), revision: 2, now: at(2) });
  await clock.advance(10 * MINUTE);
  assert.deepEqual(warnings, [[1, 3 * 60]]);
});

test("the change between rounds is not announced", async () => {
  const { clock, state, warnings } = begin(round(7, { phase: "change" }));
  await clock.advance(7 * MINUTE);
  assert.deepEqual([warnings, nearEnd(state)], [[], null]);
});

/** @type {[minutes: number, near: number|null][]} */
const NEAR = [
  [25, null],
  [5.01, null],
  [5, 5],
  [1.01, 5],
  [1, 1],
  [0, 1],
];

for (const [minutes, near] of NEAR) {
  test(`with ${minutes} minutes left, ${near ?? "nothing"} is near`, () => {
    createClock().install();
    assert.equal(nearEnd(createEventState(null, round(minutes), createPhone().device())), near);
  });
}

test("without a round nothing is near", () => {
  createClock().install();
  assert.equal(nearEnd(createEventState(null, eventState(), createPhone().device())), null);
});
