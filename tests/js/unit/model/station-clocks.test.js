import assert from "node:assert/strict";
import { test } from "node:test";
import { createStationClocks, STATION_TIME } from "../../../../static/js/lib/model/station-clocks.js";
import { createPhone } from "../phone.js";

const MINUTE = 60_000;

/** Clocks in one window, and the moment they go by. */
function begin() {
  const { localStorage: storage } = createPhone().openTab(); // a window's own storage is like it
  let now = 1000;
  const open = () => createStationClocks("clocks", () => now, storage);
  return {
    open,
    clocks: open(),
    pass: (/** @type {number} */ ms) => {
      now += ms;
    },
  };
}

test("a station has its seven minutes, and is told how far it is over", () => {
  const { clocks, pass } = begin();
  assert.equal(STATION_TIME, 7 * MINUTE);
  assert.equal(clocks.left(), null);
  clocks.run("verein");
  assert.equal(clocks.left(), 7 * MINUTE);
  pass(5 * MINUTE);
  assert.equal(clocks.left(), 2 * MINUTE);
  pass(3 * MINUTE);
  assert.equal(clocks.left(), -MINUTE);
});

test("only the station whose slide is shown uses its time, and goes on where it was", () => {
  const { clocks, pass } = begin();
  clocks.run("verein");
  pass(2 * MINUTE);
  clocks.run(null);
  pass(30 * MINUTE);
  clocks.run("amt");
  pass(MINUTE);
  assert.equal(clocks.left(), 6 * MINUTE);
  clocks.run("verein");
  pass(MINUTE);
  assert.equal(clocks.left(), 4 * MINUTE);
});

test("a window that is loaded anew goes on counting, and does not count while it is away", () => {
  const { clocks, open, pass } = begin();
  clocks.run("verein");
  pass(3 * MINUTE);
  clocks.left();
  pass(10 * MINUTE);
  const again = open();
  assert.equal(again.left(), null);
  again.run("verein");
  assert.equal(again.left(), 4 * MINUTE);
});

test("after a rehearsal all have their whole time, also once the window is loaded anew", () => {
  const { clocks, open, pass } = begin();
  clocks.run("verein");
  pass(3 * MINUTE);
  clocks.run("amt");
  pass(MINUTE);
  clocks.reset();
  assert.equal(clocks.left(), 7 * MINUTE);
  pass(MINUTE);
  assert.equal(clocks.left(), 6 * MINUTE);
  clocks.reset();
  for (const station of ["verein", "amt"]) {
    const again = open();
    again.run(station);
    assert.equal(again.left(), 7 * MINUTE);
  }
});
