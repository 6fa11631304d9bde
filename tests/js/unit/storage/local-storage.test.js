import assert from "node:assert/strict";
import { test } from "node:test";
import { createStorage } from "../../../../static/js/lib/storage/local-storage.js";
import { createPhone } from "../phone.js";

/** A phone and the storage of one of its tabs. */
function begin() {
  const phone = createPhone();
  return { phone, storage: createStorage(phone.openTab()) };
}

const VALUES = [{ text: "Räume", n: [1, null] }, "Text", "", 0, 7, true, false, null, []];

for (const value of VALUES) {
  test(`what was written is read again, here and in another tab: ${JSON.stringify(value)}`, () => {
    const { phone, storage } = begin();
    assert.equal(storage.write("cafe.a", value), true);
    assert.deepEqual(storage.read("cafe.a"), value);
    assert.deepEqual(createStorage(phone.openTab()).read("cafe.a"), value);
    storage.remove("cafe.a");
    assert.deepEqual([storage.read("cafe.a"), phone.kept()], [null, {}]);
  });
}

for (const left of ["{kein JSON", "", "undefined"]) {
  test(`what another version left and nobody can read is nothing: ${JSON.stringify(left)}`, () => {
    const { phone, storage } = begin();
    phone.leave("cafe.a", left);
    assert.equal(storage.read("cafe.a"), null);
  });
}

test("keys come in order, and only those asked for", () => {
  const { storage } = begin();
  for (const key of ["cafe.b.2", "cafe.a.1", "cafe.b.10", "other", "cafe.b.1"]) {
    storage.write(key, 1);
  }
  assert.deepEqual(storage.keys("cafe.b."), ["cafe.b.1", "cafe.b.10", "cafe.b.2"]);
});

/** @type {[name: string, trouble: Partial<import("../phone.js").Trouble>][]} */
const TROUBLES = [
  ["forbidden", { forbidden: true }],
  ["full", { room: 10 }],
];

for (const [name, trouble] of TROUBLES) {
  test(`a storage that is ${name} keeps things for this page alone, and says so`, () => {
    const { phone, storage } = begin();
    Object.assign(phone.trouble, trouble);
    assert.equal(storage.works(), false);
    assert.equal(storage.write("cafe.a", { text: "Räume" }), false);
    assert.equal(storage.outlivesPage("cafe.a"), false);
    assert.deepEqual([storage.read("cafe.a"), storage.keys("cafe.")], [{ text: "Räume" }, ["cafe.a"]]);
    assert.deepEqual(phone.kept(), {});
    storage.remove("cafe.a");
    assert.deepEqual([storage.read("cafe.a"), storage.keys("cafe.")], [null, []]);
  });
}

test("what did not fit is kept once there is room again", () => {
  const { phone, storage } = begin();
  phone.trouble.room = 10;
  storage.write("cafe.a", "zu lang für diesen Platz");
  phone.trouble.room = Infinity;
  assert.equal(storage.write("cafe.a", "passt"), true);
  assert.deepEqual(
    [storage.outlivesPage("cafe.a"), storage.read("cafe.a"), phone.kept()],
    [true, "passt", { "cafe.a": "passt" }],
  );
});

test("a longer text that does not fit is read instead of the shorter one that did", () => {
  const { phone, storage } = begin();
  storage.write("cafe.a", "kurz");
  phone.trouble.room = 14;
  assert.equal(storage.write("cafe.a", "inzwischen länger"), false);
  assert.deepEqual([storage.read("cafe.a"), storage.keys("cafe.")], ["inzwischen länger", ["cafe.a"]]);
});

test("trying whether it works leaves nothing behind", () => {
  const { phone, storage } = begin();
  assert.deepEqual([storage.works(), phone.kept(), storage.keys("")], [true, {}, []]);
});
