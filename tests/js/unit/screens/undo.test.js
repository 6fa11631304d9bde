import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createUndo } from "../../../../static/js/screens/host/undo.js";
import { settled } from "../clock.js";
import { embed } from "../page.js";

/** @typedef {import("../../../../static/js/lib/net/wire.js").Ack} Ack */

embed("phrases", {
  "undo.said": "Rückgängig gemacht",
  "board.said_reason": "Grund: {reason}",
  "reason.topic": "am Thema vorbei",
});

const REFUSED = /** @type {Ack} */ ({ ok: false, error: "unknown_contribution", message: "Weg." });
/** @param {number} revision @returns {Ack} */
const done = (revision) => /** @type {any} */ ({ ok: true, revision });

function begin() {
  /** @type {[name: string, payload: any][]} */
  const given = [];
  /** @type {((ack: Ack) => void)[]} */
  const answers = [];
  const answered = () => new Promise((/** @type {(ack: Ack) => void} */ resolve) => answers.push(resolve));
  const orders = /** @type {any} */ ({
    give(/** @type {string} */ name, /** @type {any} */ payload) {
      given.push([name, payload]);
      return answered();
    },
  });
  const undo = createUndo({ orders, station: "verein", say: () => {}, draw: () => {} });
  return {
    undo,
    given,
    /** A deed, whose answer comes when the test says so. @param {string} said @param {string[]} [hid] */
    offer: (said, hid = undefined) => undo.offer(said, [answered()], hid),
    /** @param {number} which of the orders, in their order @param {Ack} ack */
    async answer(which, ack) {
      answers[which]?.(ack);
      await settled();
    },
    shown: () => undo.last && [undo.last.said, undo.last.revisions],
  };
}

test("the last deed is taken back once the server knows it, and then there is nothing more to take back", async () => {
  const { undo, offer, answer, shown, given } = begin();
  offer("eins");
  assert.deepEqual(shown(), ["eins", []]);
  await answer(0, done(7));
  assert.deepEqual(shown(), ["eins", [7]]);
  undo.undo();
  assert.deepEqual([shown(), given], [null, [["journal.undo", { station: "verein", revision: 7 }]]]);
});

test("while a deed is not answered nothing is taken back; where it is refused, the one before is again", async () => {
  const { undo, offer, answer, shown, given } = begin();
  offer("eins");
  await answer(0, done(7));
  offer("zwei");
  assert.deepEqual(shown(), ["zwei", []]);
  await answer(1, REFUSED);
  assert.deepEqual(shown(), ["eins", [7]]);
  undo.undo();
  assert.deepEqual(given, [["journal.undo", { station: "verein", revision: 7 }]]);
});

test("also where the one before was answered only after the next was done", async () => {
  const { offer, answer, shown } = begin();
  offer("eins");
  offer("zwei");
  await answer(0, done(7));
  assert.deepEqual(shown(), ["zwei", []]);
  await answer(1, REFUSED);
  assert.deepEqual(shown(), ["eins", [7]]);
});

test("an earlier deed that is answered late takes no place of a later one", async () => {
  const { offer, answer, shown } = begin();
  offer("eins");
  offer("zwei");
  await answer(1, done(8));
  await answer(0, done(7));
  assert.deepEqual(shown(), ["zwei", [8]]);
});

for (const end of /** @type {const} */ (["undo", "dismiss"])) {
  test(`what is over does not come back where a later deed is refused: ${end}`, async () => {
    const { undo, offer, answer, shown } = begin();
    offer("eins");
    await answer(0, done(7));
    undo[end]();
    offer("zwei");
    await answer(end === "undo" ? 2 : 1, REFUSED);
    assert.equal(shown(), null);
  });
}

test("a line that was put away before its answer came stays away", async () => {
  const { undo, offer, answer, shown } = begin();
  offer("eins");
  undo.dismiss();
  await answer(0, done(7));
  assert.equal(shown(), null);
});

test("a reason goes with what was hidden; where it is refused, the hiding is the last again", async () => {
  const { undo, offer, answer, shown, given } = begin();
  offer("ausgeblendet", ["a"]);
  await answer(0, done(7));
  undo.because("topic");
  await answer(1, done(8));
  assert.deepEqual(shown(), ["Grund: am Thema vorbei", [7, 8]]);
  offer("noch eins", ["b"]);
  await answer(2, done(9));
  undo.because("topic");
  await answer(3, REFUSED);
  assert.deepEqual([shown(), undo.last?.hid], [["noch eins", [9]], ["b"]]);
  assert.deepEqual(given[0], ["contribution.hide", { id: "a", reason: "topic" }]);
});
