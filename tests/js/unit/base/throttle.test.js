import assert from "node:assert/strict";
import { test } from "node:test";
import { createThrottle } from "../../../../static/js/lib/base/throttle.js";

/** Time that passes only when a test says so. */
function bench() {
  let now = 0;
  /** @type {{at: number, fn: () => void}[]} */
  let timers = [];
  return {
    now: () => now,
    /** @param {() => void} fn @param {number} ms */
    later: (fn, ms) => timers.push({ at: now + ms, fn }),
    /** @param {number} ms */
    async pass(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { fn } of due) {
        fn();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Work that notes when it began, and ends only when told to where `slow`. @param {{slow?: boolean}} [options] */
function work({ slow = false } = {}) {
  const time = bench();
  /** @type {number[]} */
  const begun = [];
  /** @type {(() => void)[]} */
  const ends = [];
  const run = () => {
    begun.push(time.now());
    return slow ? new Promise((/** @type {(value: void) => void} */ resolve) => ends.push(resolve)) : undefined;
  };
  return { time, begun, ends, ask: createThrottle(run, 1000, time) };
}

test("the first asking is followed at once", async () => {
  const { ask, begun } = work();
  await ask();
  assert.deepEqual(begun, [0]);
});

test("of a hundred changes in three seconds one run a second is made, and the last of them is in a run", async () => {
  const { time, begun, ask } = work();
  for (let change = 0; change < 100; change += 1) {
    void ask();
    await time.pass(30);
  }
  await time.pass(1000);
  await time.pass(10_000);
  assert.deepEqual(begun, [0, 1020, 2040, 4000]);
});

test("after a quiet while the next one is at once again", async () => {
  const { time, begun, ask } = work();
  void ask();
  await time.pass(5000);
  void ask();
  assert.deepEqual(begun, [0, 5000]);
});

test("a run that takes long is not overtaken, and what changed meanwhile gets one of its own", async () => {
  const { time, begun, ends, ask } = work({ slow: true });
  void ask();
  await time.pass(1500);
  void ask();
  void ask();
  await time.pass(1500);
  assert.deepEqual(begun, [0]);
  ends[0]?.();
  await time.pass(0);
  assert.deepEqual(begun, [0, 3000]);
});

test("who asks is told when a run that began later is over", async () => {
  const { time, ends, ask } = work({ slow: true });
  /** @type {string[]} */
  const over = [];
  void ask().then(() => over.push("first"));
  await time.pass(10);
  void ask().then(() => over.push("second"));
  ends[0]?.();
  await time.pass(10);
  assert.deepEqual(over, ["first"]);
  await time.pass(1000);
  ends[1]?.();
  await time.pass(0);
  assert.deepEqual(over, ["first", "second"]);
});
