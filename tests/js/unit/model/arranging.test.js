import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, next, swapped } from "../../../../static/js/lib/model/arranging.js";
import { ids, statement } from "../nouns.js";

const THREE = [statement("c", { position: 7 }), statement("a", { position: 2 }), statement("b", { position: 4 })];

test("things stand in the order of their positions, and nobody's list is changed for it", () => {
  const given = Object.freeze([...THREE]);
  assert.deepEqual(ids(inOrder(given)), ["a", "b", "c"]);
  assert.deepEqual(ids(inOrder(new Set(given))), ["a", "b", "c"]);
});

test("the next position is behind the last, also where there are gaps, and one where there is nothing", () => {
  assert.equal(next(THREE), 8);
  assert.equal(next([]), 1);
});

/** @type {[name: string, one: string, other: string, order: string[]][]} */
const SWAPS = [
  ["neighbours", "a", "b", ["b", "a", "c"]],
  ["the ends", "c", "a", ["c", "b", "a"]],
  ["one with itself", "b", "b", ["a", "b", "c"]],
];

for (const [name, one, other, order] of SWAPS) {
  test(`two change places and the rest stays: ${name}`, () => {
    assert.deepEqual(swapped(THREE, one, other), order);
  });
}
