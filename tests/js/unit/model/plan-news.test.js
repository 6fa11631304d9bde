import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ADDRESS_EVERY, watchPlan } from "../../../../static/js/lib/model/plan-news.js";
import { createClock } from "../clock.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

/** A screen, and the server that it asks. @param {number} [every] */
function open(every) {
  const server = { texts: 1, join: "http://192.0.2.7:8000/q/a", asked: 0 };
  /** @type {string[]} */
  const took = [];
  /** @type {(() => void)[]} */
  const heard = [];
  const state = { texts: 1 };
  const get = () => {
    server.asked += 1;
    const answer = { ok: true, status: 200, json: () => Promise.resolve({ ...server }) };
    return Promise.resolve(/** @type {any} */ (answer));
  };
  const event = /** @type {any} */ ({ state, subscribe: (/** @type {() => void} */ hear) => heard.push(hear) });
  watchPlan(event, "/plan.json", (news) => took.push(`${news.texts} ${news.join}`), every, get);
  const tell = (/** @type {number} */ texts) => {
    server.texts = state.texts = texts;
    for (const hear of heard) {
      hear();
    }
  };
  return { server, took, tell };
}

test("a phone asks where its event's state tells of something new, and else never", async () => {
  const { server, took, tell } = open();
  await clock.advance(600_000);
  assert.equal(server.asked, 0);
  tell(2);
  await clock.advance(1000);
  assert.deepEqual(took, ["2 http://192.0.2.7:8000/q/a"]);
  tell(2);
  await clock.advance(600_000);
  assert.equal(server.asked, 1);
});

test("a screen that shows the address hears of another one, of which no news tell", async () => {
  const { server, took } = open(ADDRESS_EVERY);
  server.join = "http://198.51.100.4:8000/q/a";
  await clock.advance(ADDRESS_EVERY + 100);
  assert.deepEqual(took, ["1 http://198.51.100.4:8000/q/a"]);
});
