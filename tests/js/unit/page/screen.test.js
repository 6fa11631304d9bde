import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { oncePerFrame, watchConnection } from "../../../../static/js/lib/page/screen.js";

/** A connection that a test cuts and mends. */
function wire() {
  /** @type {(() => void)[]} */
  const online = [];
  /** @type {(() => void)[]} */
  const offline = [];
  const live = /** @type {import("../../../../static/js/lib/net/socket.js").Live} */ (
    /** @type {unknown} */ ({
      onOnline: (/** @type {() => void} */ fn) => online.push(fn),
      onOffline: (/** @type {() => void} */ fn) => offline.push(fn),
    })
  );
  return { live, mend: () => online.map((fn) => fn()), cut: () => offline.map((fn) => fn()) };
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

test("a page that gets no connection says so after two seconds", () => {
  const { live } = wire();
  const connection = watchConnection(live, () => {});
  mock.timers.tick(1999);
  assert.equal(connection.offline, false);
  mock.timers.tick(1);
  assert.deepEqual([connection.offline, connection.lostAt], [true, 0]);
});

test("a connection that is back within two seconds is not missed, however often it is lost", () => {
  const { live, cut, mend } = wire();
  const connection = watchConnection(live, () => {});
  mend();
  for (let time = 0; time < 10; time += 1) {
    cut();
    mock.timers.tick(1900);
    assert.equal(connection.offline, false);
    mend();
    mock.timers.tick(200);
  }
  assert.equal(connection.offline, false);
});

test("it tells since when there is none, and that there is one again at once", () => {
  const { live, cut, mend } = wire();
  /** @type {(number|null)[]} */
  const told = [];
  const connection = watchConnection(live, () => told.push(connection.lostAt));
  mock.timers.tick(500);
  mend();
  mock.timers.tick(5000);
  cut();
  mock.timers.tick(10_000);
  mend();
  assert.deepEqual(told, [null, 5500, null]);
});

test("a screen is drawn once a frame, and again for what comes after", () => {
  /** @type {(() => void)[]} */
  const frames = [];
  const before = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (fn) => frames.push(() => fn(0));
  try {
    let drawn = 0;
    const draw = oncePerFrame(() => {
      drawn += 1;
    });
    draw();
    draw();
    assert.deepEqual([drawn, frames.length], [0, 1]);
    frames.shift()?.();
    draw();
    frames.shift()?.();
    assert.deepEqual([drawn, frames.length], [2, 0]);
  } finally {
    globalThis.requestAnimationFrame = before;
  }
});
