import assert from "node:assert/strict";
import { test } from "node:test";
import { createFeed, READING_TIME } from "../../../../static/js/lib/model/wall-feed.js";
import { createChance } from "../clock.js";
import { byId, contribution, ids, second } from "../nouns.js";

/** @typedef {import("../nouns.js").Contribution} Contribution */

const ITEMS = byId([
  contribution("a", { created_at: second(60), number: 1 }),
  contribution("b", { created_at: second(120), number: 2 }),
  contribution("c", { created_at: second(180), number: 3 }),
  contribution("d", { created_at: second(240), number: 4, votes: 2 }),
  contribution("e", { created_at: second(300), number: 5, votes: 2, highlighted: true }),
  contribution("hidden", { created_at: second(360), number: 6, state: "hidden" }),
  contribution("pending", { created_at: second(360), number: 7, state: "pending" }),
  contribution("merged", { created_at: second(420), number: 8, merged_into: "a" }),
]);

/** @param {ReturnType<ReturnType<typeof createFeed>["arrange"]>} picked */
const read = ({ featured, newest, waiting }) => [featured?.id ?? null, ids(newest), waiting];

test("places change calmly, and only what is gone goes at once", () => {
  /** @type {[now: number, news: string[], shown: any[]][]} */
  const moments = [
    [0, [], [null, [], false]],
    [0, ["a"], ["a", [], false]],
    [1000, ["b", "c", "hidden", "pending", "merged"], ["a", [], true]],
    [2999, [], ["a", [], true]],
    [3000, [], ["c", ["b", "a"], false]],
    [3500, ["d"], ["c", ["b", "a"], true]],
    [4000, ["-c"], ["d", ["b", "a"], false]],
    [6999, ["e"], ["d", ["b", "a"], true]],
    [7000, [], ["e", ["d", "b", "a"], false]],
    [99_000, [], ["e", ["d", "b", "a"], false]],
  ];
  assert.equal(READING_TIME, 3000);
  const feed = createFeed();
  const known = new Map();
  for (const [now, news, shown] of moments) {
    for (const id of news) {
      if (id.startsWith("-")) {
        known.delete(id.slice(1));
      } else {
        known.set(id, ITEMS.get(id));
      }
    }
    assert.deepEqual(read(feed.arrange(known, now)), shown, `at ${now}`);
  }
});

/** @type {[name: string, values: Partial<Contribution>][]} */
const GOING = [
  ["hidden", { state: "hidden" }],
  ["taken back to wait", { state: "pending" }],
  ["merged into another", { merged_into: "a" }],
];

for (const [name, values] of GOING) {
  test(`what is no more to be seen leaves at once: ${name}`, () => {
    const feed = createFeed();
    const known = byId([contribution("a", { votes: 1 }), contribution("b"), contribution("c")]);
    feed.arrange(known, 0);
    assert.deepEqual([..."abc"].map(feed.shows), [true, true, true]);
    known.set("b", contribution("b", values));
    assert.deepEqual(read(feed.arrange(known, 1)), ["a", ["c"], false]);
    assert.deepEqual([..."abc"].map(feed.shows), [true, false, true]);
  });
}

test("dots and wording are always the latest, though places wait", () => {
  const feed = createFeed();
  const known = byId([contribution("a", { votes: 1 }), contribution("b")]);
  feed.arrange(known, 0);
  const reworded = contribution("b", { votes: 5, text: "Anders gesagt" });
  known.set("b", reworded);
  const { featured, newest, waiting } = feed.arrange(known, 1);
  assert.deepEqual([featured?.id, newest, waiting], ["a", [reworded], true]);
});

test("two equals never take turns: the one that was there first stays", () => {
  const chance = createChance(3);
  const twins = ["x", "y", "z"].map((id, index) =>
    contribution(id, { number: index + 1, votes: 2, revision: 9 - index }),
  );
  for (let round = 0; round < 20; round += 1) {
    const voted = twins.map((one) => ({ ...one, revision: chance.below(100) }));
    assert.deepEqual(read(createFeed().arrange(byId(chance.shuffled(voted)), 0)), ["x", ["z", "y"], false]);
  }
});

/** @type {[name: string, items: Contribution[], featured: string][]} */
const FEATURED = [
  ["the one with most dots", [contribution("a", { votes: 1 }), contribution("b", { votes: 2 })], "b"],
  [
    "of equals the highlighted one",
    [contribution("a", { votes: 1 }), contribution("b", { votes: 1, highlighted: true })],
    "b",
  ],
  [
    "a highlighted one without dots before the newest",
    [contribution("a", { highlighted: true }), contribution("b", { created_at: second(9) })],
    "a",
  ],
  ["dots before a highlight", [contribution("a", { highlighted: true }), contribution("b", { votes: 1 })], "b"],
  ["without dots the newest", [contribution("a"), contribution("b", { created_at: second(9) })], "b"],
];

for (const [name, items, featured] of FEATURED) {
  test(`what stands out is ${name}`, () => {
    assert.equal(createFeed().arrange(byId(items), 0).featured?.id, featured);
  });
}

test("no more are kept ready than a projector has room for", () => {
  const many = Array.from({ length: 20 }, (_, index) => contribution(`${index}`, { created_at: second(index) }));
  const { featured, newest } = createFeed().arrange(byId(many), 0);
  assert.deepEqual([featured?.id, ids(newest)], ["19", ["18", "17", "16", "15", "14", "13", "12", "11"]]);
});
