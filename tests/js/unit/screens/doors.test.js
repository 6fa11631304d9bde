import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "../clock.js";
import { embed } from "../page.js";

embed("phrases", { "doors.copied": "Kopiert" });

class FakeElement {
  /** @param {Record<string, string>} attributes */
  constructor(attributes) {
    this.attributes = attributes;
  }
  closest() {
    return this;
  }
  /** @param {string} name */
  getAttribute(name) {
    return this.attributes[name];
  }
  setAttribute() {}
}

class FakeField {
  value = "http://cafe.example/go/secret";
  focus() {}
  select() {}
}

test("a link is copied, too, on a page that prints nothing", async () => {
  const spoken = { textContent: "" };
  const field = new FakeField();
  /** @type {string[]} */
  const copied = [];
  /** @type {((click: any) => Promise<void>)[]} */
  const presses = [];
  Object.assign(globalThis, { Element: FakeElement, HTMLInputElement: FakeField });
  Object.defineProperty(globalThis, "navigator", {
    value: { clipboard: { writeText: async (/** @type {string} */ text) => copied.push(text) } },
  });
  Object.assign(document, {
    querySelector: (/** @type {string} */ looked) => (looked === "[data-say]" ? spoken : null),
    querySelectorAll: () => [],
    addEventListener: (/** @type {string} */ name, /** @type {any} */ hear) => {
      if (name === "click") {
        presses.push(hear);
      }
    },
  });
  const { getElementById } = document;
  document.getElementById = (id) => (id === "house-link" ? /** @type {any} */ (field) : getElementById(id));

  await import("../../../../static/js/screens/doors.js");
  const target = new FakeElement({ "data-copy": "house-link" });
  await Promise.all(presses.map((press) => press({ target })));
  await settled();
  assert.deepEqual(copied, [field.value]);
  assert.equal(spoken.textContent, "Kopiert");
});
