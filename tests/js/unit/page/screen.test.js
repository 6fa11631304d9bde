import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { oncePerFrame, watchConnection } from "../../../../static/js/lib/page/screen.js";
import { createClock } from "../clock.js";
import { createLive } from "../live.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

/** A connection, and what is told of it. */
function watch() {
  const live = createLive(() => null);
  /** @type {(number|null)[]} */
  const told = [];
  const connection = watchConnection(live, () => told.push(connection.lostAt), clock.steady);
  return { live, connection, told };
}

test("a page that gets no connection says so after two seconds", async () => {
  const { connection } = watch();
  await clock.advance(1999);
  assert.equal(connection.offline, false);
  await clock.advance(1);
  assert.deepEqual([connection.offline, connection.lostAt], [true, 0]);
});

test("a connection that is back within two seconds is not missed, however often it is lost", async () => {
  const { live, connection } = watch();
  live.connect();
  for (let time = 0; time < 10; time += 1) {
    live.drop();
    await clock.advance(1900);
    assert.equal(connection.offline, false);
    live.connect();
    await clock.advance(200);
  }
  assert.equal(connection.offline, false);
});

test("it tells since when there is none, and that there is one again at once", async () => {
  const { live, told } = watch();
  await clock.advance(500);
  live.connect();
  await clock.advance(5000);
  live.drop();
  await clock.advance(10_000);
  live.connect();
  assert.deepEqual(told, [null, 5500, null]);
});

test("a screen is drawn once a frame, and again for what comes after", async () => {
  /** @type {number[]} */
  const drawn = [];
  const draw = oncePerFrame(() => drawn.push(Math.round(clock.steady())));
  draw();
  draw();
  assert.deepEqual(drawn, []);
  await clock.advance(17);
  draw();
  await clock.advance(17);
  await clock.advance(1000);
  assert.deepEqual(drawn, [17, 34]);
});
