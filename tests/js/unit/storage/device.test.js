import assert from "node:assert/strict";
import { test } from "node:test";
import { createDevice, thisDevice } from "../../../../static/js/lib/storage/device.js";
import * as storage from "../../../../static/js/lib/storage/local-storage.js";
import { settled } from "../clock.js";
import { createPhone } from "../phone.js";

test("a page that keeps something in memory finds it through its device, too", () => {
  storage.write("cafe.a", "nur hier");
  assert.equal(thisDevice.storage.read("cafe.a"), "nur hier");
  storage.remove("cafe.a");
});

test("tabs share what is kept, and hear of each other's changes", async () => {
  const phone = createPhone();
  const [one, other] = [createDevice(phone.openTab()), createDevice(phone.openTab())];
  /** @type {unknown[]} */
  const heard = [];
  one.on("storage", ({ key, newValue }) => heard.push(["one", key, newValue]));
  other.on("storage", ({ key, newValue }) => heard.push(["other", key, newValue]));
  one.storage.write("cafe.a", 1);
  assert.equal(other.storage.read("cafe.a"), 1);
  other.storage.remove("cafe.a");
  await settled();
  assert.deepEqual(heard, [
    ["other", "cafe.a", "1"],
    ["one", "cafe.a", null],
  ]);
});

test("what one tab could not store is not the other's", () => {
  const phone = createPhone();
  phone.trouble.forbidden = true;
  const [one, other] = [createDevice(phone.openTab()), createDevice(phone.openTab())];
  one.storage.write("cafe.a", 1);
  assert.equal(other.storage.read("cafe.a"), null);
});

test("the second copy is the phone's", async () => {
  const phone = createPhone();
  await createDevice(phone.openTab()).secondCopy("cafe.").add("cafe.a", 1);
  assert.deepEqual((await createDevice(phone.openTab()).secondCopy("cafe.").read())?.values, new Map([["cafe.a", 1]]));
});
