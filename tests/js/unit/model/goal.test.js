import assert from "node:assert/strict";
import { test } from "node:test";
import { createGoal } from "../../../../static/js/lib/model/goal.js";

const canTake = true;

test("a text stays here until its time is over, and then goes along", () => {
  const goal = createGoal();
  assert.deepEqual(
    [278_000, 1, 0].map((late) => goal.of({ late, canTake })),
    ["here", "here", "along"],
  );
});

for (const chosen of /** @type {const} */ (["here", "along"])) {
  test(`what was chosen stays so when time is over: ${chosen}`, () => {
    const goal = createGoal();
    goal.choose(chosen);
    assert.deepEqual(
      [278_000, 0].map((late) => goal.of({ late, canTake })),
      [chosen, chosen],
    );
    goal.forget();
    assert.equal(goal.of({ late: 1, canTake }), "here");
  });
}

test("where nothing can be kept it is not taken along, for it would be lost on the way", () => {
  const goal = createGoal();
  goal.choose("along");
  assert.deepEqual(
    [1, 0].map((late) => goal.of({ late, canTake: false })),
    ["here", "here"],
  );
});
