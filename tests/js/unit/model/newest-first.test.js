import assert from "node:assert/strict";
import { test } from "node:test";
import { newestFirst } from "../../../../static/js/lib/model/newest-first.js";
import { createChance } from "../clock.js";
import { contribution, ids, second } from "../nouns.js";

test("the newest is first, and what came in the same moment is in order on every screen alike", () => {
  const wanted = [
    contribution("unsent-b", { created_at: second(9), number: null }),
    contribution("unsent-a", { created_at: second(9), number: null }),
    contribution("ninth", { created_at: second(9), number: 9 }),
    contribution("tenth-in-time", { created_at: second(2), number: 4 }),
    contribution("third", { created_at: second(1), number: 3 }),
    contribution("second", { created_at: second(1), number: 2 }),
    contribution("first-b", { created_at: second(1), number: 1 }),
    contribution("first-a", { created_at: second(1), number: 1 }),
  ];
  const chance = createChance(7);
  for (let round = 0; round < 50; round += 1) {
    assert.deepEqual(ids(chance.shuffled(wanted).sort(newestFirst)), ids(wanted));
  }
});

test("one and itself are equal", () => {
  assert.equal(newestFirst(contribution("a"), contribution("a")), 0);
});
