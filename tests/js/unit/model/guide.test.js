import assert from "node:assert/strict";
import { test } from "node:test";
import { material, STEPS } from "../../../../static/js/lib/model/guide.js";
import { cluster, contribution, ids, view } from "../nouns.js";

const STATION = view({
  clusters: [cluster("weak", { position: 1 }), cluster("strong", { position: 2 })],
  contributions: [
    contribution("idea", { votes: 1, cluster: "weak" }),
    contribution("question", { votes: 3, kind: "question", cluster: "strong" }),
    contribution("wish", { votes: 2, kind: "wish" }),
    contribution("offer", { kind: "offer" }),
    contribution("moving", { votes: 5, highlighted: true }),
    contribution("waits", { votes: 9, highlighted: true, state: "pending" }),
    contribution("hidden", { votes: 9, highlighted: true, state: "hidden" }),
    contribution("merged", { votes: 9, highlighted: true, merged_into: "idea" }),
  ],
});

/** @type {Record<typeof STEPS[number], [clusters: string[], cards: string[]]>} */
const HELPS = {
  said: [
    ["strong", "weak"],
    ["moving", "question", "wish", "idea", "offer"],
  ],
  moved: [[], ["moving"]],
  means: [["strong", "weak"], ["question"]],
  follows: [[], ["wish", "offer"]],
};

for (const step of STEPS) {
  test(`what helps to answer "${step}" is what is seen and speaks to it, the strongest first`, () => {
    const { clusters, cards } = material(step, STATION);
    assert.deepEqual([clusters.map((column) => column.cluster.id), ids(cards)], HELPS[step]);
  });
}

test("no more than six of each", () => {
  const many = Array.from({ length: 9 }, (_, index) => `${index}`);
  const full = view({
    clusters: many.map((id, position) => cluster(`theme-${id}`, { position })),
    contributions: many.map((id) => contribution(id, { cluster: `theme-${id}`, votes: Number(id) })),
  });
  const { clusters, cards } = material("said", full);
  assert.deepEqual([clusters.length, ids(cards)], [6, ["8", "7", "6", "5", "4", "3"]]);
});
