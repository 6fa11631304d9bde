import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createRefresh } from "../../../../static/js/lib/net/refresh.js";
import { createClock, settled } from "../clock.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

/** A screen whose server answers, or does not, as the test says. */
function open() {
  const began = performance.now();
  /** When it was asked, in ms. @type {number[]} */
  const asked = [];
  const server = { answers: true };
  const refresh = createRefresh(() => {
    asked.push(performance.now() - began);
    return Promise.resolve(server.answers);
  });
  return { asked, server, refresh };
}

test("of several that are due only the earliest asks", async () => {
  const { asked, refresh } = open();
  refresh.within(2000);
  refresh.within(150);
  refresh.within(1000);
  await clock.advance(10_000);
  assert.deepEqual(asked, [150]);
});

test("where no answer comes it is asked for again, ever later, until one comes", async () => {
  const { asked, server, refresh } = open();
  server.answers = false;
  refresh.within(150);
  await clock.advance(150 + 2000 + 4000 + 8000 + 16_000 + 30_000);
  assert.deepEqual(asked, [150, 2150, 6150, 14_150, 30_150, 60_150]);
  server.answers = true;
  await clock.advance(300_000);
  assert.deepEqual(asked.slice(6), [90_150]);
});

test("what is new meanwhile is asked for at its own time, and after an answer the waits are short again", async () => {
  const { asked, server, refresh } = open();
  server.answers = false;
  refresh.within(0);
  await clock.advance(2000); // the next try would be in 4 s
  refresh.within(150);
  await clock.advance(149);
  server.answers = true;
  await clock.advance(1);
  server.answers = false;
  refresh.within(0);
  await clock.advance(2000);
  assert.deepEqual(asked, [0, 2000, 2150, 2150, 4150]);
});

test("whoever asks at once hears when that is over, also without an answer", async () => {
  const { asked, server, refresh } = open();
  server.answers = false;
  await refresh.now();
  await settled();
  assert.deepEqual(asked, [0]);
});
