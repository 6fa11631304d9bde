import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { giveMeasure, STATES, wording } from "../../../../static/js/lib/queue/measure-orders.js";
import { measure, STATION } from "../nouns.js";

/** @typedef {import("../../../../static/js/lib/drafts/kept-form.js").Written} Written */

const BACK = /** @type {import("../../../../static/js/lib/drafts/kept-form.js").Back} */ ({ form: "cafe.measure" });

function begin() {
  /** @type {[name: string, payload: any, more: any][]} */
  const given = [];
  const orders = /** @type {any} */ ({
    give(/** @type {string} */ name, /** @type {any} */ payload, /** @type {any} */ more) {
      given.push([name, payload, more]);
      return { order: `order ${given.length}` };
    },
  });
  return { given, orders };
}

/** @param {Partial<Written>} values @returns {Written} */
const written = (values) => ({ id: "m", fresh: false, text: "Neu", round: null, was: "Alt\n\n", ...values });

test("a new measure is given whole", () => {
  const { given, orders } = begin();
  const values = written({ id: "n", fresh: true, text: " Neu ", who: "Ada", by_when: "", state: "agreed" });
  giveMeasure(orders, STATION, values, BACK);
  const payload = { id: "n", station: STATION, what: " Neu ", who: "Ada", by_when: null, state: "agreed" };
  assert.deepEqual(given, [["measure.add", payload, { back: BACK }]]);
});

test("of a known one its wording is given, with the one it began with", () => {
  const { given, orders } = begin();
  giveMeasure(orders, STATION, written({ state: "open", before: { state: "open" } }), BACK);
  const payload = { id: "m", what: "Neu", who: null, by_when: null, was: "Alt\n\n" };
  assert.deepEqual(given, [["measure.edit", payload, { back: BACK }]]);
});

test("and its state where that was changed, which goes with a wording that is refused", () => {
  const { given, orders } = begin();
  giveMeasure(orders, STATION, written({ state: "done", before: { state: "open" } }), BACK);
  assert.deepEqual(given.slice(1), [["measure.set_state", { id: "m", state: "done" }, { after: "order 1" }]]);
});

test("two hosts' wordings are compared line by line", () => {
  assert.equal(wording(measure("m", { what: "Räume", who: "Ada", by_when: "Juni" })), "Räume\nAda\nJuni");
  assert.equal(wording(measure("m", { what: "Räume" })), "Räume\n\n");
  assert.deepEqual(STATES, ["open", "agreed", "done"]);
});
