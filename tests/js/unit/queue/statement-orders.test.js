import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { restsOn, saveStatement, toggled } from "../../../../static/js/lib/queue/statement-orders.js";
import { cluster, contribution, ids, STATION, statement, view } from "../nouns.js";

/** @typedef {import("../../../../static/js/lib/drafts/kept-form.js").Written} Written */

const NOTHING = { clusters: [], contributions: [] };
const BEHIND = { clusters: ["theme"], contributions: ["a"] };

function begin() {
  /** @type {[name: string, payload: any][]} */
  const asked = [];
  const board = view({ statements: [statement("s", { position: 3, translations: { en: "Old" } })] });
  const orders = /** @type {any} */ ({
    ask(/** @type {string} */ name, /** @type {any} */ payload, /** @type {any} */ show) {
      asked.push([name, payload]);
      show(board);
      return Promise.resolve({ ok: true });
    },
  });
  return { asked, board, orders };
}

/** @param {Partial<Written>} values @returns {Written} */
const written = (values) => ({ id: "s", fresh: false, text: "Neu", round: 2, was: "Alt", ...values });

test("a new statement is sent whole, and stands behind the last", async () => {
  const { asked, board, orders } = begin();
  await saveStatement(
    orders,
    STATION,
    written({ id: "n", fresh: true, text: " Neu ", kind: "question", behind: BEHIND }),
  );
  assert.deepEqual(asked, [
    ["statement.add", { id: "n", station: STATION, round: 2, text: " Neu ", kind: "question", behind: BEHIND }],
  ]);
  const wanted = {
    ...statement("n", { round: 2, text: "Neu", position: 4, revision: 0, kind: "question" }),
    behind: BEHIND,
  };
  assert.deepEqual(board.statements.get("n"), wanted);
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
  test(`of a known one only what was changed is sent: its wording and ${name}`, async () => {
    const { asked, board, orders } = begin();
    await saveStatement(orders, STATION, written(values));
    assert.deepEqual(asked, [["statement.edit", { id: "s", text: "Neu", was: "Alt", ...sent }]]);
    const { text, position, translations, kind } = /** @type {any} */ (board.statements.get("s"));
    assert.deepEqual([text, position, translations, kind], ["Neu", 3, { en: "Old" }, values.kind]);
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
