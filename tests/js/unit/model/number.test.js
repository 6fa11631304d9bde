import assert from "node:assert/strict";
import { test } from "node:test";
import { numberName } from "../../../../static/js/lib/model/number.js";

/** @type {[position: number, number: number|null, name: string|null][]} */
const NAMES = [
  [1, 14, "S1-014"],
  [12, 1, "S12-001"],
  [3, 1234, "S3-1234"],
  [1, 0, "S1-000"],
  [1, null, null],
];

for (const [position, number, name] of NAMES) {
  test(`the ${number}th of station ${position} is called ${name}`, () => {
    assert.equal(numberName(position, number), name);
  });
}
