import assert from "node:assert/strict";
import { test } from "node:test";
import { createCounted } from "../../../../static/js/lib/model/counted.js";
import { contribution, second } from "../nouns.js";

/** @param {boolean} isWhole @param {string[]} ids each a second older than the one before it */
function stationOf(isWhole, ...ids) {
  const items = ids.map((id, index) => contribution(id, { created_at: second(10 - index) }));
  return { isWhole, contributions: new Map(items.map((one) => [one.id, one])) };
}

test("a station that is known whole has what is known", () => {
  const counted = createCounted(2, stationOf(true, "b", "a"));
  assert.deepEqual([counted.many, counted.unread], [2, 0]);
});

test("of one that is not, the others count, and are there once they are read", () => {
  const store = stationOf(false, "d", "c");
  const counted = createCounted(7, store);
  assert.deepEqual([counted.many, counted.unread], [7, 5]);
  store.contributions.set("e", contribution("e", { created_at: second(11) }));
  counted.hear(["e"]);
  assert.deepEqual([counted.many, counted.unread], [8, 5]);
  store.contributions.delete("d");
  counted.hear(["d"]);
  assert.deepEqual([counted.many, counted.unread], [7, 5]);
  store.isWhole = true;
  assert.deepEqual([counted.many, counted.unread], [2, 0]);
});

test("an older one that comes with the news, as for a dot, was counted before, and is counted once", () => {
  const store = stationOf(false, "d", "c");
  const counted = createCounted(7, store);
  store.contributions.set("a", contribution("a", { created_at: second(1) }));
  for (const _ of [1, 2]) {
    counted.hear(["a"]);
  }
  assert.deepEqual([counted.many, counted.unread], [7, 4]);
});
