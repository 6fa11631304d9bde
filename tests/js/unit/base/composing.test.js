import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isComposing } from "../../../../static/js/lib/base/composing.js";

const pressed = (/** @type {object} */ press) => isComposing(/** @type {KeyboardEvent} */ (press));

test("the Enter that ends a word belongs to the input method, also in Safari, which only says 229", () => {
  assert.equal(pressed({ key: "Enter", isComposing: true, keyCode: 13 }), true);
  assert.equal(pressed({ key: "Enter", isComposing: false, keyCode: 229 }), true);
  assert.equal(pressed({ key: "Enter", isComposing: false, keyCode: 13 }), false);
});

test("no script asks only whether a word is being composed", () => {
  const root = new URL("../../../../static/js/", import.meta.url).pathname;
  const asking = readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".js") && !name.endsWith("composing.js"))
    .filter((name) => readFileSync(join(root, name), "utf8").includes(".isComposing"));
  assert.deepEqual(asking, []);
});
