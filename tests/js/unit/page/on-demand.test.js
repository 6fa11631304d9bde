import assert from "node:assert/strict";
import { test } from "node:test";
import { createOnDemand } from "../../../../static/js/lib/page/on-demand.js";
import { createClock } from "../clock.js";

/** @param {number} lot */
function begin(lot) {
  const clock = createClock().install();
  Object.assign(globalThis, { window: globalThis });
  let asked = 0;
  const load = () => {
    asked += 1;
    return Promise.resolve("the part");
  };
  return { clock, part: createOnDemand(load, () => lot), asked: () => asked };
}

test("a part that is asked for comes at once, and once", async () => {
  const { part, asked } = begin(0);
  assert.equal(asked(), 0);
  assert.deepEqual(await Promise.all([part.need(), part.need()]), ["the part", "the part"]);
  assert.equal(asked(), 1);
});

test("one that nobody asks for comes by itself, at a moment by lot", async () => {
  for (const [lot, ms] of /** @type {const} */ ([
    [0, 20_000],
    [0.5, 40_000],
  ])) {
    const { clock, part, asked } = begin(lot);
    part.whenQuiet();
    await clock.advance(ms - 1);
    assert.equal(asked(), 0);
    await clock.advance(1);
    assert.equal(asked(), 1);
  }
});

test("one that was asked for before its moment does not come again", async () => {
  const { clock, part, asked } = begin(0);
  part.whenQuiet();
  await part.need();
  await clock.advance(60_000);
  assert.equal(asked(), 1);
});
