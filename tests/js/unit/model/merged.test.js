import assert from "node:assert/strict";
import { test } from "node:test";
import { beneath, isBeneath } from "../../../../static/js/lib/model/merged.js";
import { byId, contribution, ids } from "../nouns.js";

/** @type {[name: string, head: import("../nouns.js").Contribution[], lies: boolean][]} */
const HEADS = [
  ["of one that is seen", [contribution("head")], true],
  ["of one that waits for a host", [contribution("head", { state: "pending" })], true],
  ["not of one that is hidden", [contribution("head", { state: "hidden" })], false],
  ["not of one that is gone", [], false],
];

for (const [name, head, lies] of HEADS) {
  test(`what was merged lies beneath: ${name}`, () => {
    const item = contribution("item", { merged_into: "head" });
    const items = byId([item, ...head]);
    assert.equal(isBeneath(item, items), lies);
    assert.deepEqual(
      [...beneath(items)].map(([id, list]) => [id, ids(list)]),
      lies ? [["head", ["item"]]] : [],
    );
  });
}

test("what was merged into nothing lies beneath nothing", () => {
  const alone = contribution("alone");
  assert.equal(isBeneath(alone, byId([alone])), false);
});

test("beneath one lie all of its own, the strongest first, without the hidden ones", () => {
  const items = byId([
    contribution("one"),
    contribution("other"),
    contribution("weak", { merged_into: "one", votes: 1 }),
    contribution("hidden", { merged_into: "one", votes: 9, state: "hidden" }),
    contribution("strong", { merged_into: "one", votes: 3 }),
    contribution("waits", { merged_into: "other", state: "pending" }),
  ]);
  assert.deepEqual(
    [...beneath(items)].map(([id, list]) => [id, ids(list)]),
    [
      ["one", ["strong", "weak"]],
      ["other", ["waits"]],
    ],
  );
});
