import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { leftBehind } from "../../../../static/js/lib/drafts/left-behind.js";
import { createDevice } from "../../../../static/js/lib/storage/device.js";

const PREFIX = "cafe.edit.x.stations.";
const KEPT = { fields: { text: "Wo fehlt Platz?" }, known: 7, sent: [], serial: 3 };

/** A browser that keeps these. @param {Record<string, unknown>} kept */
function browser(kept) {
  const held = new Map(Object.entries(kept).map(([key, value]) => [PREFIX + key, JSON.stringify(value)]));
  let isFull = false;
  const localStorage = {
    get length() {
      return held.size;
    },
    key: (/** @type {number} */ at) => [...held.keys()][at] ?? null,
    getItem: (/** @type {string} */ key) => held.get(key) ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (isFull) {
        throw new Error("QuotaExceededError");
      }
      held.set(key, value);
    },
    removeItem: (/** @type {string} */ key) => void held.delete(key),
  };
  const device = createDevice(/** @type {any} */ ({ localStorage, addEventListener() {} }));
  const fill = () => {
    isFull = true;
  };
  return { device, fill, keys: () => [...held.keys()].map((key) => key.slice(PREFIX.length)) };
}

const FORMS = ["station-question-1-0.11.de", "station-question-1-0.11.en", "station-question-2-0.22.en"];

test("what was typed for words that are others by now belongs to the same place", () => {
  const { device } = browser({ "station-question-1-0.99.en": KEPT });
  const [left, ...more] = leftBehind(PREFIX, FORMS, device);
  assert.deepEqual([left.key, left.isSame, left.text, more.length], [FORMS[1], false, "Wo fehlt Platz?", 0]);
});

test("what was typed for a text that was moved goes along with it", () => {
  const { device, keys } = browser({ "station-question-1-0.22.en": KEPT });
  const [left] = leftBehind(PREFIX, FORMS, device);
  assert.deepEqual([left.key, left.isSame], [FORMS[2], true]);
  left.move();
  assert.deepEqual(keys(), [FORMS[2]]);
  assert.deepEqual(device.storage.read(PREFIX + FORMS[2]), KEPT);
  assert.deepEqual(leftBehind(PREFIX, FORMS, device), []);
});

test("what was typed where nothing stood belongs to its place alone", () => {
  const { device } = browser({ "station-description-1-0.0.de": KEPT });
  assert.deepEqual(leftBehind(PREFIX, ["station-description-2-0.0.de"], device), []);
  const [left] = leftBehind(PREFIX, ["station-description-1-0.33.de"], device);
  assert.deepEqual([left.key, left.isSame], ["station-description-1-0.33.de", false]);
});

test("of two that belong to one form the second stays where it is until the first is saved", () => {
  const { device, keys } = browser({ "station-question-1-0.22.en": KEPT, "station-question-3-0.22.en": KEPT });
  for (const left of leftBehind(PREFIX, FORMS, device)) {
    left.move();
  }
  assert.deepEqual(keys().sort(), [FORMS[2], "station-question-3-0.22.en"]);
});

test("what there is no room for under its new name stays under the old one", () => {
  const { device, keys, fill } = browser({ "station-question-1-0.22.en": KEPT });
  const [left] = leftBehind(PREFIX, FORMS, device);
  fill();
  left.move();
  assert.deepEqual(keys(), ["station-question-1-0.22.en"]);
});

test("what is kept for a form of the page stays with it", () => {
  const { device } = browser({ [FORMS[1]]: KEPT, "station-question-1-0.99.en": KEPT });
  assert.deepEqual(leftBehind(PREFIX, FORMS, device), []);
});

test("what is taken, or not wanted, is kept no longer", () => {
  const { device, keys } = browser({ "station-question-1-0.99.en": KEPT });
  leftBehind(PREFIX, FORMS, device)[0].take();
  assert.deepEqual(keys(), []);
});

test("what is no such form's, or is of no language here, is left alone", () => {
  const { device, keys } = browser({ "value.wifi_name": KEPT, "station-question-1-0.99.ru": KEPT, "line.4": KEPT });
  assert.deepEqual(leftBehind(PREFIX, FORMS, device), []);
  assert.equal(keys().length, 3);
});

test("what was typed for a station stays its own, where another asks the same or it was moved", () => {
  const { device } = browser({ "station-prompts-@halle-2-1.22.de": KEPT });
  assert.deepEqual(leftBehind(PREFIX, ["station-prompts-@tor-2-1.22.de"], device), []);
  const [left] = leftBehind(PREFIX, ["station-prompts-@tor-2-1.22.de", "station-prompts-@halle-2-1.33.de"], device);
  assert.deepEqual([left.key, left.isSame], ["station-prompts-@halle-2-1.33.de", false]);
  const [moved] = leftBehind(PREFIX, ["station-prompts-@halle-2-3.22.de"], device);
  assert.deepEqual([moved.key, moved.isSame], ["station-prompts-@halle-2-3.22.de", true]);
});
