import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { STATES, saveMeasure, wording } from "../../../../static/js/lib/queue/measure-orders.js";
import { measure, STATION, view } from "../nouns.js";

/** @typedef {import("../../../../static/js/lib/drafts/kept-form.js").Written} Written */

/** @param {any[]} answers one after the other */
function begin(answers = []) {
  /** @type {[name: string, payload: any][]} */
  const asked = [];
  const board = view({ measures: [measure("m", { what: "Alt", position: 3 })] });
  const orders = /** @type {any} */ ({
    ask(/** @type {string} */ name, /** @type {any} */ payload, /** @type {any} */ show) {
      asked.push([name, payload]);
      show(board);
      return Promise.resolve(answers.shift() ?? { ok: true });
    },
  });
  return { asked, board, orders };
}

/** @param {Partial<Written>} values @returns {Written} */
const written = (values) => ({ id: "m", fresh: false, text: "Neu", round: null, was: "Alt\n\n", ...values });

test("a new measure is sent whole, and stands behind the last", async () => {
  const { asked, board, orders } = begin();
  await saveMeasure(
    orders,
    STATION,
    written({ id: "n", fresh: true, text: " Neu ", who: "Ada", by_when: "", state: "agreed" }),
  );
  assert.deepEqual(asked, [
    ["measure.add", { id: "n", station: STATION, what: " Neu ", who: "Ada", by_when: null, state: "agreed" }],
  ]);
  assert.deepEqual(
    board.measures.get("n"),
    measure("n", { what: "Neu", who: "Ada", state: "agreed", position: 4, revision: 0 }),
  );
});

test("of a known one its wording is sent, with the one it began with", async () => {
  const { asked, board, orders } = begin();
  await saveMeasure(orders, STATION, written({ state: "open", before: { state: "open" } }));
  assert.deepEqual(asked, [["measure.edit", { id: "m", what: "Neu", who: null, by_when: null, was: "Alt\n\n" }]]);
  assert.deepEqual(board.measures.get("m"), measure("m", { what: "Neu", position: 3 }));
});

test("and its state where that was changed, once the wording was accepted", async () => {
  const { asked, orders } = begin();
  await saveMeasure(orders, STATION, written({ state: "done", before: { state: "open" } }));
  assert.deepEqual(asked.slice(1), [["measure.set_state", { id: "m", state: "done" }]]);
  const refusing = begin([{ ok: false, error: "reworded", message: "Anders." }]);
  const ack = await saveMeasure(refusing.orders, STATION, written({ state: "done", before: { state: "open" } }));
  assert.deepEqual([refusing.asked.length, ack.ok], [1, false]);
});

test("two hosts' wordings are compared line by line", () => {
  assert.equal(wording(measure("m", { what: "Räume", who: "Ada", by_when: "Juni" })), "Räume\nAda\nJuni");
  assert.equal(wording(measure("m", { what: "Räume" })), "Räume\n\n");
  assert.deepEqual(STATES, ["open", "agreed", "done"]);
});
