import assert from "node:assert/strict";
import { test } from "node:test";
import { asRead, withGerman } from "../../../../static/js/lib/model/as-read.js";

test("one is named by itself, several are one order", () => {
  const [a, b] = [
    { id: "a", was: "Eins" },
    { id: "b", was: "Zwei" },
  ];
  assert.deepEqual([asRead([]), asRead([a]), asRead([a, b])], [[], [a], [{ items: [a, b] }]]);
});

test("a German wording is read below its text", () => {
  assert.deepEqual([withGerman("Eins", null), withGerman("One", "Eins")], ["Eins", "One\nEins"]);
});

test("what no message holds are several orders, in their order and none twice", () => {
  const read = Array.from({ length: 60 }, (_, at) => ({ id: String(at), was: "\u{10ffff}".repeat(500) }));
  const orders = asRead(read);
  assert.deepEqual(
    orders.flatMap((/** @type {any} */ one) => one.items ?? [one]),
    read,
  );
  assert.ok(orders.every((one) => new TextEncoder().encode(JSON.stringify(one)).length < 100_000));
  assert.equal(orders.length, 6);
});
