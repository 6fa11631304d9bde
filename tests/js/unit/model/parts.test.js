import assert from "node:assert/strict";
import { test } from "node:test";
import { PART_FOR, partOf, turnOf } from "../../../../static/js/lib/model/parts.js";

test("what has room is shown at once, and all the time", () => {
  assert.deepEqual(partOf([1, 2, 3], 3, 7 * PART_FOR), { shown: [1, 2, 3], part: 0, parts: 1 });
  assert.deepEqual(partOf([], 3, 0), { shown: [], part: 0, parts: 1 });
});

test("what is too much is shown in parts of about the same size, each for its time, and then it begins anew", () => {
  const all = [1, 2, 3, 4, 5, 6, 7];
  const shown = [0, PART_FOR - 1, PART_FOR, 2 * PART_FOR].map((now) => partOf(all, 6, now));
  assert.deepEqual(shown, [
    { shown: [1, 2, 3, 4], part: 0, parts: 2 },
    { shown: [1, 2, 3, 4], part: 0, parts: 2 },
    { shown: [5, 6, 7], part: 1, parts: 2 },
    { shown: [1, 2, 3, 4], part: 0, parts: 2 },
  ]);
});

test("a clock that goes backwards shows the first", () => assert.equal(turnOf(3, -5, 10), 0));
