import assert from "node:assert/strict";
import { test } from "node:test";
import { loadLater } from "../../../../static/js/lib/page/load-later.js";
import { createClock } from "../clock.js";

const ADDRESS = "/static/0123/later.js";
const there = /** @type {typeof fetch} */ (() => Promise.resolve(new Response("the file")));

test("a file that does not come is asked for again, and loaded by its own address once it is there", async () => {
  Math.random = () => 0.5;
  const clock = createClock().install();
  let asked = 0;
  const get = /** @type {typeof fetch} */ (
    () => {
      asked += 1;
      return asked > 2
        ? there(ADDRESS)
        : asked > 1
          ? Promise.resolve(new Response("", { status: 502 }))
          : Promise.reject(new TypeError("lost"));
    }
  );
  /** @type {string[]} */
  const loaded = [];
  const load = (/** @type {string} */ address) => {
    loaded.push(address);
    return Promise.resolve("the part");
  };
  const coming = loadLater(ADDRESS, () => false, load, get);
  await clock.advance(10_000);
  assert.deepEqual([asked, loaded], [3, [ADDRESS]]);
  assert.equal(await coming, "the part");
});

test("a part that came and failed is not begun twice", async () => {
  const load = () => Promise.reject(new TypeError("its own"));
  await assert.rejects(
    loadLater(ADDRESS, () => true, load, there),
    /its own/,
  );
});
