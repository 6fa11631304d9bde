import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnLine, played, stateOf, topOf } from "../../../../static/js/lib/model/rehearsal.js";

const told = { round: 0, at: 0, here: 0, left: 0, late: 0, orders: 0, refused: 0, line: [] };
const run = {
  ...{ people: 9, seconds: 180, wanted: "run", ended: false, lost: false },
  told: { ...told, latency: { median: 0, p95: 0, slowest: 0 } },
};
const figures = {
  ...{ stations: [], languages: [], real: { people: 0, contributions: 0 } },
  goes: { people: 0, contributions: 0, dots: 0, themes: 0 },
};

test("another state is another page, and other figures are not", () => {
  const states = [
    null,
    run,
    { ...run, wanted: "pause" },
    { ...run, seconds: 300 },
    { ...run, ended: true },
    { ...run, ended: true, lost: true },
  ].map((rehearsal) => stateOf({ ...figures, rehearsal }));
  assert.equal(new Set(states).size, states.length);
  assert.equal(stateOf({ ...figures, rehearsal: { ...run, told: { ...run.told, at: 7 } } }), states[1]);
});

for (const [seconds, said] of /** @type {const} */ ([
  [0, "0:00"],
  [59, "0:59"],
  [372, "6:12"],
  [3600, "60:00"],
])) {
  test(`${seconds} s are ${said}`, () => assert.equal(played(seconds), said));
}

for (const [most, top] of /** @type {const} */ ([
  [0, 50],
  [50, 50],
  [51, 100],
  [9999, 10000],
  [10001, 20000],
])) {
  test(`the axis of ${most} ms ends at ${top}`, () => assert.equal(topOf([[1, most]]), top));
}

test("a line goes from left to right, and up to the top of its axis", () => {
  const line = [
    [0, 50],
    [25, 100],
  ];
  assert.equal(drawnLine(line, 0, 100), "0.0,99.0 10.0,74.5");
  assert.equal(drawnLine(line, 1, 100), "0.0,50.0 10.0,1.0");
  assert.equal(drawnLine([], 0, 100), "");
});
