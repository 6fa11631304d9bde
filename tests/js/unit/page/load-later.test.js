import assert from "node:assert/strict";
import { test } from "node:test";
import { loadLater } from "../../../../static/js/lib/page/load-later.js";
import { createClock } from "../clock.js";

test("a part of a screen that does not come is asked for again, each time by another address", async () => {
  Math.random = () => 0.5;
  const clock = createClock().install();
  /** @type {string[]} */
  const asked = [];
  const load = (/** @type {string} */ address) => {
    asked.push(address);
    return asked.length > 2 ? Promise.resolve("the part") : Promise.reject(new TypeError("failed"));
  };
  const coming = loadLater("/static/0123/later.js", () => false, load);
  await clock.advance(999);
  assert.deepEqual(asked, ["/static/0123/later.js"]);
  await clock.advance(1);
  await clock.advance(2000);
  assert.deepEqual(asked.slice(1), ["/static/0123/later.js?1", "/static/0123/later.js?2"]);
  assert.equal(await coming, "the part");
});

test("a part that came and failed is not begun twice", async () => {
  const load = () => Promise.reject(new TypeError("its own"));
  await assert.rejects(
    loadLater("/static/0123/later.js", () => true, load),
    /its own/,
  );
});
