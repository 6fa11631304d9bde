import assert from "node:assert/strict";
import { test } from "node:test";
import { createBackoff, spread } from "../../../../static/js/lib/net/backoff.js";

/** @param {import("node:test").TestContext} context @param {number} lot */
function draw(context, lot) {
  context.mock.method(Math, "random", () => lot);
}

/** @type {[lot: number, shares: number[]][]} */
const LOTS = [
  [0, [250, 500, 1000, 2000, 2500, 2500]],
  [0.5, [500, 1000, 2000, 4000, 5000, 5000]],
  [0.75, [625, 1250, 2500, 5000, 6250, 6250]],
];

for (const [lot, waits] of LOTS) {
  test(`waits double up to the limit and are spread around it: drawn ${lot}`, (context) => {
    draw(context, lot);
    const backoff = createBackoff(500, 5000);
    assert.deepEqual(
      waits.map(() => backoff.next()),
      waits,
    );
    backoff.reset();
    assert.equal(backoff.next(), waits[0]);
  });
}

test("a wait is drawn anew each time, between half of it and half as much again", () => {
  const drawn = Array.from({ length: 1000 }, () => spread(1000));
  assert.deepEqual(
    drawn.filter((ms) => ms < 500 || ms >= 1500),
    [],
  );
  assert.equal(new Set(drawn).size > 900, true);
});
