import assert from "node:assert/strict";
import { test } from "node:test";
import { keepDoor } from "../../../../static/js/lib/net/keep-door.js";
import { createClock } from "../clock.js";
import { createLive } from "../live.js";

test("an open screen says so at each connect and three times an hour, and is silent without network", async () => {
  const clock = createClock().install();
  const live = createLive(() => null);
  /** @type {string[]} */
  const asked = [];
  const get = /** @type {typeof fetch} */ (
    (address) => {
      asked.push(String(address));
      return Promise.reject(new TypeError("no network"));
    }
  );
  keepDoor(live, "dresden", get);
  await clock.advance(3_600_000);
  assert.deepEqual(asked, []);
  live.connect();
  await clock.advance(3_600_000);
  assert.deepEqual(asked, Array(4).fill("/e/dresden/here"));
  live.drop();
  live.connect();
  assert.equal(asked.length, 5);
});
