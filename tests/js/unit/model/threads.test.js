import assert from "node:assert/strict";
import { test } from "node:test";
import { threads } from "../../../../static/js/lib/model/threads.js";
import { createChance } from "../clock.js";
import { byId, contribution, ids, second } from "../nouns.js";

/** @typedef {import("../nouns.js").Contribution} Contribution */

const votesOf = (/** @type {Contribution} */ { votes }) => votes;

/**
 * @param {Contribution[]} items
 * @param {Partial<Parameters<typeof threads>[1]>} [options]
 */
function read(items, options = {}) {
  const found = threads(byId(items), { sort: "newest", own: new Set(), votesOf, ...options });
  return found.map(({ root, replies, orphan }) => [root.id, ids(replies), orphan]);
}

const TALK = [
  contribution("a", { created_at: second(1), votes: 2 }),
  contribution("a-late", { created_at: second(5), reply_to: "a", votes: 9 }),
  contribution("a-early", { created_at: second(2), reply_to: "a" }),
  contribution("to-a-late", { created_at: second(6), reply_to: "a-late" }),
  contribution("b", { created_at: second(3), votes: 2 }),
  contribution("c", { created_at: second(4), votes: 1 }),
  contribution("lost", { created_at: second(0), reply_to: "withdrawn" }),
];

test("the newest thread is first; its answers stand below as they came, one level deep", () => {
  assert.deepEqual(read(TALK), [
    ["c", [], false],
    ["b", [], false],
    ["a", ["a-early", "a-late", "to-a-late"], false],
    ["lost", [], true],
  ]);
});

test("the strongest thread is first, of equals the newer one", () => {
  assert.deepEqual(
    read(TALK, { sort: "strongest" }).map(([root]) => root),
    ["b", "a", "c", "lost"],
  );
});

test("dots that are still on their way count", () => {
  const ownDot = (/** @type {Contribution} */ { id, votes }) => votes + (id === "c" ? 2 : 0);
  assert.deepEqual(
    read(TALK, { sort: "strongest", votesOf: ownDot }).map(([root]) => root),
    ["c", "b", "a", "lost"],
  );
});

test("every phone shows the same order, whatever came first, also of one and the same moment", () => {
  const chance = createChance(5);
  const twins = ["x", "y", "z"].map((id, index) => contribution(id, { number: index + 1, created_at: second(7) }));
  const answers = ["r", "s"].map((id, index) =>
    contribution(id, { number: 4 + index, created_at: second(8), reply_to: "x" }),
  );
  const items = [...TALK, ...twins, ...answers];
  for (const sort of /** @type {const} */ (["newest", "strongest"])) {
    const wanted = read(items, { sort });
    for (let round = 0; round < 50; round += 1) {
      assert.deepEqual(read(chance.shuffled(items), { sort }), wanted);
    }
  }
});

const MERGED = [
  contribution("head", { created_at: second(1) }),
  contribution("same", { created_at: second(2), merged_into: "head" }),
  contribution("to-same", { created_at: second(3), reply_to: "same" }),
];

test("what was merged is shown once, and what answers it moves along", () => {
  assert.deepEqual(read(MERGED), [["head", ["to-same"], false]]);
});

test("who wrote what was merged still sees it, with its answers where everybody has them", () => {
  assert.deepEqual(read(MERGED, { own: new Set(["same"]) }), [
    ["same", [], false],
    ["head", ["to-same"], false],
  ]);
});

test("what was merged into something hidden comes back", () => {
  const hidden = MERGED.map((item) =>
    item.id === "head" ? { ...item, state: /** @type {const} */ ("hidden") } : item,
  );
  assert.deepEqual(
    read(hidden).map(([root]) => root),
    ["same", "head"],
  );
});

/** @type {[name: string, items: Contribution[], threads: [root: string, replies: string[], orphan: boolean][]][]} */
const CIRCLES = [
  ["an answer to itself", [contribution("a", { reply_to: "a" })], [["a", [], false]]],
  [
    "answers to each other",
    [contribution("a", { reply_to: "b", number: 2 }), contribution("b", { reply_to: "a" })],
    [["b", ["a"], false]],
  ],
  [
    "what was merged into its own answer",
    [contribution("answer", { reply_to: "idea", number: 2 }), contribution("idea", { merged_into: "answer" })],
    [["answer", [], false]],
  ],
  [
    "what was merged into an answer to an answer",
    [
      contribution("idea", { merged_into: "late" }),
      contribution("early", { reply_to: "idea", number: 2 }),
      contribution("late", { reply_to: "early", number: 3 }),
      contribution("to-late", { reply_to: "late", number: 4 }),
    ],
    [["early", ["late", "to-late"], false]],
  ],
];

for (const [name, items, wanted] of CIRCLES) {
  test(`everything of a circle is shown, and once: ${name}`, () => {
    assert.deepEqual(read(items), wanted);
    assert.deepEqual(read([...items].reverse()), wanted);
  });
}
