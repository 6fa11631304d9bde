import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, headOf, pace, strongest, unstated } from "../../../../static/js/lib/model/board.js";
import { createChance, START } from "../clock.js";
import { cluster, contribution, ids, second, statement, view } from "../nouns.js";

const CLUSTERS = [cluster("second", { position: 2 }), cluster("first", { position: 1 })];

const CARDS = [
  contribution("old", { created_at: second(1) }),
  contribution("new", { created_at: second(3), votes: 1 }),
  contribution("waits", { created_at: second(2), state: "pending" }),
  contribution("hidden", { created_at: second(4), state: "hidden" }),
  contribution("hidden-in-cluster", { created_at: second(5), state: "hidden", cluster: "first" }),
  contribution("of-a-cluster-gone", { created_at: second(0), cluster: "dissolved" }),
  contribution("weak", { created_at: second(2), cluster: "first", votes: 1 }),
  contribution("strong", { created_at: second(3), cluster: "first", votes: 4 }),
  contribution("as-strong-but-older", { created_at: second(1), cluster: "first", votes: 4 }),
  contribution("waits-in-cluster", { created_at: second(9), cluster: "first", state: "pending" }),
  contribution("merged", { created_at: second(1), cluster: "first", votes: 7, merged_into: "strong" }),
  contribution("hidden-and-merged", { created_at: second(3), state: "hidden", merged_into: "strong" }),
  contribution("merged-into-hidden", { created_at: second(6), merged_into: "hidden", cluster: "second" }),
];

/** @param {import("../../../../static/js/lib/model/board.js").Board} board */
const read = ({ inbox, hidden, columns, beneath, waiting }) => ({
  inbox: ids(inbox),
  hidden: ids(hidden),
  columns: columns.map(({ cluster, cards, votes, size }) => [cluster.id, ids(cards), votes, size]),
  beneath: [...beneath].map(([id, cards]) => [id, ids(cards)]),
  waiting: ids(waiting),
});

test("every contribution has its one place", () => {
  assert.deepEqual(read(arrange(view({ contributions: CARDS, clusters: CLUSTERS }))), {
    inbox: ["waits", "new", "old", "of-a-cluster-gone"],
    hidden: ["hidden-in-cluster", "hidden", "hidden-and-merged"],
    columns: [
      ["first", ["waits-in-cluster", "as-strong-but-older", "strong", "weak"], 9, 4],
      ["second", ["merged-into-hidden"], 0, 1],
    ],
    beneath: [["strong", ["merged"]]],
    waiting: ["waits", "waits-in-cluster"],
  });
});

test("two tablets show the same board, in whatever order it came to them", () => {
  const chance = createChance(11);
  const twins = ["a", "b", "c", "d"].map((id, index) =>
    contribution(id, { number: index + 1, cluster: index % 2 ? "first" : null }),
  );
  const cards = [...CARDS, ...twins];
  const wanted = read(arrange(view({ contributions: cards, clusters: CLUSTERS })));
  for (let round = 0; round < 50; round += 1) {
    const contributions = chance.shuffled(cards);
    const clusters = chance.shuffled(CLUSTERS);
    assert.deepEqual(read(arrange(view({ contributions, clusters }))), wanted);
  }
});

test("arranging changes nobody's list", () => {
  const known = view({ contributions: CARDS, clusters: CLUSTERS });
  arrange(known);
  assert.deepEqual(known, view({ contributions: CARDS, clusters: CLUSTERS }));
});

test("the strongest card stands for several, of equals the oldest", () => {
  const cards = [
    contribution("weak", { votes: 1, created_at: second(0) }),
    contribution("late", { votes: 3, created_at: second(2) }),
    contribution("early", { votes: 3, created_at: second(1) }),
  ];
  assert.equal(headOf(cards)?.id, "early");
  assert.equal(headOf([]), undefined);
});

test("the clusters people care about most come first, no more than asked for", () => {
  const columns = [1, 5, 3].map((votes) => ({ cluster: cluster(`of-${votes}`), cards: [], votes, size: 0 }));
  assert.deepEqual(
    strongest(columns, 2).map((column) => column.votes),
    [5, 3],
  );
  assert.deepEqual(
    columns.map((column) => column.votes),
    [1, 5, 3],
  );
});

test("strong themes that no key statement rests on are told, the strongest first", () => {
  const columns = [1, 9, 0, 5, 4, 3, 2].map((votes) => ({
    cluster: cluster(`of-${votes}`),
    cards: [],
    votes,
    size: 1,
  }));
  columns.push({ cluster: cluster("unnamed", { title: "" }), cards: [], votes: 12, size: 1 });
  const behind = (/** @type {string[]} */ ...clusters) => ({ behind: { clusters, contributions: [] } });
  const said = [statement("a", behind("of-5", "of-1")), statement("b"), statement("c", behind())];
  const asked = statement("d", { kind: "question", ...behind("of-9") });
  const told = unstated(columns, [...said, asked]).map(({ cluster: { id } }) => id);
  assert.deepEqual(told, ["of-9", "of-4", "of-3", "of-2"]);
  assert.deepEqual(unstated([], said), []);
  assert.deepEqual(unstated(columns.slice(2, 3), []), []);
});

test("the pace is contributions a minute over the last three", () => {
  const now = START + 10 * 60_000;
  const cards = [600, 500, 421, 420, 419, 0].map((seconds) =>
    contribution(`${seconds}`, { created_at: second(seconds) }),
  );
  assert.equal(pace(cards, now), 1);
  assert.equal(pace([], now), 0);
});
