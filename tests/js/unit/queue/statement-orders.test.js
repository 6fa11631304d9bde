import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { giveStatement, restsOn, toggled } from "../../../../static/js/lib/queue/statement-orders.js";
import { cluster, contribution, ids, STATION, view } from "../nouns.js";

/** @typedef {import("../../../../static/js/lib/drafts/kept-form.js").Written} Written */

const NOTHING = { clusters: [], contributions: [] };
const BEHIND = { clusters: ["theme"], contributions: ["a"] };

const BACK = /** @type {import("../../../../static/js/lib/drafts/kept-form.js").Back} */ ({ form: "cafe.statement" });

function begin() {
  /** @type {[name: string, payload: any, more: any][]} */
  const given = [];
  const orders = /** @type {any} */ ({
    give: (/** @type {string} */ name, /** @type {any} */ payload, /** @type {any} */ more) =>
      given.push([name, payload, more]),
  });
  return { given, orders };
}

/** @param {Partial<Written>} values @returns {Written} */
const written = (values) => ({ id: "s", fresh: false, text: "Neu", round: 2, was: "Alt", ...values });

test("a new statement is given whole", () => {
  const { given, orders } = begin();
  const values = written({ id: "n", fresh: true, text: " Neu ", kind: "question", behind: BEHIND });
  giveStatement(orders, STATION, values, BACK);
  const payload = { id: "n", station: STATION, round: 2, text: " Neu ", kind: "question", behind: BEHIND };
  assert.deepEqual(given, [["statement.add", payload, { back: BACK }]]);
});

/** @type {[name: string, values: Partial<Written>, sent: object][]} */
const EDITS = [
  ["nothing else", { kind: "statement", behind: BEHIND, before: { kind: "statement", behind: BEHIND } }, {}],
  [
    "its kind",
    { kind: "question", behind: NOTHING, before: { kind: "statement", behind: NOTHING } },
    { kind: "question" },
  ],
  [
    "what is behind it",
    { kind: "statement", behind: BEHIND, before: { kind: "statement", behind: NOTHING } },
    { behind: BEHIND },
  ],
  ["all, where nobody knows what it was", { kind: "question", behind: BEHIND }, { kind: "question", behind: BEHIND }],
];

for (const [name, values, sent] of EDITS) {
  test(`of a known one only what was changed is given: its wording and ${name}`, () => {
    const { given, orders } = begin();
    giveStatement(orders, STATION, written(values), BACK);
    assert.deepEqual(given, [["statement.edit", { id: "s", text: "Neu", was: "Alt", ...sent }, { back: BACK }]]);
  });
}

test("what a statement rests on is shown as far as it is there to be seen", () => {
  const board = view({
    clusters: [cluster("theme")],
    contributions: [
      contribution("a"),
      contribution("waits", { state: "pending" }),
      contribution("hidden", { state: "hidden" }),
    ],
  });
  const { clusters, cards } = restsOn(
    { clusters: ["gone", "theme"], contributions: ["hidden", "waits", "gone", "a"] },
    board,
  );
  assert.deepEqual([ids(clusters), ids(cards)], [["theme"], ["waits", "a"]]);
  assert.deepEqual(restsOn(undefined, board), { clusters: [], cards: [] });
});

test("one more or one less is behind it, and what was known is not changed", () => {
  assert.deepEqual(toggled(BEHIND, "contributions", "b"), { clusters: ["theme"], contributions: ["a", "b"] });
  assert.deepEqual(toggled(BEHIND, "clusters", "theme"), { clusters: [], contributions: ["a"] });
  assert.deepEqual(toggled(undefined, "clusters", "theme"), { clusters: ["theme"], contributions: [] });
  assert.deepEqual(
    [BEHIND, NOTHING],
    [
      { clusters: ["theme"], contributions: ["a"] },
      { clusters: [], contributions: [] },
    ],
  );
});
