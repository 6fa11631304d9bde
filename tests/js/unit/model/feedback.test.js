import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, formatMean } from "../../../../static/js/lib/model/feedback.js";

/** @type {[counts: import("../../../../static/js/lib/net/wire.js").Counts, people: number, mean: string][]} */
const COUNTS = [
  [[0, 0, 0, 0, 0], 0, "–"],
  [[1, 0, 0, 0, 0], 1, "1,0"],
  [[0, 0, 0, 0, 2], 2, "5,0"],
  [[1, 0, 1, 1, 3], 6, "3,8"],
  [[1, 1, 1, 1, 1], 5, "3,0"],
];

for (const [counts, people, mean] of COUNTS) {
  test(`${counts} are ${people} answers with the mean ${mean}`, () => {
    assert.deepEqual([answers(counts), formatMean(counts)], [people, mean]);
  });
}
