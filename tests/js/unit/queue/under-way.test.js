import assert from "node:assert/strict";
import { test } from "node:test";
import { lastText, underWay } from "../../../../static/js/lib/queue/under-way.js";

/** @typedef {import("../../../../static/js/lib/queue/outbox.js").Order} Order */

let key = 0;
/** @param {string} name @param {object} payload @param {Partial<Order>} [more] @returns {Order} */
function order(name, payload, more = {}) {
  key += 1;
  return { key: String(key), name, payload, station: "raeume", at: key, ...more };
}
const refusal = { error: "paused", message: "Später." };

test("what the server has not is listed by itself, with the text that was typed last", () => {
  const parts = underWay([
    order("contribution.add", { id: "a", text: "Erst so" }),
    order("contribution.edit", { id: "a", text: "dann so", was: "Erst so" }),
    order("contribution.add", { id: "b", text: "Abgelehnt" }, { refusal }),
  ]);
  assert.deepEqual(
    parts.written.map((one) => lastText(one, parts)),
    ["dann so", "Abgelehnt"],
  );
});

test("what is taken back before it was sent is on no list", () => {
  const parts = underWay([
    order("contribution.add", { id: "a", text: "Erst so" }),
    order("contribution.withdraw", { id: "a" }),
  ]);
  assert.deepEqual(parts.written, []);
});

test("what is to happen to one that the server has is told at that one, and a refused wording by itself", () => {
  const orders = [
    order("vote.set", { contribution: "c", on: true }),
    order("contribution.withdraw", { id: "c" }),
    order("contribution.edit", { id: "d", text: "Neu", was: "Alt" }, { refusal }),
    order("feedback.set", { text: "Gut", scale: {}, language: "de" }),
  ];
  const parts = underWay(orders);
  assert.deepEqual(parts.about, new Map([["c", orders.slice(0, 2)]]));
  assert.deepEqual([parts.written, parts.refused], [[], [orders[2]]]);
});

test("what one said for others and is not sent is listed, unless it is taken back again", () => {
  const orders = [
    order("wording.add", { id: "a", contribution: "c", text: "غرف", language: "ar" }),
    order("wording.edit", { id: "b", text: "Räume", was: "Raum" }),
    order("wording.add", { id: "d", contribution: "c", text: "кімнати", language: "uk" }),
    order("wording.withdraw", { id: "d" }),
  ];
  const parts = underWay(orders);
  assert.deepEqual(parts.worded, orders.slice(0, 2));
  assert.deepEqual(
    parts.worded.map((one) => lastText(one, parts)),
    ["غرف", "Räume"],
  );
  assert.deepEqual([parts.written, parts.refused, parts.about.size], [[], [], 0]);
});
